package io.github.amibaker.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackStatusTest {

    @ParameterizedTest
    @EnumSource(
            value = software.amazon.awssdk.services.cloudformation.model.StackStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "UNKNOWN_TO_SDK_VERSION")
    void everyStatusIsExactlyOneOfInProgressInReviewCompleteFailedAndDeleted(
            software.amazon.awssdk.services.cloudformation.model.StackStatus known) {
        StackStatus status = new StackStatus(known.toString());

        assertThat(new boolean[] {
                    status.isInProgress(),
                    status.isInReview(),
                    status.isComplete(),
                    status.isFailure() && status.isSettled(),
                    status.isDeleted()
                })
                .containsOnlyOnce(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"})
    void aCreationThatIsTakenBackIsAFailure(String name) {
        assertThat(new StackStatus(name).isFailure()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"})
    void aStackThatIsBackWhereItWasStandsWhole(String name) {
        assertThat(new StackStatus(name).isComplete()).isTrue();
    }

    @Test
    void aStackInReviewNeitherGoesOnNorIsSettled() {
        StackStatus status = new StackStatus("REVIEW_IN_PROGRESS");

        assertThat(status.isInProgress()).isFalse();
        assertThat(status.isSettled()).isFalse();
    }

    @Test
    void aResourceThatIsKeptCountsAsDeleted() {
        assertThat(new StackStatus("DELETE_SKIPPED").isDeleted()).isTrue();
    }
}
