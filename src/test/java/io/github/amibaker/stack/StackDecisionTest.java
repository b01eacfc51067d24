package io.github.amibaker.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.stack.StackDecision.Create;
import io.github.amibaker.stack.StackDecision.Join;
import io.github.amibaker.stack.StackDecision.Refuse;
import io.github.amibaker.stack.StackDecision.Replace;
import io.github.amibaker.stack.StackDecision.Reuse;
import io.github.amibaker.stack.StackDecision.WaitForDeleteThenCreate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackDecisionTest {
    private static final Instant CREATED = Instant.parse("2026-11-23T05:00:00Z");
    private static final Instant NOW = CREATED.plusSeconds(720);
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    @Test
    void anImageWithTheseInputsAndNoStackIsReused() {
        assertThat(decide(none().image("ami-1"))).isEqualTo(new Reuse("ami-1"));
    }

    @Test
    void forceBakesAlthoughAnImageWithTheseInputsExists() {
        assertThat(decide(none().image("ami-1").force())).isEqualTo(new Create());
    }

    @Test
    void noStackAndNoImageMeansCreate() {
        assertThat(decide(none())).isEqualTo(new Create());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "UPDATE_IN_PROGRESS"})
    void aBakeOfTheSameInputsInProgressIsJoined(String status) {
        assertThat(decide(ours(status, "same"))).isInstanceOf(Join.class);
    }

    @Test
    void aBakeOfTheSameInputsInProgressIsJoinedAlsoByForce() {
        assertThat(decide(ours("CREATE_IN_PROGRESS", "same").force())).isInstanceOf(Join.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"})
    void aCompleteStackOfTheSameInputsWithItsImageAliveIsReused(String status) {
        assertThat(decide(ours(status, "same").alive())).isEqualTo(new Reuse("ami-of-stack"));
    }

    @Test
    void forceReplacesACompleteStackOfTheSameInputs() {
        assertThat(decide(ours("CREATE_COMPLETE", "same").alive().force())).isInstanceOf(Replace.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS"})
    void aBakeOfOtherInputsInProgressIsLeftAlone(String status) {
        assertThat(decide(ours(status, "other"))).isInstanceOf(Refuse.class);
    }

    @Test
    void theRefusalSaysWhoStartedTheOtherBakeAndWhen() {
        Refuse refusal = (Refuse) decide(ours("CREATE_IN_PROGRESS", "other"));

        assertThat(refusal.reason().text())
                .contains("arn:aws:iam::1:user/kim started it at 2026-11-23 14:00 (12 min ago)")
                .contains("<configuration><force>, -Dami.force")
                .contains("<configuration><stackName>, -Dami.stackName");
    }

    @Test
    void forceReplacesABakeOfOtherInputsInProgress() {
        assertThat(decide(ours("CREATE_IN_PROGRESS", "other").force())).isInstanceOf(Replace.class);
    }

    @Test
    void aBakeOfOtherInputsThatIsRollingBackIsReplacedSinceItHasFailedAlready() {
        assertThat(decide(ours("ROLLBACK_IN_PROGRESS", "other"))).isInstanceOf(Replace.class);
    }

    @Test
    void aCompleteStackOfOtherInputsIsReplaced() {
        assertThat(decide(ours("CREATE_COMPLETE", "other").alive()))
                .isInstanceOfSatisfying(
                        Replace.class,
                        replace -> assertThat(replace.why()).isEqualTo("it was baked from other inputs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE_FAILED",
                "ROLLBACK_COMPLETE",
                "ROLLBACK_FAILED",
                "DELETE_FAILED",
                "UPDATE_FAILED",
                "UPDATE_ROLLBACK_FAILED",
                "IMPORT_ROLLBACK_FAILED",
                "REVIEW_IN_PROGRESS"
            })
    void aStackOfOursThatNeverBecameWholeIsReplaced(String status) {
        assertThat(decide(ours(status, "same").alive())).isInstanceOf(Replace.class);
    }

    @Test
    void aStackWhoseImageIsGoneIsReplaced() {
        assertThat(decide(ours("CREATE_COMPLETE", "same")))
                .isInstanceOfSatisfying(
                        Replace.class, replace -> assertThat(replace.why()).isEqualTo("its image is gone"));
    }

    @ParameterizedTest
    @EnumSource(software.amazon.awssdk.services.cloudformation.model.StackStatus.class)
    void aStackOfSomebodyElseIsNeverTouchedWhateverItsStatus(
            software.amazon.awssdk.services.cloudformation.model.StackStatus status) {
        assertThat(decide(foreign(String.valueOf(status)).force())).isInstanceOf(Refuse.class);
    }

    @Test
    void theRefusalOfAForeignStackNamesItsTagsAndTheParameterThatChangesTheName() {
        Refuse refusal = (Refuse) decide(foreign("CREATE_COMPLETE"));

        assertThat(refusal.reason().text())
                .contains(
                        "ami-demo is not this plugin's",
                        "owner=team-db",
                        "<configuration><stackName>, -Dami.stackName");
    }

    @Test
    void aStackOfOursThatIsBeingDeletedIsWaitedFor() {
        assertThat(decide(ours("DELETE_IN_PROGRESS", "same"))).isInstanceOf(WaitForDeleteThenCreate.class);
    }

    private static StackDecision decide(Situation situation) {
        return StackDecision.of(
                new StackSituation(situation.stack, situation.alive, situation.image, "same", situation.force),
                NOW,
                SEOUL);
    }

    private static Situation none() {
        return new Situation(Optional.empty());
    }

    private static Situation ours(String status, String inputs) {
        return new Situation(Optional.of(stack(
                status,
                Map.of(
                        "ami:stack-name",
                        "ami-demo",
                        "ami:inputs",
                        inputs,
                        "ami:started-by",
                        "arn:aws:iam::1:user/kim"))));
    }

    private static Situation foreign(String status) {
        return new Situation(Optional.of(stack(status, Map.of("owner", "team-db"))));
    }

    private static Stack stack(String status, Map<String, String> tags) {
        return new Stack(
                "arn",
                "ami-demo",
                new StackStatus(status),
                Optional.empty(),
                CREATED,
                new TreeMap<>(tags),
                Map.of("ImageId", "ami-of-stack"),
                Optional.empty());
    }

    private static final class Situation {
        private final Optional<Stack> stack;
        private boolean alive;
        private boolean force;
        private Optional<String> image = Optional.empty();

        private Situation(Optional<Stack> stack) {
            this.stack = stack;
        }

        private Situation alive() {
            alive = true;
            return this;
        }

        private Situation force() {
            force = true;
            return this;
        }

        private Situation image(String id) {
            image = Optional.of(id);
            return this;
        }
    }
}
