package io.github.amibaker.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.FailedBake.Left;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a failed bake says of what is left. */
class LeftAfterFailedBakeTest extends FailedBakeOfTests {
    @Test
    void afterARollbackNothingThatCostsIsLeft() {
        assertThat(advice())
                .contains("Nothing that costs is left", "mvn ami:clean")
                .doesNotContain("onFailure");
    }

    @Test
    void aBuilderThatIsGoneCouldHaveBeenKept() {
        builder = new FailedBake.Builder(Optional.of("i-1"), List.of(), Optional.empty(), Optional.empty(), false);

        assertThat(advice()).contains("mvn ami:bake -Dami.onFailure=keep");
    }

    @Test
    void aKeptBuilderCanBeLookedAt() {
        kept(true);

        assertThat(advice())
                .contains("aws ssm start-session --target i-1 --region eu-central-1 --profile dev", "mvn ami:clean")
                .doesNotContain("instanceProfile");
    }

    @Test
    void aKeptBuilderWithoutProfileComesWithAWarning() {
        kept(false);

        assertThat(advice()).contains("AmazonSSMManagedInstanceCore", "-Dami.instanceProfile");
    }

    @Test
    void whatCouldNotBeTakenBackIsNamed() {
        left = Left.SOMETHING;
        status = "ROLLBACK_FAILED";
        notDeleted = List.of("Group (AWS::EC2::SecurityGroup): in use");

        assertThat(advice()).contains("ROLLBACK_FAILED", "Group (AWS::EC2::SecurityGroup): in use", "mvn ami:clean");
    }

    @Test
    void whatCouldNotBeTakenBackComesWithItsCure() {
        left = Left.SOMETHING;
        status = "ROLLBACK_FAILED";
        notDeleted = List.of(
                "Group (AWS::EC2::SecurityGroup): resource sg-9f14bae0 has a dependent object",
                "Group2 (AWS::EC2::SecurityGroup): resource sg-9f14bae0 has a dependent object");

        assertThat(advice()).containsOnlyOnce("Name=group-id,Values=sg-9f14bae0");
    }

    @Test
    void aStackThatSomebodyDeletedIsToldAsThat() {
        left = Left.NO_STACK;
        status = "DELETE_COMPLETE";

        assertThat(message()).contains("was deleted by somebody else");
        assertThat(advice()).contains("mvn ami:bake");
    }

    private void kept(boolean reachable) {
        cause(WAIT, "WaitCondition received failed message: 'x' for uniqueId: x");
        builder = new FailedBake.Builder(Optional.of("i-1"), List.of(), Optional.empty(), Optional.empty(), reachable);
        left = Left.EVERYTHING;
        status = "CREATE_FAILED";
    }
}
