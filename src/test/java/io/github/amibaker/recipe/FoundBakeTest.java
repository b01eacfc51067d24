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
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;

/** What a bake does about a stack or an image of the same inputs, or of somebody else (DESIGN 8). */
class FoundBakeTest extends BakeOfTests {
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
}
