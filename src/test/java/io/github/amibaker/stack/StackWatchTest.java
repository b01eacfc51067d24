package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.error;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackWatchTest extends WatchedStack {
    @Test
    void aBakeIsWatchedUntilItsStackIsComplete() {
        cloudFormation
                .then(stack(0, "CREATE_IN_PROGRESS"))
                .then(theBuilder(1, "CREATE_IN_PROGRESS"))
                .then(theBuilder(13, "CREATE_COMPLETE"), stack(14, "CREATE_COMPLETE"));

        StackOutcome outcome = follow();

        assertThat(outcome.isComplete()).isTrue();
        assertThat(outcome.events()).hasSize(4);
        assertThat(outcome.rootCause()).isEmpty();
    }

    @Test
    void aResourceIsPrintedOnceWhenItIsDoneWithItsTimeAndId() {
        cloudFormation
                .then(stack(0, "CREATE_IN_PROGRESS"), theBuilder(1, "CREATE_IN_PROGRESS"))
                .then(theBuilder(13, "CREATE_COMPLETE"), stack(14, "CREATE_COMPLETE"));

        follow();

        assertThat(console.info)
                .containsExactly(
                        "Builder               AWS::EC2::Instance                        being created",
                        "Builder               AWS::EC2::Instance                        created in 12 s  i-0abc",
                        "stack ami-demo  create complete after 14 s");
    }

    @Test
    void whatHasEndedAlreadyWhenItIsReadIsPrintedOnce() {
        cloudFormation.then(
                stack(0, "CREATE_IN_PROGRESS"),
                theBuilder(1, "CREATE_IN_PROGRESS"),
                theBuilder(13, "CREATE_COMPLETE"),
                stack(14, "CREATE_COMPLETE"));

        follow();

        assertThat(console.info).filteredOn(line -> line.startsWith("Builder")).hasSize(1);
    }

    @Test
    void eventsThatComeAfterTheStacksLastOneAreNotLost() {
        cloudFormation
                .then(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"))
                .then(theBuilder(8, "CREATE_COMPLETE"));

        assertThat(follow().events()).extracting(StackEvent::logicalId).contains("Builder");
    }

    @Test
    void theWatchGoesOnWhileTheStackItselfStillSaysInProgress() {
        cloudFormation.status = Optional.of("CREATE_IN_PROGRESS");
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        cloudFormation.onPoll.add(() -> cloudFormation.status = Optional.of("CREATE_COMPLETE"));

        assertThat(follow().isComplete()).isTrue();
        assertThat(time.slept).hasSize(1);
    }

    @Test
    void theCauseIsTheFirstFailureThatWasNoCancellation() {
        cloudFormation
                .then(stack(0, "CREATE_IN_PROGRESS"))
                .then(
                        event(2, "Role", "AWS::IAM::Role", "CREATE_FAILED", null, "Resource creation cancelled"),
                        event(2, "Builder", "AWS::EC2::Instance", "CREATE_FAILED", null, "no such subnet"),
                        stack(3, "ROLLBACK_IN_PROGRESS"),
                        stack(9, "ROLLBACK_COMPLETE"));

        StackOutcome outcome = follow();

        assertThat(outcome.isComplete()).isFalse();
        assertThat(outcome.rootCause().orElseThrow().reason()).contains("no such subnet");
        assertThat(console.errors).singleElement().asString().contains("could not be created: no such subnet");
    }

    @Test
    void cascadesAreOnlyForTheCurious() {
        cloudFormation.then(
                stack(0, "CREATE_IN_PROGRESS"),
                event(2, "Role", "AWS::IAM::Role", "CREATE_FAILED", null, "Resource creation cancelled"),
                stack(9, "ROLLBACK_COMPLETE"));

        follow();

        assertThat(console.errors).isEmpty();
        assertThat(console.debug).anyMatch(line -> line.contains("Resource creation cancelled"));
    }

    @Test
    void aDeletionBySomebodyElseIsNoticedAndWatchedToItsEnd() {
        cloudFormation
                .then(stack(0, "CREATE_IN_PROGRESS"), theBuilder(1, "CREATE_IN_PROGRESS"))
                .then(stack(5, "DELETE_IN_PROGRESS", "User Initiated"))
                .then(stack(9, "DELETE_COMPLETE"));

        StackOutcome outcome = follow();

        assertThat(outcome.isDeleted()).isTrue();
        assertThat(console.warnings).singleElement().asString().contains("deleted by somebody else");
    }

    @Test
    void aStackThatCloudFormationHasForgottenIsGone() {
        cloudFormation.forgotten = true;
        cloudFormation
                .then(stack(0, "CREATE_IN_PROGRESS"))
                .thenFails(error(400, "ValidationError", "Stack [" + ARN + "] does not exist"));

        assertThat(follow().isDeleted()).isTrue();
    }

    @Test
    void aJoinedBakeSaysHowLongItHasBeenGoingOn() {
        FakeTime later = new FakeTime(BEGIN.plusSeconds(600));
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS"), provisioned(1, "CREATE_IN_PROGRESS", null));
        for (int i = 0; i < 8; i++) {
            cloudFormation.thenNothing();
        }
        cloudFormation.then(stack(700, "CREATE_COMPLETE"));

        watch(later).follow(ARN);

        assertThat(console.info).anyMatch(line -> line.matches("still going on: .* for 10 min \\d+ s"));
    }

    @Test
    void aClockThatIsBehindMakesNoNegativeTimes() {
        FakeTime behind = new FakeTime(BEGIN.minusSeconds(3600));
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS"), provisioned(1, "CREATE_IN_PROGRESS", null));
        for (int i = 0; i < 8; i++) {
            cloudFormation.thenNothing();
        }
        cloudFormation.then(stack(60, "CREATE_COMPLETE"));

        watch(behind).follow(ARN);

        assertThat(console.info).anyMatch(line -> line.matches("still going on: .* for 3\\d s"));
    }

    @Test
    void theBuildersConsoleIsShownWhileItProvisions() {
        ec2.prints("boot\nami-bake: script 1/1 10-x.sh\nhello\n");
        cloudFormation
                .then(stack(0, "CREATE_IN_PROGRESS"), theBuilder(5, "CREATE_COMPLETE"))
                .then(provisioned(6, "CREATE_IN_PROGRESS", null))
                .then(provisioned(9, "CREATE_COMPLETE", null), stack(10, "CREATE_COMPLETE"));

        follow();

        assertThat(console.info).contains("[builder] ami-bake: script 1/1 10-x.sh", "[builder] hello");
    }

    @Test
    void whatTheBuilderPrintedComesBeforeTheNewsOfItsFailure() {
        ec2.prints("").prints("ami-bake: FAILED script 10-x.sh line 1: x (exit code 1)\n");
        cloudFormation
                .then(stack(0, "CREATE_IN_PROGRESS"), theBuilder(5, "CREATE_COMPLETE"))
                .then(provisioned(6, "CREATE_FAILED", "Received FAILURE signal"), stack(9, "ROLLBACK_COMPLETE"));

        StackOutcome outcome = follow();

        assertThat(console.all)
                .containsSubsequence(
                        "[builder] ami-bake: FAILED script 10-x.sh line 1: x (exit code 1)",
                        "Provisioned           AWS::CloudFormation::WaitCondition        failed: Received FAILURE signal");
        assertThat(outcome.builder().failure()).contains("script 10-x.sh line 1: x (exit code 1)");
    }
}
