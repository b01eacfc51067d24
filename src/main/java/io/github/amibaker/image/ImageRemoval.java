package io.github.amibaker.image;

import io.github.amibaker.advice.ImageAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.console.Console;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotReturnCode;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.SnapshotReturnCodes;

/** Removes images and their snapshots. What is gone already is no error. */
public final class ImageRemoval {
    private final AwsClients clients;
    private final Console console;

    /** Removes in the region of the clients, and tells the console what is gone. */
    public ImageRemoval(AwsClients clients, Console console) {
        this.clients = clients;
        this.console = console;
    }

    /**
     * Removes all images that stacks of that name made, and their snapshots.
     *
     * @return what was removed
     * @throws io.github.amibaker.advice.BakeException when an image is protected, before any is removed
     */
    public List<Image> ofStack(String stackName) {
        List<Image> images = new ImageSearch(clients).byStackName(stackName);
        remove(images);
        return images;
    }

    /**
     * Removes these images and their snapshots.
     *
     * @throws io.github.amibaker.advice.BakeException when one is protected, before any is removed
     */
    public void remove(List<Image> images) {
        List<String> guarded =
                images.stream().filter(Image::guarded).map(Image::id).toList();
        if (!guarded.isEmpty()) {
            throw ImageAdvice.guarded(guarded);
        }
        for (Image image : images) {
            Set<String> done = deregister(image);
            List<String> gone = image.snapshotIds().stream()
                    .filter(id -> done.contains(id) || delete(id))
                    .toList();
            console.info("Deregistered image " + image.id() + " (" + image.name() + ")"
                    + (gone.isEmpty() ? "" : " and deleted " + String.join(", ", gone)) + ".");
        }
    }

    /** Deregisters, and returns the snapshots that EC2 has deleted in the same call. */
    private Set<String> deregister(Image image) {
        DeregisterImageRequest request = DeregisterImageRequest.builder()
                .imageId(image.id())
                .deleteAssociatedSnapshots(true)
                .build();
        try {
            return clients.ec2().deregisterImage(request).deleteSnapshotResults().stream()
                    .filter(result -> result.returnCode() == SnapshotReturnCodes.SUCCESS)
                    .map(DeleteSnapshotReturnCode::snapshotId)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SdkException failure) {
            String code = Failures.code(failure);
            if (code.equals("InvalidAMIID.NotFound") || code.equals("InvalidAMIID.Unavailable")) {
                return Set.of();
            }
            throw clients.failures().of("ec2:DeregisterImage", failure);
        }
    }

    /** Deletes a snapshot that is left, and says whether it is gone; one that another image uses stays. */
    private boolean delete(String snapshotId) {
        try {
            clients.ec2()
                    .deleteSnapshot(DeleteSnapshotRequest.builder()
                            .snapshotId(snapshotId)
                            .build());
            return true;
        } catch (SdkException failure) {
            switch (Failures.code(failure)) {
                case "InvalidSnapshot.NotFound" -> {
                    return true;
                }
                case "InvalidSnapshot.InUse" -> {
                    console.warn("Snapshot " + snapshotId + " stays: another image uses it.");
                    return false;
                }
                default -> throw clients.failures().of("ec2:DeleteSnapshot", failure);
            }
        }
    }
}
