package io.github.amibaker.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What came of a bake, as it is written for others.
 *
 * @param image its id among several images of one execution
 * @param created when EC2 made the image
 * @param stackId ARN of the stack that made the image
 * @param tags the image's tags
 * @param snapshotIds the image's snapshots
 * @param inputs hash of the inputs
 * @param parts names of what that hash is made from
 * @param events the stack's events, oldest first; empty when nothing was baked
 */
public record BakeRecord(
        Optional<String> image,
        String imageId,
        String imageName,
        String region,
        String baseImageId,
        String architecture,
        String stackId,
        String stackName,
        Instant created,
        SortedMap<String, String> tags,
        List<String> snapshotIds,
        String inputs,
        List<String> parts,
        List<Event> events) {

    /** One event of the stack. */
    public record Event(Instant time, String resource, String type, String status, String reason) {}
}
