package io.github.amibaker.image;

import io.github.amibaker.aws.AwsClients;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;

/** How far EC2 is with the snapshots of a pending image. */
final class SnapshotProgress {
    private final AwsClients clients;

    SnapshotProgress(AwsClients clients) {
        this.clients = clients;
    }

    /** Such as {@code snapshot snap-1 45%}; empty when EC2 does not tell (a caller without that right waits as well). */
    Optional<String> of(Image image) {
        if (image.snapshotIds().isEmpty()) {
            return Optional.empty();
        }
        DescribeSnapshotsRequest request = DescribeSnapshotsRequest.builder()
                .snapshotIds(image.snapshotIds())
                .build();
        try {
            String text = clients.ec2().describeSnapshots(request).snapshots().stream()
                    .filter(snapshot ->
                            snapshot.progress() != null && !snapshot.progress().isEmpty())
                    .map(snapshot -> "snapshot " + snapshot.snapshotId() + " " + snapshot.progress())
                    .collect(Collectors.joining(", "));
            return Optional.of(text).filter(some -> !some.isEmpty());
        } catch (SdkException silent) {
            return Optional.empty();
        }
    }
}
