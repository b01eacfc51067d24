package io.github.amibaker.orphans;

import io.github.amibaker.aws.Answers;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.S3Access;
import io.github.amibaker.stack.FakeCloudFormation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.*;
import software.amazon.awssdk.services.sts.StsClient;

/** A region of account 123456789012 with whatever a test puts into it; EC2's filters are minded. */
final class FakeRegion implements Ec2Client {
    static final String REGION = "eu-central-1";

    final List<Instance> instances = new ArrayList<>();
    final List<Volume> volumes = new ArrayList<>();
    final List<Image> images = new ArrayList<>();
    final List<Snapshot> snapshots = new ArrayList<>();
    final List<SecurityGroup> groups = new ArrayList<>();
    final List<LaunchTemplate> templates = new ArrayList<>();
    final List<SpotInstanceRequest> spotRequests = new ArrayList<>();
    final Map<String, Map<String, String>> logGroups = new TreeMap<>();
    final Map<String, Map<String, String>> buckets = new TreeMap<>();
    /** What an action, or an action on an id, fails with. */
    final Map<String, RuntimeException> failures = new HashMap<>();

    final List<String> deleted = new ArrayList<>();
    final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    /** How many looks it takes an instance to be terminated. */
    int looksUntilTerminated = 2;

    AwsClients clients() {
        return AwsClients.builder(REGION, Optional.empty())
                .with(CloudFormationClient.class, () -> cloudFormation)
                .with(Ec2Client.class, () -> this)
                .with(StsClient.class, FakeSts::new)
                .with(CloudWatchLogsClient.class, () -> new FakeLogGroups(this))
                .with(S3Access.class, () -> new S3Access(new FakeBuckets(this), null, null))
                .build();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    void call(String action, String id) {
        for (String key : List.of(action, action + " " + id)) {
            if (failures.containsKey(key)) {
                throw failures.get(key);
            }
        }
        if (!id.isEmpty()) {
            deleted.add(id);
        }
    }

    private static boolean fits(List<Filter> filters, List<Tag> tags, String state, Stream<String> snapshots) {
        List<String> mapped = snapshots.toList();
        return filters.stream().allMatch(filter -> switch (filter.name()) {
            case "tag-key" -> tags.stream().anyMatch(tag -> filter.values().contains(tag.key()));
            case "instance-state-name", "status", "state" -> filter.values().contains(state);
            case "block-device-mapping.snapshot-id" -> mapped.stream().anyMatch(filter.values()::contains);
            default -> throw new AssertionError("unknown filter " + filter.name());
        });
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        call("DescribeInstances", "");
        boolean going = instances.stream().anyMatch(one -> one.state().name() == InstanceStateName.SHUTTING_DOWN);
        if (going && --looksUntilTerminated == 0) {
            instances.removeIf(one -> one.state().name() == InstanceStateName.SHUTTING_DOWN);
            volumes.removeIf(volume -> volume.attachments().stream().anyMatch(a -> a.deleteOnTermination()));
        }
        return DescribeInstancesResponse.builder()
                .reservations(Reservation.builder()
                        .instances(instances.stream()
                                .filter(one -> fits(
                                        request.filters(),
                                        one.tags(),
                                        one.state().nameAsString(),
                                        Stream.empty()))
                                .toList())
                        .build())
                .build();
    }

    @Override
    public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        String id = request.instanceIds().get(0);
        call("TerminateInstances", id);
        instances.replaceAll(one -> one.instanceId().equals(id)
                ? one.toBuilder().state(s -> s.name("shutting-down")).build()
                : one);
        return TerminateInstancesResponse.builder().build();
    }

    @Override
    public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
        call("DescribeVolumes", "");
        return DescribeVolumesResponse.builder()
                .volumes(volumes.stream()
                        .filter(one -> fits(request.filters(), one.tags(), one.stateAsString(), Stream.empty()))
                        .toList())
                .build();
    }

    @Override
    public DeleteVolumeResponse deleteVolume(DeleteVolumeRequest request) {
        call("DeleteVolume", request.volumeId());
        return DeleteVolumeResponse.builder().build();
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        call("DescribeImages", "");
        return DescribeImagesResponse.builder()
                .images(images.stream()
                        .filter(one -> request.owners().equals(List.of("self")))
                        .filter(one ->
                                Boolean.TRUE.equals(request.includeDisabled()) || one.state() != ImageState.DISABLED)
                        .filter(one -> fits(
                                request.filters(),
                                one.tags(),
                                one.stateAsString(),
                                one.blockDeviceMappings().stream()
                                        .map(mapping -> mapping.ebs().snapshotId())))
                        .toList())
                .build();
    }

    @Override
    public DeregisterImageResponse deregisterImage(DeregisterImageRequest request) {
        call("DeregisterImage", request.imageId());
        images.removeIf(image -> image.imageId().equals(request.imageId()));
        return DeregisterImageResponse.builder().build();
    }

    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        call("DescribeSnapshots", "");
        return DescribeSnapshotsResponse.builder()
                .snapshots(snapshots.stream()
                        .filter(one -> request.ownerIds().equals(List.of("self")))
                        .filter(one -> fits(request.filters(), one.tags(), one.stateAsString(), Stream.empty()))
                        .toList())
                .build();
    }

    @Override
    public DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        call("DeleteSnapshot", request.snapshotId());
        return DeleteSnapshotResponse.builder().build();
    }

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest request) {
        call("DescribeSecurityGroups", "");
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(groups.stream()
                        .filter(one -> fits(request.filters(), one.tags(), "", Stream.empty()))
                        .toList())
                .build();
    }

    @Override
    public DeleteSecurityGroupResponse deleteSecurityGroup(DeleteSecurityGroupRequest request) {
        call("DeleteSecurityGroup", request.groupId());
        return DeleteSecurityGroupResponse.builder().build();
    }

    @Override
    public DescribeSpotInstanceRequestsResponse describeSpotInstanceRequests(
            DescribeSpotInstanceRequestsRequest request) {
        call("DescribeSpotInstanceRequests", "");
        return DescribeSpotInstanceRequestsResponse.builder()
                .spotInstanceRequests(spotRequests.stream()
                        .filter(one -> request.filters().get(0).name().startsWith("spot-instance")
                                ? request.filters().get(0).values().contains(one.spotInstanceRequestId())
                                : fits(request.filters(), one.tags(), one.stateAsString(), Stream.empty()))
                        .toList())
                .build();
    }

    @Override
    public CancelSpotInstanceRequestsResponse cancelSpotInstanceRequests(CancelSpotInstanceRequestsRequest request) {
        call("CancelSpotInstanceRequests", request.spotInstanceRequestIds().get(0));
        return CancelSpotInstanceRequestsResponse.builder().build();
    }

    @Override
    public DescribeLaunchTemplatesResponse describeLaunchTemplates(DescribeLaunchTemplatesRequest request) {
        call("DescribeLaunchTemplates", "");
        return DescribeLaunchTemplatesResponse.builder()
                .launchTemplates(templates.stream()
                        .filter(one -> fits(request.filters(), one.tags(), "", Stream.empty()))
                        .toList())
                .build();
    }

    @Override
    public DeleteLaunchTemplateResponse deleteLaunchTemplate(DeleteLaunchTemplateRequest request) {
        call("DeleteLaunchTemplate", request.launchTemplateId());
        return DeleteLaunchTemplateResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "ec2";
    }

    @Override
    public void close() {
        // holds nothing
    }

    static RuntimeException refusal(String code, String message) {
        return Answers.error(code, message);
    }
}
