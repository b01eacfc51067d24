package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.NAME;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Pace;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

class StackDeletionTest {
    private static final String DELETE = "DeleteStack " + ARN;
    private static final String GROUP = "AWS::EC2::SecurityGroup";

    private final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    private final RecordingConsole console = new RecordingConsole();
    private final FakeTime time = new FakeTime(BEGIN);
    private final Failures failures = new Failures(Optional.empty(), "eu-central-1");
    private final StackDeletion deletion = new StackDeletion(
            cloudFormation,
            failures,
            new StackWatch(
                    cloudFormation, new FakeEc2(), failures, console, time, time, () -> Pace.ofEvents(new Random(1))),
            console);
    private int clock = 100;

    @Test
    void aDeletionIsWaitedForAndIsNotTakenForWhatHappenedBefore() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        Stack found = found();
        cloudFormation
                .thenNothing()
                .thenNothing()
                .then(stack(20, "DELETE_IN_PROGRESS"))
                .then(stack(30, "DELETE_COMPLETE"));

        deletion.delete(found);

        assertThat(cloudFormation.calls).contains("DeleteStack " + ARN);
        assertThat(console.info).containsExactly("stack ami-demo  delete complete after 10 s");
    }

    @Test
    void whatKeepsAStackIsNamedWithItsReason() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        Stack found = found();
        cloudFormation
                .thenNothing()
                .then(
                        stack(20, "DELETE_IN_PROGRESS"),
                        event(25, "Group", "AWS::EC2::SecurityGroup", "DELETE_FAILED", "sg-1", "still in use"),
                        stack(30, "DELETE_FAILED", "The following resource(s) failed to delete: [Group]."));

        assertThatThrownBy(() -> deletion.delete(found))
                .isInstanceOfSatisfying(
                        BakeException.class,
                        said -> assertThat(said.text())
                                .contains(
                                        "Group (AWS::EC2::SecurityGroup sg-1): still in use",
                                        "run mvn ami:clean again"));
    }

    @Test
    void whatKeepsAStackComesWithItsCure() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        Stack found = found();
        cloudFormation
                .thenNothing()
                .then(
                        stack(20, "DELETE_IN_PROGRESS"),
                        event(
                                25,
                                "ImageRole",
                                "AWS::IAM::Role",
                                "DELETE_FAILED",
                                "ami-demo-ImageRole-1",
                                "Cannot delete entity, must detach all policies first."),
                        stack(30, "DELETE_FAILED", "The following resource(s) failed to delete: [ImageRole]."));

        assertThatThrownBy(() -> deletion.delete(found))
                .isInstanceOfSatisfying(
                        BakeException.class,
                        said -> assertThat(said.advice()).contains("list-attached-role-policies", "mvn ami:clean"));
    }

    @Test
    void aStackThatIsGoingAlreadyIsOnlyWaitedFor() {
        cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"), stack(20, "DELETE_IN_PROGRESS"));
        Stack found = found();
        cloudFormation.thenNothing().then(stack(30, "DELETE_COMPLETE"));

        deletion.delete(found);

        assertThat(cloudFormation.calls).doesNotContain("DeleteStack " + ARN);
    }

    @Test
    void aStackThatIsRollingBackIsDeletedOnceThatIsDone() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(5, "ROLLBACK_IN_PROGRESS"));
        Stack found = found();
        cloudFormation.then(stack(9, "ROLLBACK_COMPLETE")).thenNothing().thenNothing();
        cloudFormation.onDelete = () -> cloudFormation.then(stack(20, "DELETE_COMPLETE"));

        deletion.delete(found);

        List<String> calls = cloudFormation.calls;
        assertThat(calls.indexOf("DeleteStack " + ARN)).isGreaterThan(calls.indexOf("DescribeStackEvents " + ARN) + 1);
    }

    @Test
    void aBakeInProgressIsDeletedWithoutWaitingForItsEnd() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), theBuilder(1, "CREATE_IN_PROGRESS"));
        Stack found = found();
        cloudFormation.onDelete =
                () -> cloudFormation.then(stack(20, "DELETE_IN_PROGRESS"), stack(21, "DELETE_COMPLETE"));

        deletion.delete(found);

        assertThat(cloudFormation.calls.indexOf("DeleteStack " + ARN)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE_FAILED",
                "ROLLBACK_FAILED",
                "ROLLBACK_COMPLETE",
                "UPDATE_COMPLETE",
                "UPDATE_FAILED",
                "UPDATE_ROLLBACK_FAILED",
                "UPDATE_ROLLBACK_COMPLETE",
                "IMPORT_ROLLBACK_COMPLETE",
                "REVIEW_IN_PROGRESS"
            })
    void aStackInAnyStateInWhichNothingGoesOnIsDeletedAtOnce(String state) {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, state));
        deletesAll();

        deletion.delete(found());

        assertThat(deletions()).containsExactly(DELETE);
        assertThat(cloudFormation.calls.indexOf(DELETE)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE_IN_PROGRESS,UPDATE_COMPLETE",
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,UPDATE_COMPLETE",
        "UPDATE_ROLLBACK_IN_PROGRESS,UPDATE_ROLLBACK_FAILED",
        "ROLLBACK_IN_PROGRESS,ROLLBACK_FAILED"
    })
    void aStackThatCloudFormationWouldNotDeleteYetIsWaitedFor(String state, String end) {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, state));
        Stack found = found();
        cloudFormation.thenNothing().then(stack(20, end)).thenNothing().thenNothing();
        cloudFormation.onDelete = () -> {
            assertThat(cloudFormation.events)
                    .last()
                    .extracting(StackEvent::resourceStatusAsString)
                    .isEqualTo(end);
            cloudFormation.then(stack(30, "DELETE_IN_PROGRESS"), stack(40, "DELETE_COMPLETE"));
        };

        deletion.delete(found);

        assertThat(deletions()).containsExactly(DELETE);
    }

    @Test
    void whatKeptTheStackBeforeIsToldAndTriedAgain() {
        failedBefore("Group", GROUP, "sg-1", "still in use");
        deletesAll();

        deletion.delete(found());

        assertThat(deletions()).containsExactly(DELETE);
        assertThat(console.info.get(0))
                .isEqualTo("The last deletion of the stack ami-demo failed; trying again. It could not delete\n"
                        + "  Group (AWS::EC2::SecurityGroup sg-1): still in use");
        assertThat(console.warnings).isEmpty();
    }

    @Test
    void whatKeepsTheStackTwiceAndCostsNothingIsLetGoOfAndToldSoThatItIsFound() {
        failedBefore("Group", GROUP, "sg-1", "still in use");
        fails("Group", GROUP, "sg-1", "still in use", () -> this.deletesAll());

        deletion.delete(found());

        assertThat(deletions()).containsExactly(DELETE, DELETE + " retaining [Group]");
        assertThat(console.warnings)
                .singleElement()
                .asString()
                .contains(
                        "without what could not be deleted twice",
                        "Group (AWS::EC2::SecurityGroup sg-1): still in use",
                        "mvn ami:clean -Dami.orphans=delete");
    }

    @Test
    void theFirstFailureLetsGoOfNothingAndTellsThatTheNextDoes() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        fails("Group", GROUP, "sg-1", "still in use", () -> {});

        assertThatThrownBy(() -> deletion.delete(found()))
                .isInstanceOfSatisfying(
                        BakeException.class, said -> assertThat(said.advice()).contains("is let go of"));
        assertThat(deletions()).containsExactly(DELETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Builder|AWS::EC2::Instance|i-1|The instance 'i-1' may not be terminated.",
                "SpotRequests|Custom::SpotRequests|sir-1|sir-1 could not be ended, so EC2 would launch builders anew",
                "ImageRole|AWS::IAM::Role|role-1|Cannot delete entity, must detach all policies first.",
                "Bucket|AWS::S3::Bucket|bucket|The bucket you tried to delete is not empty",
                "Group|AWS::EC2::SecurityGroup|sg-1|You are not authorized to perform: ec2:DeleteSecurityGroup",
                "Group|AWS::EC2::SecurityGroup|sg-1|The security token included in the request is expired"
            })
    void whatCostsMoneyCouldBeLostOrCanBeMendedByARightIsNeverLetGoOf(
            String name, String type, String id, String reason) {
        failedBefore(name, type, id, reason);
        fails(name, type, id, reason, () -> {});

        assertThatThrownBy(() -> deletion.delete(found()))
                .isInstanceOfSatisfying(
                        BakeException.class, said -> assertThat(said.advice()).doesNotContain("is let go of"));
        assertThat(deletions()).containsExactly(DELETE);
    }

    @Test
    void whatFailsForTheFirstTimeIsTriedAgainBeforeAnythingIsLetGoOf() {
        failedBefore("Group", GROUP, "sg-1", "still in use");
        fails("Other", GROUP, "sg-2", "still in use", () -> {});

        assertThatThrownBy(() -> deletion.delete(found())).hasMessageContaining("Other (");
        assertThat(deletions()).containsExactly(DELETE);
    }

    private void failedBefore(String name, String type, String id, String reason) {
        cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"),
                stack(9, "CREATE_COMPLETE"),
                stack(10, "DELETE_IN_PROGRESS"),
                event(11, name, type, "DELETE_FAILED", id, reason),
                stack(12, "DELETE_FAILED", "The following resource(s) failed to delete: [" + name + "]. "));
    }

    /** DeleteStack fails because of a resource; after that it does something else. */
    private void fails(String name, String type, String id, String reason, Runnable after) {
        cloudFormation.onDelete = () -> {
            clock += 10;
            cloudFormation.then(
                    stack(clock, "DELETE_IN_PROGRESS"),
                    event(clock + 1, name, type, "DELETE_FAILED", id, reason),
                    stack(clock + 2, "DELETE_FAILED", "The following resource(s) failed to delete: [" + name + "]. "));
            after.run();
        };
    }

    private void deletesAll() {
        cloudFormation.onDelete = () -> {
            clock += 10;
            cloudFormation.then(stack(clock, "DELETE_IN_PROGRESS"), stack(clock + 1, "DELETE_COMPLETE"));
        };
    }

    private List<String> deletions() {
        return cloudFormation.calls.stream()
                .filter(call -> call.startsWith("DeleteStack"))
                .toList();
    }

    private Stack found() {
        return new StackLookup(cloudFormation, failures).byName(NAME).orElseThrow();
    }
}
