package io.github.amibaker.orphans;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** Snapshots; each with the images that use it, whoever registered them. */
final class Snapshots implements Leftovers {
    /** Values that EC2 takes in a filter. */
    private static final int BATCH = 200;

    private final Ec2Client ec2;

    Snapshots(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public String kind() {
        return "snapshot";
    }

    @Override
    public String listing() {
        return "ec2:DescribeSnapshots";
    }

    @Override
    public String deletion() {
        return "ec2:DeleteSnapshot";
    }

    @Override
    public List<Leftover> find() {
        List<Snapshot> snapshots = ec2
                .describeSnapshotsPaginator(request -> request.ownerIds("self").filters(Tags.marked()))
                .snapshots()
                .stream()
                .filter(snapshot -> snapshot.state() != SnapshotState.PENDING)
                .toList();
        if (snapshots.isEmpty()) {
            return List.of();
        }
        List<Image> users = images(snapshots);
        return snapshots.stream()
                .map(snapshot -> new Leftover(
                        snapshot.snapshotId(),
                        Tags.of(snapshot.tags()),
                        snapshot.startTime(),
                        snapshot.volumeSize() + " GiB, " + snapshot.stateAsString()))
                .map(snapshot -> snapshot.usedBy(users(snapshot, users)))
                .toList();
    }

    @Override
    public void delete(String id) {
        ec2.deleteSnapshot(request -> request.snapshotId(id));
    }

    private List<Image> images(List<Snapshot> snapshots) {
        List<Image> images = new ArrayList<>();
        for (int from = 0; from < snapshots.size(); from += BATCH) {
            String[] ids = snapshots.subList(from, Math.min(snapshots.size(), from + BATCH)).stream()
                    .map(Snapshot::snapshotId)
                    .toArray(String[]::new);
            images.addAll(own(Tags.filter("block-device-mapping.snapshot-id", ids)));
        }
        images.addAll(own(Tags.marked(), Tags.filter("state", "pending", "transient")));
        return images;
    }

    private List<Image> own(Filter... filters) {
        return ec2
                .describeImagesPaginator(
                        request -> request.owners("self").includeDisabled(true).filters(filters))
                .images()
                .stream()
                .filter(image -> image.state() != ImageState.DEREGISTERED)
                .toList();
    }

    /** A pending image does not name its snapshots yet: all of its stack may be its own. */
    private static Set<String> users(Leftover snapshot, List<Image> images) {
        Set<String> users = new HashSet<>();
        for (Image image : images) {
            boolean maps = image.blockDeviceMappings().stream()
                    .anyMatch(device -> device.ebs() != null
                            && snapshot.id().equals(device.ebs().snapshotId()));
            boolean mayMap = image.blockDeviceMappings().stream()
                            .noneMatch(device ->
                                    device.ebs() != null && device.ebs().snapshotId() != null)
                    && new Leftover(image.imageId(), Tags.of(image.tags()), null, "")
                            .stackId()
                            .equals(snapshot.stackId());
            if (maps || mayMap) {
                users.add(image.imageId());
            }
        }
        return users;
    }
}
