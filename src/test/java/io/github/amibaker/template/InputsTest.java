package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.StagingPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InputsTest extends InputsOfTests {
    @Test
    void doNotKnowWhenAJarWasBuilt() {
        Project one = project("one");
        Project other = project("other");
        artifact(one, "#Thu Nov 26\n", 1_000_000_000_000L, "same");
        artifact(other, "#Fri Nov 27\n", 1_100_000_000_000L, "same");
        assertThat(inputs(one)).isEqualTo(inputs(other));
        artifact(other, "#Fri Nov 27\n", 1_100_000_000_000L, "other");
        assertThat(inputs(one)).isNotEqualTo(inputs(other));
    }

    static Stream<Arguments> sameness() {
        return Stream.of(
                change("the region", p -> p.parameters.region = "eu-central-1"),
                change("the profile", p -> p.parameters.profile = "work"),
                change("the endpoint", p -> p.parameters.endpoint = "http://127.0.0.1:4566"),
                change("the service role", p -> p.parameters.roleArn = "arn:aws:iam::111122223333:role/x"),
                change("the function's role", p -> p.parameters.imaging.roleArn = "arn:aws:iam::111122223333:role/x"),
                change("the staging", p -> {
                    p.parameters.staging = new StagingPlace();
                    p.parameters.staging.set("always");
                }),
                change("the teardown", p -> p.parameters.teardown = "after-bake"),
                change("what becomes of a failed builder", p -> p.parameters.onFailure = "keep"),
                change("whether rights are simulated", p -> p.parameters.simulateRights = false),
                change("force", p -> p.parameters.force = true),
                change("the commit", p -> p.parameters.gitCommit = "0a1b2c"),
                change("the results' file", p -> p.parameters.propertiesFile = Path.of("x")),
                change("a hidden file among the scripts", p -> p.script(".DS_Store", "x")),
                change("the time of a file", p -> {
                    try {
                        Files.setLastModifiedTime(p.file("src/main/ami/files/etc/motd"), FileTime.fromMillis(1));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                change("another folder", p -> {}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameness")
    void areTheSameWhateverDoesNotShapeTheImage(String name, Consumer<Project> change) {
        Project changed = project("elsewhere");
        change.accept(changed);
        assertThat(inputs(changed)).isEqualTo(inputs(project("as it was")));
    }

    @Test
    void areTheSameForEveryProjectOfOneStackNameUnlessTheTemplateAsks() {
        assertThat(ofOneStack("other", "").parameters.artifactId).isNotEqualTo(project("it").parameters.artifactId);
        assertThat(inputs(ofOneStack("other", ""))).isEqualTo(inputs(ofOneStack("web", "")));
        String asks = "# [=ami.project.artifactId]\n";
        assertThat(inputs(ofOneStack("other", asks))).isNotEqualTo(inputs(ofOneStack("web", asks)));
    }

    private Project ofOneStack(String artifact, String template) {
        Project project = project("the project " + artifact);
        project.parameters.groupId = "com." + artifact;
        project.parameters.artifactId = artifact;
        project.parameters.stackName = "shared";
        return project.write("src/main/ami/template.yaml.ftl", template + Templates.OWN);
    }

    @Test
    void doNotRunTogether() {
        Project one = project("one");
        one.script("20-a", "#!/bin/sh\n").script("20-ab", "#!/bin/shb");
        Project other = project("other");
        other.script("20-a", "#!/bin/sh\n#!").script("20-ab", "#!/bin/sh");
        assertThat(inputs(one)).isNotEqualTo(inputs(other));
    }

    @Test
    void haveNamesThatAUserKnows() {
        Project project = project("x");
        project.script("20-b.sh", "#!/bin/sh\n");
        project.parameters.environment = Map.of("HEAP", "2g");
        project.parameters.tags = Map.of("Team", "web");
        project.parameters.templateVariables = Map.of("size", 1);
        project.parameters.subnetId = "subnet-01234567";
        assertThat(render(project.request()).parts().digests().keySet())
                .contains(
                        "baseImage",
                        "environment HEAP",
                        "file etc/motd",
                        "instanceType",
                        "order of the scripts",
                        "script 10-hello.sh",
                        "script 20-b.sh",
                        "subnetId",
                        "tag Team",
                        "templateVariable size",
                        "version")
                .doesNotContain("imageName", "securityGroupIds", "rolePath");
    }

    @Test
    void keepTheirHashFromReleaseToRelease() {
        Project project = new Project(folder);
        TreeMap<String, Bytes> sources = new TreeMap<>(Map.of("template/t", Bytes.of("x")));
        assertThat(Inputs.of(project.request(), "ami-11111111", "t3.small", sources)
                        .hash())
                .isEqualTo("12daefff5fd6e92086d7f16b2037d43a127fae77cac77c64f8a6a13fca45e654");
    }
}
