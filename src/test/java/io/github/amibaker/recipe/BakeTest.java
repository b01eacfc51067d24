package io.github.amibaker.recipe;

import static io.github.amibaker.recipe.Scene.BAKED;
import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.stack.FakeCloudFormation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What a bake does about each state that it can find (DESIGN 8), stack and image joined. */
class BakeTest extends BakeOfTests {
    @Test
    void withoutAStackOneIsCreatedAndItsImageIsTheResult() {
        scene.bakingWorks();
        BakeRecord baked = scene.bake();
        assertThat(scene.changes()).containsExactly(CREATE);
        assertThat(baked.imageId()).isEqualTo(BAKED);
        assertThat(baked.stackId()).isEqualTo(ARN);
        assertThat(baked.baseImageId()).isEqualTo("ami-0123456789abcdef0");
        assertThat(baked.snapshotIds()).containsExactly("snap-of-" + BAKED);
        assertThat(baked.events())
                .extracting(BakeRecord.Event::status)
                .containsExactly("CREATE_IN_PROGRESS", "CREATE_COMPLETE");
    }

    @Test
    void theRightsForSecretsAreNamedWhereTheProfileIsTheUsers() {
        scene.bakingWorks();
        scene.project.parameters.environment = Map.of("PASSWORD", "ssm-secure:/team/password");
        scene.project.parameters.instanceProfile = "builders";
        scene.cloud.iam.instanceProfiles.put("builders", "builder");
        scene.bake();
        assertThat(scene.console.info)
                .anySatisfy(line -> assertThat(line)
                        .contains("<environment>", "ssm:GetParameter on arn:aws-cn:ssm:", ":parameter/team/password"));
    }

    @Test
    void theRightsForSecretsAreNotNamedWhereTheStackHasThem() {
        scene.bakingWorks();
        scene.project.parameters.environment = Map.of("PASSWORD", "ssm-secure:/team/password");
        scene.bake();
        assertThat(scene.console.info).noneMatch(line -> line.contains("ssm:GetParameter"));
    }

    @Test
    void whatMattersOnlyToANewStackIsAskedOnlyBeforeOneIsCreated() {
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.cloudFormation.calls).containsOnlyOnce("ValidateTemplate");
        scene.cloudFormation.calls.clear();
        scene.stackIs("CREATE_COMPLETE", scene.inputs());
        scene.bake();
        assertThat(scene.cloudFormation.calls).doesNotContain("ValidateTemplate");
    }

    @Test
    void whatIsWrongWithANewStackIsToldBeforeTheOldOneIsDeleted() {
        scene.stackIs("CREATE_COMPLETE", "others");
        scene.project.parameters.imageName = "name-of-" + BAKED;
        scene.cloudFormation.invalid = Optional.of(FakeCloudFormation.error(400, "ValidationError", "no"));
        assertThatThrownBy(scene::bake)
                .hasMessageStartingWith("2 things are wrong, nothing was created:")
                .hasMessageContainingAll("-Dami.template", "-Dami.imageName");
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void whatAwsDoesNotHaveAndWhatItWouldRefuseAreToldTogether() {
        scene.project.parameters.instanceType = "t9.huge";
        scene.cloudFormation.invalid = Optional.of(FakeCloudFormation.error(400, "ValidationError", "no"));
        assertThatThrownBy(scene::bake)
                .hasMessageStartingWith("2 things are wrong, nothing was created:")
                .hasMessageContainingAll("-Dami.instanceType", "-Dami.template");
    }

    @Test
    void theStackCarriesTheHashOfItsInputs() {
        scene.bakingWorks();
        String inputs = scene.inputs();
        assertThat(scene.bake().inputs()).isEqualTo(inputs);
        assertThat(scene.cloudFormation.created.orElseThrow().tags())
                .contains(Tag.builder().key("ami:inputs").value(inputs).build());
    }

    @Test
    void theStackCarriesTheInstantWhenItIsToBeGoneWhichIsNoInput() {
        scene.bakingWorks();
        String inputs = scene.inputs();
        scene.project.parameters.deadline = "2h";
        assertThat(scene.bake().inputs()).isEqualTo(inputs);
        assertThat(scene.cloudFormation.created.orElseThrow().tags())
                .contains(Tag.builder()
                        .key("ami:deadline")
                        .value("2026-11-23T12:00:00Z")
                        .build());
        assertThat(scene.cloudFormation.created.orElseThrow().templateBody()).doesNotContain("ami:deadline");
    }

    @Test
    void theGoalEndsWhenTheImageIsAvailableAndNotBefore() {
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.happen(stack(100, "CREATE_COMPLETE"));
            scene.imageIs("pending", Map.of());
            scene.cloud.ec2.beforeLooks.add(() -> {});
            scene.cloud.ec2.beforeLooks.add(() -> scene.imageIs("available", Map.of()));
        });
        scene.bake();
        assertThat(scene.cloud.ec2.beforeLooks).isEmpty();
        assertThat(scene.console.info)
                .containsSubsequence(
                        "Image " + BAKED + " (name-of-" + BAKED + ") is pending, waiting for it.",
                        "Baked " + BAKED + " (name-of-" + BAKED + ") in eu-west-1.");
    }

    @Test
    void otherInputsAreDeletedAndThenBaked() {
        scene.stackIs("CREATE_COMPLETE", "other");
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes()).containsExactly(DELETE, CREATE);
        assertThat(scene.console.info).contains("Deleting stack ami-demo first: it was baked from other inputs.");
    }

    @Test
    void aStackWhoseImageIsGoneIsBakedAnew() {
        scene.stackIs("CREATE_COMPLETE", scene.inputs());
        scene.cloud.ec2.images.removeIf(image -> image.imageId().equals(BAKED));
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes()).containsExactly(DELETE, CREATE);
    }

    @Test
    void aStackWhoseImageFailedIsBakedAnew() {
        scene.stackIs("CREATE_COMPLETE", scene.inputs());
        scene.imageIs("failed", Map.of());
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes()).containsExactly(DELETE, CREATE);
    }

    @Test
    void aFailedStackIsReplaced() {
        scene.stackIs("ROLLBACK_COMPLETE", scene.inputs());
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes()).containsExactly(DELETE, CREATE);
    }

    @Test
    void aDeletionThatIsGoingOnIsWaitedFor() {
        scene.stackIs("DELETE_IN_PROGRESS", scene.inputs());
        scene.cloudFormation.thenNothing().then(stack(60, "DELETE_COMPLETE"));
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes()).containsExactly(CREATE);
    }

    @Test
    void aTakenImageNameIsRefusedBeforeTheOldStackIsDeleted() {
        scene.stackIs("CREATE_COMPLETE", "other");
        scene.project.parameters.imageName = "name-of-" + BAKED;
        assertRefused("name-of-" + BAKED, BAKED, "<configuration><imageName>", "-Dami.imageName", "mvn ami:bake");
    }
}
