package io.github.amibaker.orphans;

import static io.github.amibaker.orphans.FakeRegion.refusal;
import static io.github.amibaker.orphans.FakeRegion.tags;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Elapsed;
import io.github.amibaker.stack.FakeCloudFormation;
import io.github.amibaker.stack.FakeTime;
import io.github.amibaker.stack.RecordingConsole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

class OrphansTest {
    private static final String ID = FakeCloudFormation.ARN;
    private static final Map<String, String> MARKED = Map.of("ami:stack-name", "ami-demo", "ami:stack-id", ID);

    private final FakeRegion region = new FakeRegion();
    private final RecordingConsole console = new RecordingConsole();
    private final FakeTime time = new FakeTime(BEGIN);

    @Test
    void aListingTellsKindIdAgeStackAndSizeAndChangesNothing() {
        oneOfEachKind();

        orphans().list();

        assertThat(console.all)
                .containsExactly(
                        "Orphans of the plugin in eu-central-1, whose stacks are gone:",
                        "  instance         i-1                     2 h           of ami-demo  t3.small, running",
                        "  image            ami-1                   2 h           of ami-demo  failed",
                        "  snapshot         snap-1                  2 h           of ami-demo  8 GiB, completed",
                        "  volume           vol-1                   2 h           of ami-demo  8 GiB, available",
                        "  security group   sg-1                    age unknown   of ami-demo  group",
                        "  launch template  lt-1                    2 h           of ami-demo  template",
                        "  log group        /ami-bake/ami-demo      " + String.format("%-12s", age())
                                + "  of ami-demo  7 bytes",
                        "  bucket           ami-demo-stagingbucket-x  age unknown   of ami-demo  staged scripts and files",
                        "In all 8. Nothing was deleted: mvn ami:clean -Dami.orphans=delete does.");
        assertThat(region.deleted).isEmpty();
    }

    @Test
    void aDeletionDeletesWhatUsesOthersFirstAndWaitsForInstances() throws InterruptedException {
        oneOfEachKind();

        orphans().delete();

        assertThat(region.deleted)
                .containsExactly(
                        "i-1",
                        "ami-1",
                        "snap-1",
                        "vol-1",
                        "sg-1",
                        "lt-1",
                        "/ami-bake/ami-demo",
                        "ami-demo-stagingbucket-x/half",
                        "ami-demo-stagingbucket-x/whole",
                        "ami-demo-stagingbucket-x");
        assertThat(time.slept).hasSize(2);
        assertThat(console.info)
                .contains("Deleted volume vol-1 of ami-demo (8 GiB, available).")
                .last()
                .isEqualTo("Deleted 8 orphans.");
    }

    @Test
    void whereThereIsNothingThatIsSaid() throws InterruptedException {
        orphans().list();
        orphans().delete();
        assertThat(console.all)
                .containsExactly(
                        "There are no orphans of the plugin in eu-central-1.",
                        "There are no orphans of the plugin in eu-central-1.");
    }

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

    @Test
    void oneFailureKeepsNothingElseAndAllAreToldInTheEndWithTheirCures() {
        oneOfEachKind();
        region.failures.put(
                "TerminateInstances i-1",
                refusal(
                        "OperationNotPermitted",
                        "The instance 'i-1' may not be terminated. Modify its 'disableApiTermination' instance"
                                + " attribute and try again."));
        region.failures.put("DeleteVolume", refusal("UnauthorizedOperation", "You are not authorized"));

        assertThatThrownBy(() -> orphans().delete())
                .isInstanceOfSatisfying(
                        BakeException.class,
                        said -> assertThat(said.text())
                                .contains(
                                        "The instance i-1: ec2:TerminateInstances failed: OperationNotPermitted: The instance"
                                                + " 'i-1' may not be terminated.",
                                        "The volume vol-1: ec2:DeleteVolume failed: UnauthorizedOperation: You are not",
                                        "--no-disable-api-termination",
                                        "run mvn ami:clean -Dami.orphans=delete again"));
        assertThat(region.deleted)
                .containsExactly(
                        "ami-1",
                        "snap-1",
                        "sg-1",
                        "lt-1",
                        "/ami-bake/ami-demo",
                        "ami-demo-stagingbucket-x/half",
                        "ami-demo-stagingbucket-x/whole",
                        "ami-demo-stagingbucket-x");
        assertThat(console.info).last().isEqualTo("Deleted 6 orphans.");
    }

    @Test
    void aKindThatMayNotBeListedKeepsNoOtherAndIsTold() {
        oneOfEachKind();
        region.failures.put("DescribeLogGroups", refusal("AccessDeniedException", "User: arn:x is not authorized"));

        assertThatThrownBy(() -> orphans().list())
                .hasMessageContaining("Every log group: logs:DescribeLogGroups failed: AccessDeniedException");
        assertThat(console.all)
                .anyMatch(line -> line.contains("lt-1"))
                .last()
                .asString()
                .startsWith("In all 7.");
    }

    @Test
    void whatIsGoneMeanwhileIsNoFailure() throws InterruptedException {
        oneOfEachKind();
        region.failures.put("DeleteVolume", refusal("InvalidVolume.NotFound", "gone"));
        orphans().delete();
        assertThat(console.info).last().isEqualTo("Deleted 8 orphans.");
    }

    private void nothingIsFoundOrDeleted() throws InterruptedException {
        orphans().list();
        orphans().delete();
        assertThat(console.all).hasSize(2).allMatch(line -> line.startsWith("There are no orphans"));
        assertThat(region.deleted).isEmpty();
    }

    private Orphans orphans() {
        return new Orphans(region.clients(), console, time, time);
    }

    private void oneOfEachKind() {
        oneOfEachKind(MARKED);
    }

    private void oneOfEachKind(Map<String, String> marks) {
        region.instances.add(instance("i-1", marks));
        region.images.add(
                image("ami-1", "failed", null).toBuilder().tags(tags(marks)).build());
        region.snapshots.add(snapshot("snap-1").toBuilder().tags(tags(marks)).build());
        region.volumes.add(
                volume("vol-1", "available", null).toBuilder().tags(tags(marks)).build());
        region.groups.add(SecurityGroup.builder()
                .groupId("sg-1")
                .groupName("group")
                .tags(tags(marks))
                .build());
        region.templates.add(LaunchTemplate.builder()
                .launchTemplateId("lt-1")
                .launchTemplateName("template")
                .createTime(BEGIN.minusSeconds(7200))
                .tags(tags(marks))
                .build());
        region.logGroups.put("/ami-bake/ami-demo", marks);
        region.logGroups.put("/aws/lambda/other", MARKED);
        region.buckets.put("ami-demo-stagingbucket-x", marks);
        region.buckets.put("ami-demo-stagingbucket-of-nobody", Map.of());
        region.buckets.put("another", marks);
    }

    private static Instance instance(String id, Map<String, String> marks) {
        return Instance.builder()
                .instanceId(id)
                .instanceType("t3.small")
                .state(state -> state.name("running"))
                .launchTime(BEGIN.minusSeconds(7200))
                .tags(tags(marks))
                .build();
    }

    private static Image image(String id, String state, String snapshot) {
        Image.Builder image = Image.builder()
                .imageId(id)
                .state(state)
                .creationDate(BEGIN.minusSeconds(7200).toString())
                .tags(tags(MARKED));
        if (snapshot != null) {
            image.blockDeviceMappings(BlockDeviceMapping.builder()
                    .ebs(ebs -> ebs.snapshotId(snapshot))
                    .build());
        }
        return image.build();
    }

    private static Snapshot snapshot(String id) {
        return Snapshot.builder()
                .snapshotId(id)
                .state("completed")
                .volumeSize(8)
                .startTime(BEGIN.minusSeconds(7200))
                .tags(tags(MARKED))
                .build();
    }

    private static Volume volume(String id, String state, String instance) {
        Volume.Builder volume = Volume.builder()
                .volumeId(id)
                .state(state)
                .size(8)
                .createTime(BEGIN.minusSeconds(7200))
                .tags(tags(MARKED));
        if (instance != null) {
            volume.attachments(VolumeAttachment.builder()
                    .instanceId(instance)
                    .deleteOnTermination(true)
                    .build());
        }
        return volume.build();
    }

    private static String age() {
        return Elapsed.text(Duration.between(Instant.EPOCH, BEGIN));
    }
}
