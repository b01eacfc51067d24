package io.github.amibaker.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.*;

/** A small EC2 in memory: what is put into its lists is there, what is put into {@link #failures} happens first. */
public final class FakeEc2 implements Ec2Client {
    public final List<Image> images = new ArrayList<>();
    public final List<Snapshot> snapshots = new ArrayList<>();
    public final List<Subnet> subnets = new ArrayList<>();
    public final List<SecurityGroup> groups = new ArrayList<>();
    public final List<Vpc> vpcs = new ArrayList<>();
    public final List<InstanceTypeInfo> types = new ArrayList<>();
    /** What happens between calls: run before the n-th DescribeImages. */
    public final Deque<Runnable> beforeLooks = new ArrayDeque<>();
    /** Thrown by the next calls of an action. */
    public final Map<String, Deque<RuntimeException>> failures = new HashMap<>();
    /** Names of the actions that were called. */
    public final List<String> calls = new ArrayList<>();

    public final List<CreateTagsRequest> tagged = new ArrayList<>();
    /** What the console of every instance says. */
    public String console = "";
    /** Whether DeregisterImage knows DeleteAssociatedSnapshots. */
    public boolean deletesSnapshots = true;

    /** Lets the next call of an action fail. */
    public void fail(String action, RuntimeException failure) {
        failures.computeIfAbsent(action, any -> new ArrayDeque<>()).add(failure);
    }

    /** Clients with this EC2 alone. */
    public AwsClients clients() {
        return AwsClients.builder("eu-west-1", Optional.empty())
                .with(Ec2Client.class, () -> this)
                .build();
    }

    /** Where which type is offered, as {@code t3.small eu-west-1a}. */
    public final List<String> offerings = new ArrayList<>();

    private synchronized void call(String action) {
        calls.add(action);
        Deque<RuntimeException> waiting = failures.getOrDefault(action, new ArrayDeque<>());
        if (!waiting.isEmpty()) {
            throw waiting.remove();
        }
    }

    @Override
    public GetConsoleOutputResponse getConsoleOutput(GetConsoleOutputRequest request) {
        call("GetConsoleOutput");
        return GetConsoleOutputResponse.builder()
                .output(Base64.getEncoder().encodeToString(console.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        if (!beforeLooks.isEmpty()) {
            beforeLooks.remove().run();
        }
        call("DescribeImages");
        List<Image> found = images.stream()
                .filter(image -> !request.hasImageIds() || request.imageIds().contains(image.imageId()))
                .filter(image ->
                        !image.stateAsString().equals("disabled") || Boolean.TRUE.equals(request.includeDisabled()))
                .filter(image -> !request.hasOwners()
                        || image.ownerId() == null
                        || request.owners().contains(image.ownerId()))
                .filter(image -> request.filters().stream().allMatch(filter -> Ec2Filters.matches(image, filter)))
                .toList();
        if (request.hasImageIds() && found.isEmpty()) {
            throw Answers.error("InvalidAMIID.NotFound", "The image id '" + request.imageIds() + "' does not exist");
        }
        return DescribeImagesResponse.builder().images(found).build();
    }

    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        call("DescribeSnapshots");
        return DescribeSnapshotsResponse.builder()
                .snapshots(snapshots.stream()
                        .filter(snapshot -> request.snapshotIds().contains(snapshot.snapshotId()))
                        .toList())
                .build();
    }

    @Override
    public DeregisterImageResponse deregisterImage(DeregisterImageRequest request) {
        call("DeregisterImage");
        Image image = images.stream()
                .filter(one -> one.imageId().equals(request.imageId()))
                .findFirst()
                .orElseThrow(() -> Answers.error("InvalidAMIID.Unavailable", "gone"));
        images.remove(image);
        if (!deletesSnapshots || !request.deleteAssociatedSnapshots()) {
            return DeregisterImageResponse.builder().build();
        }
        List<DeleteSnapshotReturnCode> results = image.blockDeviceMappings().stream()
                .map(mapping -> mapping.ebs().snapshotId())
                .map(id -> DeleteSnapshotReturnCode.builder()
                        .snapshotId(id)
                        .returnCode(removed(id) ? "success" : "client-error")
                        .build())
                .toList();
        return DeregisterImageResponse.builder().deleteSnapshotResults(results).build();
    }

    @Override
    public DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        call("DeleteSnapshot");
        if (!removed(request.snapshotId())) {
            throw Answers.error("InvalidSnapshot.NotFound", "gone");
        }
        return DeleteSnapshotResponse.builder().build();
    }

    private boolean removed(String id) {
        return snapshots.removeIf(snapshot -> snapshot.snapshotId().equals(id));
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest request) {
        call("CreateTags");
        tagged.add(request);
        return CreateTagsResponse.builder().build();
    }

    @Override
    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        call("DescribeSubnets");
        return DescribeSubnetsResponse.builder()
                .subnets(pick(
                        subnets, one -> request.filters().stream().allMatch(filter -> Ec2Filters.matches(one, filter))))
                .build();
    }

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest request) {
        call("DescribeSecurityGroups");
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(pick(
                        groups, one -> request.filters().stream().allMatch(filter -> Ec2Filters.matches(one, filter))))
                .build();
    }

    @Override
    public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
        call("DescribeVpcs");
        return DescribeVpcsResponse.builder()
                .vpcs(pick(vpcs, one -> one.isDefault()))
                .build();
    }

    @Override
    public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
        call("DescribeInstanceTypes");
        return DescribeInstanceTypesResponse.builder()
                .instanceTypes(pick(types, one -> value(request.filters()).contains(one.instanceTypeAsString())))
                .build();
    }

    @Override
    public DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(
            DescribeInstanceTypeOfferingsRequest request) {
        call("DescribeInstanceTypeOfferings");
        List<InstanceTypeOffering> found = new ArrayList<>();
        for (String type : request.filters().get(0).values()) {
            for (String zone : request.filters().get(1).values()) {
                if (offerings.contains(type + " " + zone)) {
                    found.add(InstanceTypeOffering.builder()
                            .instanceType(type)
                            .location(zone)
                            .build());
                }
            }
        }
        return DescribeInstanceTypeOfferingsResponse.builder()
                .instanceTypeOfferings(found)
                .build();
    }

    private static List<String> value(List<Filter> filters) {
        return filters.get(0).values();
    }

    private static <T> List<T> pick(Collection<T> all, Predicate<T> which) {
        return all.stream().filter(which).toList();
    }

    @Override
    public String serviceName() {
        return "ec2";
    }

    @Override
    public void close() {
        // holds nothing
    }
}
