package io.github.amibaker.recipe;

import static io.github.amibaker.recipe.Scene.BAKED;
import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.stack.FakeCloudFormation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What a bake does about each state that it can find (DESIGN 8), stack and image joined. */
class BakeTest {
    private static final String CREATE = "CreateStack ami-demo";
    private static final String DELETE = "DeleteStack " + ARN;

    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void aScene() {
        scene = new Scene(folder);
        scene.deletingWorks();
    }

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
    void theSameInputsCompleteAreNotBakedAgain() {
        scene.stackIs("CREATE_COMPLETE", scene.inputs());
        BakeRecord found = scene.bake();
        assertThat(found.imageId()).isEqualTo(BAKED);
        assertThat(found.stackId()).isEqualTo(ARN);
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void anImageOfTheSameInputsServesAlthoughItsStackIsGone() {
        scene.imageIs("available", Map.of("ami:inputs", scene.inputs()));
        BakeRecord found = scene.bake();
        assertThat(found.imageId()).isEqualTo(BAKED);
        assertThat(found.stackId()).isEqualTo(ARN);
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void forceBakesAlthoughAnImageOfTheSameInputsIsThere() {
        scene.imageIs("available", Map.of("ami:inputs", scene.inputs()));
        scene.project.parameters.force = true;
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes()).containsExactly(CREATE);
    }

    @Test
    void theSameInputsInProgressAreJoined() {
        scene.stackIs("CREATE_IN_PROGRESS", scene.inputs());
        scene.completes();
        assertThat(scene.bake().imageId()).isEqualTo(BAKED);
        assertThat(scene.changes()).isEmpty();
        assertThat(scene.console.info.get(1))
                .startsWith("Joining the bake of stack ami-demo, started at 2026-11-23 10:00");
    }

    @Test
    void whoJoinsIsToldByWhomAndHowFarTheBakeIs() throws InterruptedException {
        scene.stackIs("CREATE_IN_PROGRESS", scene.inputs());
        scene.cloudFormation.tags.put("ami:started-by", "arn:aws:iam::123456789012:user/kim");
        scene.cloudFormation.happen(
                theBuilder(1, "CREATE_IN_PROGRESS"),
                theBuilder(7, "CREATE_COMPLETE"),
                provisioned(8, "CREATE_IN_PROGRESS", null));
        scene.time.sleep(Duration.ofMinutes(2));
        scene.completes();
        scene.bake();
        assertThat(scene.console.info)
                .contains("Joining the bake of stack ami-demo, started by arn:aws:iam::123456789012:user/kim at"
                        + " 2026-11-23 10:00 (2 min ago).")
                .anyMatch(line -> line.startsWith("Builder ") && line.endsWith("created in 6.0 s  i-0abc"))
                .contains("still going on: Provisioned waiting for the builder's signal for 1 min 52 s");
    }

    @Test
    void aBakeThatSomebodyElseBroughtToItsEndAndClearedAwayIsFoundByItsImage() {
        scene.stackIs("CREATE_IN_PROGRESS", scene.inputs());
        scene.cloudFormation.thenNothing().then(stack(200, "DELETE_IN_PROGRESS"), stack(210, "DELETE_COMPLETE"));
        scene.imageIs("available", Map.of());
        assertThat(scene.bake().imageId()).isEqualTo(BAKED);
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void aBakeThatSomebodyElseClearedAwayBeforeItsEndHasFailed() {
        scene.stackIs("CREATE_IN_PROGRESS", scene.inputs());
        scene.cloudFormation.thenNothing().then(stack(200, "DELETE_IN_PROGRESS"), stack(210, "DELETE_COMPLETE"));
        assertThatThrownBy(scene::bake).isInstanceOf(BakeException.class).hasMessageContaining("ami-demo");
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
    void otherInputsInProgressAreRefusedWithWhoStartedThem() {
        scene.stackIs("CREATE_IN_PROGRESS", "other");
        scene.cloudFormation.tags.put("ami:started-by", "arn:aws:iam::123456789012:user/kim");
        assertRefused("user/kim", "-Dami.force", "mvn ami:bake");
    }

    @Test
    void theStackOfSomebodyElseIsRefusedWithItsTags() {
        scene.stackIs("CREATE_COMPLETE", "other");
        scene.cloudFormation.tags.clear();
        scene.cloudFormation.tags.put("owner", "billing");
        assertRefused("owner=billing", "<configuration><stackName>", "-Dami.stackName", "mvn ami:bake");
    }

    @Test
    void aTakenImageNameIsRefusedBeforeTheOldStackIsDeleted() {
        scene.stackIs("CREATE_COMPLETE", "other");
        scene.project.parameters.imageName = "name-of-" + BAKED;
        assertRefused("name-of-" + BAKED, BAKED, "<configuration><imageName>", "-Dami.imageName", "mvn ami:bake");
    }

    @Test
    void whoLosesTheRaceForTheNameJoinsTheWinner() {
        String inputs = scene.inputs();
        scene.cloudFormation.onCreate.add(() -> {
            scene.stackIs("CREATE_IN_PROGRESS", inputs);
            scene.completes();
            throw AlreadyExistsException.builder()
                    .message("Stack [ami-demo] already exists")
                    .build();
        });
        assertThat(scene.bake().imageId()).isEqualTo(BAKED);
        assertThat(scene.changes()).containsExactly(CREATE);
        assertThat(scene.console.info)
                .containsSubsequence("Somebody else created stack ami-demo at the same moment.")
                .anyMatch(line -> line.startsWith("Joining the bake of stack ami-demo"));
    }

    private void assertRefused(String... told) {
        assertThatThrownBy(scene::bake).isInstanceOfSatisfying(BakeException.class, refused -> {
            assertThat(refused.kind()).isEqualTo(BakeException.Kind.USER);
            assertThat(refused.text()).contains(told);
        });
        assertThat(scene.changes()).isEmpty();
    }
}
