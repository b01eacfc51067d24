package io.github.amibaker.orphans;

import static io.github.amibaker.orphans.FakeRegion.tags;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Elapsed;
import io.github.amibaker.stack.FakeCloudFormation;
import io.github.amibaker.stack.FakeTime;
import io.github.amibaker.stack.RecordingConsole;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** A region with what stacks left, and the search through it. */
abstract class OrphanScene {
    static final String ID = FakeCloudFormation.ARN;
    static final Map<String, String> MARKED = Map.of("ami:stack-name", "ami-demo", "ami:stack-id", ID);

    final FakeRegion region = new FakeRegion();
    final RecordingConsole console = new RecordingConsole();
    final FakeTime time = new FakeTime(BEGIN);

    void nothingIsFoundOrDeleted() throws InterruptedException {
        orphans().list();
        orphans().delete();
        assertThat(console.all).hasSize(2).allMatch(line -> line.startsWith("There are no orphans"));
        assertThat(region.deleted).isEmpty();
    }

    Orphans orphans() {
        return new Orphans(region.clients(), console, time, time);
    }

    void oneOfEachKind() {
        oneOfEachKind(MARKED);
    }

    void oneOfEachKind(Map<String, String> marks) {
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

    static Instance instance(String id, Map<String, String> marks) {
        return Instance.builder()
                .instanceId(id)
                .instanceType("t3.small")
                .state(state -> state.name("running"))
                .launchTime(BEGIN.minusSeconds(7200))
                .tags(tags(marks))
                .build();
    }

    static Image image(String id, String state, String snapshot) {
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

    static Snapshot snapshot(String id) {
        return Snapshot.builder()
                .snapshotId(id)
                .state("completed")
                .volumeSize(8)
                .startTime(BEGIN.minusSeconds(7200))
                .tags(tags(MARKED))
                .build();
    }

    static Volume volume(String id, String state, String instance) {
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

    static String age() {
        return Elapsed.text(Duration.between(Instant.EPOCH, BEGIN));
    }
}
