package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stack that would not go before. */
class StuckDeletionTest extends DeletionOfTests {
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
}
