package io.github.amibaker.orphans;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** Volumes; each with the instances it is attached to. */
final class Volumes implements Leftovers {
    private final Ec2Client ec2;

    Volumes(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public String kind() {
        return "volume";
    }

    @Override
    public String listing() {
        return "ec2:DescribeVolumes";
    }

    @Override
    public String deletion() {
        return "ec2:DeleteVolume";
    }

    @Override
    public List<Leftover> find() {
        return ec2
                .describeVolumesPaginator(request ->
                        request.filters(Tags.marked(), Tags.filter("status", "available", "in-use", "error")))
                .volumes()
                .stream()
                .map(Volumes::leftover)
                .toList();
    }

    @Override
    public void delete(String id) {
        ec2.deleteVolume(request -> request.volumeId(id));
    }

    private static Leftover leftover(Volume volume) {
        return new Leftover(
                        volume.volumeId(),
                        Tags.of(volume.tags()),
                        volume.createTime(),
                        volume.size() + " GiB, " + volume.stateAsString())
                .usedBy(volume.attachments().stream()
                        .map(VolumeAttachment::instanceId)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
