package io.github.amibaker.recipe;

import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.amibaker.advice.BakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bake that fails keeps of its builder. */
class FailedBakeTest {
    private static final String REASON = "20-x.sh line 7: \"false\" ended with exit code 1";

    @TempDir
    Path folder;

    private Scene scene;
    private Path file;

    @BeforeEach
    void aBakeWhoseScriptFails() {
        scene = new Scene(folder);
        file = scene.project.parameters.buildDirectory.resolve("ami-console.log");
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.happen(
                    stack(100, "CREATE_IN_PROGRESS"),
                    theBuilder(101, "CREATE_COMPLETE"),
                    provisioned(102, "CREATE_IN_PROGRESS", null));
            scene.cloudFormation
                    .then(
                            provisioned(
                                    110,
                                    "CREATE_FAILED",
                                    "WaitCondition received failed message: '" + REASON + "' for uniqueId: x"),
                            stack(111, "ROLLBACK_IN_PROGRESS"))
                    .then(stack(120, "ROLLBACK_COMPLETE"));
        });
    }

    @Test
    void theBuildersLastLinesAreKeptInAFileThatTheFailureNames() {
        scene.cloud.ec2.console = "ami-bake: script 1/1 20-x.sh\nout of luck\n";
        assertThat(failure().text()).contains(REASON, file.toString());
        assertThat(file).hasContent("ami-bake: script 1/1 20-x.sh\nout of luck\n");
    }

    @Test
    void noMoreThanFortyLinesAreKept() {
        scene.cloud.ec2.console = "ami-bake: script 1/1 20-x.sh\n"
                + IntStream.rangeClosed(1, 50).mapToObj(n -> "line " + n + "\n").collect(Collectors.joining());
        failure();
        assertThat(file).content().startsWith("line 11\n").endsWith("line 50\n").hasLineCount(40);
    }

    @Test
    void aFileThatCannotBeWrittenDoesNotHideTheFailure() throws IOException {
        Files.createDirectories(file.resolve("in-the-way"));
        scene.cloud.ec2.console = "ami-bake: script 1/1 20-x.sh\nout of luck\n";
        assertThat(failure().text()).contains(REASON).doesNotContain("ami-console.log");
        assertThat(scene.console.warnings).singleElement().asString().contains(file.toString());
    }

    @Test
    void aBuilderThatSaidNothingLeavesNoFile() {
        assertThat(failure().text()).doesNotContain("ami-console.log");
        assertThat(file).doesNotExist();
    }

    private BakeException failure() {
        return catchThrowableOfType(BakeException.class, scene::bake);
    }
}
