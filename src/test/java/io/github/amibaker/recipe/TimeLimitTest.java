package io.github.amibaker.recipe;

import static io.github.amibaker.recipe.Scene.BAKED;
import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.TimeOver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A goal that may take so long and no longer, whatever it waits for: what AWS does goes on. */
class TimeLimitTest {
    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void aScene() {
        scene = new Scene(folder);
        scene.project.parameters.timeout = "90s";
    }

    @Test
    void aBakeThatTakesLongerIsLeftToAws() {
        scene.cloudFormation.onCreate.add(() -> scene.cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"), provisioned(0, "CREATE_IN_PROGRESS", null)));
        assertTimeOver(
                scene::bake,
                "The time for the goal, 1 min 30 s (<configuration><timeout>, -Dami.timeout), is over",
                "the stack ami-demo stays in AWS",
                "still going on: Provisioned",
                "mvn ami:bake takes the watching up again");
        assertThat(scene.changes()).containsExactly("CreateStack ami-demo");
    }

    @Test
    void theWholeTimeIsUsedAndNotMore() {
        scene.cloudFormation.onCreate.add(() -> scene.cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS")));
        assertThatThrownBy(scene::bake).isInstanceOf(BakeException.class);
        assertThat(Duration.between(BEGIN, scene.time.instant())).hasSeconds(90);
    }

    @Test
    void whatIsDoneWhenTheTimeIsOverIsSeen() {
        scene.project.parameters.timeout = "1s";
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"));
            scene.completes();
        });
        assertThat(scene.bake().imageId()).isEqualTo(BAKED);
        assertThat(Duration.between(BEGIN, scene.time.instant())).hasSeconds(1);
    }

    @Test
    void anImageThatTakesLongerIsLeftToAws() {
        scene.stackIs("CREATE_COMPLETE", scene.inputs());
        scene.imageIs("pending", Map.of());
        assertTimeOver(scene::bake, "1 min 30 s", "the image " + BAKED + " of the stack ami-demo", "mvn ami:bake");
    }

    @Test
    void aDeletionThatTakesLongerIsLeftToAws() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.cloudFormation.onDelete = () -> scene.cloudFormation.happen(stack(50, "DELETE_IN_PROGRESS"));
        assertTimeOver(scene::clean, "1 min 30 s", "AWS goes on deleting the stack ami-demo", "mvn ami:clean");
        assertThat(scene.changes()).containsExactly("DeleteStack " + ARN);
    }

    @Test
    void aCleanThatWaitsForAnImageEndsBeforeItDeletes() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.imageIs("pending", Map.of());
        assertTimeOver(scene::clean, "1 min 30 s", "ami-demo is not being deleted yet", "mvn ami:clean");
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void aCallThatTakesLongerBeforeAnythingIsMadeSaysSo() {
        scene.cloud.ec2.beforeLooks.add(this::timeIsOver);
        assertTimeOver(
                scene::bake,
                "The time for the goal, 1 min 30 s (<configuration><timeout>, -Dami.timeout), is over.",
                "made nothing in AWS yet",
                "ami-demo",
                "mvn ami:bake");
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void aCreationThatIsNotAnsweredInTimeMayGoOn() {
        scene.cloudFormation.onCreate.add(this::timeIsOver);
        assertTimeOver(scene::bake, "asked to create the stack ami-demo", "mvn ami:bake", "mvn ami:clean");
    }

    @Test
    void aDeletionThatIsNotAnsweredInTimeMayGoOn() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.cloudFormation.onDelete = this::timeIsOver;
        assertTimeOver(scene::clean, "asked to delete the stack ami-demo", "mvn ami:clean");
    }

    @Test
    void aLookThatIsNotAnsweredInTimeTellsWhatGoesOn() {
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), provisioned(0, "CREATE_IN_PROGRESS", null));
            scene.cloudFormation.thenNothing().thenFails(new TimeOver(Duration.ofSeconds(90)));
        });
        assertTimeOver(scene::bake, "the stack ami-demo stays in AWS", "still going on: Provisioned");
    }

    private void timeIsOver() {
        throw new TimeOver(Duration.ofSeconds(90));
    }

    @Test
    void theStepsOfAGoalShareItsTime() {
        scene.stackIs("DELETE_IN_PROGRESS", "hash");
        for (int polls = 0; polls < 10; polls++) {
            scene.cloudFormation.thenNothing();
        }
        scene.cloudFormation.then(stack(60, "DELETE_COMPLETE"));
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.events.clear();
            scene.cloudFormation.happen(stack(70, "CREATE_IN_PROGRESS"));
        });
        assertTimeOver(scene::bake, "1 min 30 s", "in the stack ami-demo");
        assertThat(scene.changes()).containsExactly("CreateStack ami-demo");
        assertThat(Duration.between(BEGIN, scene.time.instant())).hasSeconds(90);
    }

    @Test
    void theTimeIsNoneOfTheInputs() {
        String limited = scene.inputs();
        scene.project.parameters.timeout = null;
        assertThat(scene.inputs()).isEqualTo(limited);
    }

    private void assertTimeOver(ThrowingCallable goal, String... told) {
        assertThatThrownBy(goal).isInstanceOfSatisfying(BakeException.class, over -> {
            assertThat(over.kind()).isEqualTo(BakeException.Kind.USER);
            assertThat(over.text()).contains(told);
        });
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
