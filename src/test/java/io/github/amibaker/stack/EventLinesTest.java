package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.stack.EventLines.Level;
import io.github.amibaker.stack.EventLines.Line;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final Optional<Duration> TWELVE = Optional.of(Duration.ofSeconds(12));

    @Test
    void whatLastsIsToldWhenItBegins() {
        assertThat(line(provisioned(0, "CREATE_IN_PROGRESS", null)))
                .isEqualTo(
                        new Line(
                                Level.INFO,
                                "Provisioned           AWS::CloudFormation::WaitCondition        waiting for the builder's signal"));
    }

    @Test
    void theConditionThatWaitsForTheClientIsNotSaidToWaitForTheBuilder() {
        var staged = event(0, "Staged", "AWS::CloudFormation::WaitCondition", "CREATE_IN_PROGRESS", null, null);

        assertThat(line(staged).text()).endsWith("  waiting for the upload");
    }

    @Test
    void aBeginningThatCloudFormationTellsTwiceIsSaidOnce() {
        StackEvent twice = StackEvent.of(theBuilder(0, "CREATE_IN_PROGRESS"));

        assertThat(EventLines.of(twice, true, false, Optional.empty()).level()).isEqualTo(Level.DEBUG);
    }

    @Test
    void whatIsSoonDoneIsNotToldWhenItBegins() {
        assertThat(line(event(0, "ImageRole", "AWS::IAM::Role", "CREATE_IN_PROGRESS", null, null))
                        .level())
                .isEqualTo(Level.DEBUG);
    }

    @Test
    void aResourceThatIsDoneIsToldWithItsTimeAndItsId() {
        StackEvent done = StackEvent.of(theBuilder(0, "CREATE_COMPLETE"));

        assertThat(EventLines.of(done, false, false, TWELVE).text())
                .isEqualTo("Builder               AWS::EC2::Instance                        created in 12 s  i-0abc");
    }

    @Test
    void anImageThatStaysIsNotNamedNextToTheWordDeleted() {
        assertThat(image("CREATE_COMPLETE")).endsWith("created in 12 s  ami-0abc");
        assertThat(image("DELETE_COMPLETE")).endsWith("deleted in 12 s");
    }

    private static String image(String status) {
        var event = event(0, "Image", "Custom::AMI", status, "ami-0abc", null);
        return EventLines.of(StackEvent.of(event), false, false, TWELVE).text();
    }

    @Test
    void theAddressOfAWaitConditionHandleIsNeverPrintedSinceWhoeverHasItCanSignal() {
        Line line = line(event(
                0,
                "ProvisionedHandle",
                "AWS::CloudFormation::WaitConditionHandle",
                "CREATE_COMPLETE",
                "https://cloudformation-waitcondition.s3.amazonaws.com/x?Signature=secret",
                null));

        assertThat(line.text()).doesNotContain("https", "secret");
    }

    @Test
    void aFailureIsToldWithTheFirstLineOfItsReason() {
        Line line = EventLines.of(
                StackEvent.of(
                        provisioned(
                                0,
                                "CREATE_FAILED",
                                "WaitCondition received failed message: '20-x.sh line 7: \"a\" ended with exit code 3\nlog' for uniqueId: x")),
                false,
                false,
                TWELVE);

        assertThat(line.level()).isEqualTo(Level.ERROR);
        assertThat(line.text()).endsWith("failed after 12 s: 20-x.sh line 7: \"a\" ended with exit code 3");
    }

    @Test
    void whatARollbackRemovesIsOnlyForTheCurious() {
        StackEvent removed = StackEvent.of(theBuilder(0, "DELETE_COMPLETE"));

        assertThat(EventLines.of(removed, false, true, TWELVE).level()).isEqualTo(Level.DEBUG);
        assertThat(EventLines.of(removed, false, false, TWELVE).level()).isEqualTo(Level.INFO);
    }

    @Test
    void theStackTellsWhyItRollsBack() {
        assertThat(line(stack(0, "ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create: [Builder]."))
                        .text())
                .isEqualTo(
                        "stack ami-demo  rollback in progress: The following resource(s) failed to create: [Builder].");
    }

    @Test
    void nothingIsSaidOfSilenceInWhichNothingIsKnownToGoOn() {
        assertThat(EventLines.stillGoingOn(java.util.List.of(), FakeCloudFormation.BEGIN))
                .isEmpty();
    }

    private static Line line(software.amazon.awssdk.services.cloudformation.model.StackEvent event) {
        return EventLines.of(StackEvent.of(event), false, false, Optional.empty());
    }
}
