package io.github.amibaker.orphans;

import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like something that a stack left, and is not to be touched; and what is, all the same. */
class NoOrphanTest extends OrphanScene {
    @ParameterizedTest
    @ValueSource(strings = {"CREATE_COMPLETE", "DELETE_FAILED", "DELETE_IN_PROGRESS", "ROLLBACK_COMPLETE"})
    void whatAStackThatIsThereMadeIsNoOrphan(String status) throws InterruptedException {
        oneOfEachKind();
        region.cloudFormation.happen(stack(0, status));
        nothingIsFoundOrDeleted();
    }

    @Test
    void whatADeletedStackMadeIs() {
        oneOfEachKind();
        region.cloudFormation.happen(stack(0, "DELETE_COMPLETE"));
        orphans().list();
        assertThat(console.all).hasSize(10);
    }

    @Test
    void aStackIsAskedForOnce() {
        oneOfEachKind();
        orphans().list();
        assertThat(region.cloudFormation.calls).containsExactly("DescribeStacks " + ID);
    }

    static Stream<Map<String, String>> tagsOfOthers() {
        return Stream.of(
                Map.of(),
                Map.of("ami:stack-id", ID),
                Map.of("ami:stack-name", "ami-demo"),
                Map.of("ami:stack-name", "ami-demo", "ami:stack-id", "ami-demo"),
                Map.of("ami:stack-name", "ami-demo", "ami:stack-id", ID.replace("eu-central-1", "eu-west-1")),
                Map.of("ami:stack-name", "ami-demo", "ami:stack-id", ID.replace("123456789012", "210987654321")),
                Map.of("ami:stack-name", "ami-demo", "ami:stack-id", ID.replace("cloudformation", "lambda")),
                Map.of("aws:cloudformation:stack-id", ID));
    }

    @ParameterizedTest
    @MethodSource("tagsOfOthers")
    void whatHasNotTheTagsOfAStackOfThePluginInThisAccountAndRegionIsNoOrphan(Map<String, String> others)
            throws InterruptedException {
        oneOfEachKind(others);
        nothingIsFoundOrDeleted();
        assertThat(region.cloudFormation.calls).isEmpty();
    }

    @Test
    void cloudFormationsOwnTagTellsTheStackOfATemplateOfTheUsersOwn() {
        region.instances.add(instance("i-1", Map.of("ami:stack-name", "ami-demo", "aws:cloudformation:stack-id", ID)));
        orphans().list();
        assertThat(console.all).anyMatch(line -> line.contains("i-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"available", "disabled", "deregistered", "pending", "transient"})
    void anImageThatIsOrMayBecomeAvailableIsNoOrphanAndNeitherAreItsSnapshots(String state)
            throws InterruptedException {
        region.images.add(image("ami-1", state, "snap-1"));
        if (!state.equals("deregistered")) {
            region.snapshots.add(snapshot("snap-1"));
        }
        nothingIsFoundOrDeleted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "error", "invalid"})
    void anImageThatNeverBecameAvailableGoesWithItsSnapshots(String state) throws InterruptedException {
        region.images.add(image("ami-1", state, "snap-1"));
        region.snapshots.add(snapshot("snap-1"));
        orphans().list();
        assertThat(console.all).hasSize(4);
        orphans().delete();
        assertThat(region.deleted).containsExactly("ami-1", "snap-1");
    }

    @Test
    void anImageThatHasBeenPendingForDaysWillStaySo() {
        region.images.add(image("ami-1", "pending", "snap-1").toBuilder()
                .creationDate(
                        BEGIN.minus(Images.LONGEST_PENDING).minusSeconds(1).toString())
                .build());
        orphans().list();
        assertThat(console.all).anyMatch(line -> line.contains("ami-1"));
    }

    @Test
    void aSnapshotThatSomebodysImageUsesIsNoOrphan() throws InterruptedException {
        region.images.add(image("ami-mine", "available", "snap-1").toBuilder()
                .tags(List.of())
                .build());
        region.snapshots.add(snapshot("snap-1"));
        nothingIsFoundOrDeleted();
    }

    @Test
    void aSnapshotOfAStackWhoseImageIsPendingMayBeItsOwn() throws InterruptedException {
        region.images.add(image("ami-1", "pending", null));
        region.snapshots.add(snapshot("snap-1"));
        nothingIsFoundOrDeleted();
    }

    @Test
    void aSnapshotThatIsBeingMadeIsLeftAlone() throws InterruptedException {
        region.snapshots.add(snapshot("snap-1").toBuilder().state("pending").build());
        nothingIsFoundOrDeleted();
    }

    @Test
    void aVolumeThatSomebodyUsesIsHis() throws InterruptedException {
        region.volumes.add(volume("vol-1", "in-use", "i-his"));
        nothingIsFoundOrDeleted();
    }

    @Test
    void aVolumeOfAnOrphanIsListedAndGoesWithIt() throws InterruptedException {
        region.instances.add(instance("i-1", MARKED));
        region.volumes.add(volume("vol-1", "in-use", "i-1"));
        orphans().list();
        assertThat(console.all).anyMatch(line -> line.contains("vol-1"));
        orphans().delete();
        assertThat(region.deleted).containsExactly("i-1");
        assertThat(region.volumes).isEmpty();
    }
}
