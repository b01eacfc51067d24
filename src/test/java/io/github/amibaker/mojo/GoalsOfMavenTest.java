package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.record.BakeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** The goals as Maven runs them, as far as AWS is not asked. */
class GoalsOfMavenTest extends GoalOfMaven {
    @Test
    @InjectMojo(goal = "bake")
    @MojoParameter(name = "skip", value = "true")
    void aBakeThatIsSkippedLooksAtNothing(BakeMojo bake) throws Exception {
        bake.execute();
        assertThat(log.lines).containsExactly("[INFO] Skipped: ami.skip is set.");
    }

    @Test
    @InjectMojo(goal = "clean")
    @MojoParameter(name = "skip", value = "true")
    void aCleanThatIsSkippedAsksNobody(CleanMojo clean) throws Exception {
        clean.execute();
        assertThat(log.lines).containsExactly("[INFO] Skipped: ami.skip is set.");
    }

    @Test
    @InjectMojo(goal = "render")
    @MojoParameter(name = "skip", value = "true")
    void aRenderThatIsSkippedWritesNothing(RenderMojo render) throws Exception {
        render.execute();
        assertThat(log.lines).containsExactly("[INFO] Skipped: ami.skip is set.");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "render")
    @MojoParameter(name = "baseImage", value = "ami-0123456789abcdef0")
    void renderWritesTemplateAndUserDataIntoTheBuildFolder(RenderMojo render) throws Exception {
        script("#!/bin/sh\necho hello\n");
        render.execute();
        Path template = folder.resolve("target/ami/template.yaml");
        Path userData = folder.resolve("target/ami/user-data.sh");
        assertThat(log.lines).containsExactly("[INFO] Template: " + template, "[INFO] User data: " + userData);
        assertThat(template).content().contains("AWS::CloudFormation::WaitCondition", "ami-0123456789abcdef0");
        assertThat(userData).content().startsWith("#!");
    }

    @Test
    @InjectMojo(goal = "render")
    @MojoParameter(name = "baseImage", value = "debian")
    @MojoParameter(name = "signal", value = "smoke")
    void whatTheUserCanMendIsAFailureOfTheBuildWithoutAStackTrace(RenderMojo render) throws Exception {
        script("echo hello\n");
        assertThatThrownBy(render::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessageContaining("3 things are wrong, nothing was created")
                .hasMessageContaining("\"debian\"")
                .hasMessageContaining("\"smoke\"")
                .hasMessageContaining("10-hello.sh");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "bake")
    void laterPluginsSeeTheImageButNotWhatWouldConfigureTheNextExecution(BakeMojo bake) {
        bake.publish(List.of(new BakeRecord(
                Optional.empty(),
                "ami-0123456789abcdef0",
                "web-1",
                "eu-west-1",
                "ami-00000000000000001",
                "x86_64",
                "arn:stack",
                "ami-web",
                Instant.EPOCH,
                new TreeMap<>(),
                List.of(),
                "hash",
                List.of(),
                List.of())));
        assertThat(build().project.getProperties())
                .containsEntry("ami.id", "ami-0123456789abcdef0")
                .containsEntry("ami.name", "web-1")
                .containsEntry("ami.baseImageId", "ami-00000000000000001")
                .containsEntry("ami.architecture", "x86_64")
                .containsEntry("ami.stackId", "arn:stack")
                .containsEntry("ami.created", "1970-01-01T00:00:00Z")
                .doesNotContainKeys("ami.region", "ami.stackName");
    }

    private void script(String content) throws IOException {
        Path script = folder.resolve("src/main/ami/provision/10-hello.sh");
        Files.createDirectories(script.getParent());
        Files.writeString(script, content);
    }
}
