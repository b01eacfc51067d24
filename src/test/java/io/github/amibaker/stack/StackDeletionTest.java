package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

class StackDeletionTest extends DeletionOfTests {
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
}
