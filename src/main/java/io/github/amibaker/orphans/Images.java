package io.github.amibaker.orphans;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** Images that never became available. One that did is a result and no leftover, whatever became of its stack. */
final class Images implements Leftovers {
    /** Snapshots can take hours; an image that is still pending after that long will stay so. */
    static final Duration LONGEST_PENDING = Duration.ofDays(3);

    private final Ec2Client ec2;
    private final InstantSource clock;

    Images(Ec2Client ec2, InstantSource clock) {
        this.ec2 = ec2;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "image";
    }

    @Override
    public String listing() {
        return "ec2:DescribeImages";
    }

    @Override
    public String deletion() {
        return "ec2:DeregisterImage";
    }

    @Override
    public List<Leftover> find() {
        return ec2
                .describeImagesPaginator(request -> request.owners("self")
                        .filters(
                                Tags.marked(),
                                Tags.filter("state", "failed", "error", "invalid", "pending", "transient")))
                .images()
                .stream()
                .filter(image -> !mayBecomeAvailable(image))
                .map(image -> new Leftover(
                        image.imageId(),
                        Tags.of(image.tags()),
                        Instant.parse(image.creationDate()),
                        image.stateAsString()))
                .toList();
    }

    private boolean mayBecomeAvailable(Image image) {
        boolean pending = image.state() == ImageState.PENDING || image.state() == ImageState.TRANSIENT;
        return pending
                && Instant.parse(image.creationDate()).plus(LONGEST_PENDING).isAfter(clock.instant());
    }

    /** Its snapshots are leftovers of their own from then on. */
    @Override
    public void delete(String id) {
        ec2.deregisterImage(request -> request.imageId(id));
    }
}
