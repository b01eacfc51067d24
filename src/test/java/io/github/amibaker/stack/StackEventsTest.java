package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackEventsTest {
    private final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    private final StackEvents events = new StackEvents(cloudFormation, ARN);

    @Test
    void eventsComeOldestFirst() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), theBuilder(1, "CREATE_IN_PROGRESS"));

        assertThat(statuses(events.fresh()))
                .containsExactly("ami-demo CREATE_IN_PROGRESS", "Builder CREATE_IN_PROGRESS");
    }

    @Test
    void anEventIsGivenOnce() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"));
        events.fresh();
        cloudFormation.happen(theBuilder(1, "CREATE_IN_PROGRESS"));

        assertThat(statuses(events.fresh())).containsExactly("Builder CREATE_IN_PROGRESS");
    }

    @Test
    void allPagesAreReadTheFirstTime() {
        cloudFormation.pageSize = 2;
        cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"),
                theBuilder(1, "CREATE_IN_PROGRESS"),
                theBuilder(2, "CREATE_COMPLETE"),
                stack(3, "CREATE_COMPLETE"));

        assertThat(events.fresh()).hasSize(4);
    }

    @Test
    void pagingStopsAtTheLastSeenEvent() {
        cloudFormation.pageSize = 2;
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), theBuilder(1, "CREATE_IN_PROGRESS"));
        cloudFormation.happen(theBuilder(2, "CREATE_COMPLETE"), theBuilder(3, "CREATE_COMPLETE"));
        events.fresh();
        cloudFormation.calls.clear();
        cloudFormation.happen(stack(4, "CREATE_COMPLETE"));

        assertThat(events.fresh()).hasSize(1);
        assertThat(cloudFormation.calls).hasSize(1);
    }

    @Test
    void moreNewEventsThanAPageHoldsAreAllRead() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"));
        events.fresh();
        cloudFormation.pageSize = 2;
        for (int i = 1; i <= 5; i++) {
            cloudFormation.happen(event(i, "R" + i, "T", "CREATE_IN_PROGRESS", null, null));
        }

        assertThat(events.fresh()).extracting(StackEvent::logicalId).containsExactly("R1", "R2", "R3", "R4", "R5");
    }

    @Test
    void anEventThatShowsUpBehindLaterOnesIsNotLost() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        events.fresh();
        cloudFormation.events.add(1, theBuilder(5, "CREATE_COMPLETE"));

        assertThat(statuses(events.fresh())).containsExactly("Builder CREATE_COMPLETE");
    }

    @Test
    void anEarlierOperationOfTheStackIsLeftOut() {
        cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"),
                stack(9, "CREATE_COMPLETE"),
                stack(20, "UPDATE_IN_PROGRESS"),
                theBuilder(21, "UPDATE_IN_PROGRESS"));

        assertThat(statuses(events.fresh()))
                .containsExactly("ami-demo UPDATE_IN_PROGRESS", "Builder UPDATE_IN_PROGRESS");
    }

    @Test
    void anOperationThatHasEndedIsGivenWhole() {
        cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"), theBuilder(1, "CREATE_COMPLETE"), stack(9, "CREATE_COMPLETE"));

        assertThat(events.fresh()).hasSize(3);
    }

    @Test
    void aRollbackBelongsToTheCreationThatFailed() {
        cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"),
                theBuilder(1, "CREATE_FAILED"),
                stack(2, "ROLLBACK_IN_PROGRESS"),
                stack(9, "ROLLBACK_COMPLETE"));

        assertThat(events.fresh()).hasSize(4);
    }

    @Test
    void aDeletionBeginsWithItsOwnEvent() {
        cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"),
                theBuilder(1, "CREATE_IN_PROGRESS"),
                stack(5, "DELETE_IN_PROGRESS"),
                theBuilder(6, "DELETE_IN_PROGRESS"));

        assertThat(statuses(events.fresh()))
                .containsExactly("ami-demo DELETE_IN_PROGRESS", "Builder DELETE_IN_PROGRESS");
    }

    @Test
    void whatWasSkippedIsNeverGiven() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        events.skip();

        assertThat(events.fresh()).isEmpty();
        assertThat(events.all()).isEmpty();
    }

    private static List<String> statuses(List<StackEvent> events) {
        return events.stream()
                .map(event -> event.logicalId() + " " + event.status())
                .toList();
    }
}
