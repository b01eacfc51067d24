package io.github.amibaker.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.image.ImagesOfTests;
import io.github.amibaker.stack.FakeCloudFormation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ami:validate}: all that is wrong in one list, what a bake would do, and nothing created. */
class ValidationTest {
    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void scene() {
        scene = new Scene(folder);
    }

    @Test
    void saysThatABakeWouldCreateTheStack() {
        assertThat(validate()).isEqualTo("Nothing is wrong, nothing was created. A bake would create stack ami-demo.");
        assertThat(scene.cloudFormation.calls).contains("ValidateTemplate");
        assertNothingWasDone();
    }

    @Test
    void saysThatABakeWouldBakeNothing() {
        scene.stackIs("CREATE_COMPLETE", scene.inputs());
        assertThat(validate())
                .endsWith("A bake would bake nothing, since nothing changed since " + Scene.BAKED + " was baked.");
        assertNothingWasDone();
    }

    @Test
    void checksEverythingAlsoWhenAStackIsThere() {
        scene.stackIs("CREATE_COMPLETE", scene.inputs());
        scene.cloudFormation.invalid = Optional.of(FakeCloudFormation.error(400, "ValidationError", "no"));
        assertThatThrownBy(this::validate).hasMessage("CloudFormation refuses the template: no.");
    }

    @Test
    void saysThatABakeWouldJoin() {
        scene.stackIs("CREATE_IN_PROGRESS", scene.inputs());
        assertThat(validate()).endsWith("A bake would join the one in progress in stack ami-demo.");
        assertNothingWasDone();
    }

    @Test
    void saysThatABakeWouldReplace() {
        scene.stackIs("CREATE_COMPLETE", "others");
        assertThat(validate())
                .endsWith(
                        "A bake would delete stack ami-demo first, because it was baked from other inputs, and create it"
                                + " anew.");
        assertNothingWasDone();
    }

    @Test
    void saysThatABakeWouldWait() {
        scene.stackIs("DELETE_IN_PROGRESS", "others");
        assertThat(validate()).endsWith("A bake would wait until stack ami-demo is deleted, and create it anew.");
    }

    @Test
    void aBakeThatWouldBeRefusedIsAFaultAmongTheOthers() {
        scene.stackIs("CREATE_IN_PROGRESS", "others");
        scene.project.parameters.imageName = "taken";
        scene.cloud.ec2.images.add(ImagesOfTests.image("ami-1", "available", "2026-11-23T05:00:00.000Z", Map.of())
                .copy(image -> image.name("taken")));
        assertThatThrownBy(this::validate)
                .hasMessageStartingWith("2 things are wrong, nothing was created:")
                .hasMessageContainingAll("-Dami.imageName", "-Dami.stackName", "A bake of other inputs is in progress");
    }

    @Test
    void whatIsKnownHereAndWhatAwsKnowsComesInOneList() {
        scene.project.parameters.signal = "smoke";
        scene.project.parameters.instanceType = "t9.huge";
        scene.project.parameters.subnetId = "subnet-01234567";
        assertThatThrownBy(this::validate)
                .hasMessageStartingWith("3 things are wrong, nothing was created:")
                .hasMessageContainingAll("-Dami.signal", "-Dami.instanceType", "-Dami.subnetId");
        assertNothingWasDone();
    }

    @Test
    void aParameterThatIsWrongInItselfIsToldOnce() {
        scene.project.parameters.baseImage = "debian";
        assertThatThrownBy(this::validate)
                .hasMessageContaining("\"debian\"")
                .hasMessageNotContaining("things are wrong");
    }

    @Test
    void whenAwsCannotBeAskedRightNothingIsAsked() {
        scene.project.parameters.region = "Paris";
        scene.project.parameters.signal = "smoke";
        assertThatThrownBy(this::validate).hasMessageContainingAll("-Dami.region", "-Dami.signal");
        assertThat(scene.cloud.ec2.calls).isEmpty();
    }

    @Test
    void nothingIsAskedInAnAccountThatIsNotAllowed() {
        scene.project.parameters.allowedAccounts = List.of("999999999999");
        scene.project.parameters.signal = "smoke";
        assertThatThrownBy(this::validate).hasMessageContainingAll("-Dami.allowedAccounts", "-Dami.signal");
        assertThat(scene.cloud.ec2.calls).containsExactly("GetCallerIdentity");
    }

    private String validate() {
        return scene.validate();
    }

    private void assertNothingWasDone() {
        assertThat(scene.changes()).isEmpty();
        assertThat(scene.project.file("target")).doesNotExist();
    }
}
