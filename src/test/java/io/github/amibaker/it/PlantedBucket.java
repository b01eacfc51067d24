package io.github.amibaker.it;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/** A bucket such as stacks stage in, with an object and an upload that was never ended, planted in a test's account. */
final class PlantedBucket {
    private PlantedBucket() {}

    /** Plants one of that stack, and returns its name. */
    static String plant(Cloud cloud, String stack, Map<String, String> tags) {
        String bucket = stack + "-stagingbucket-" + cloud.account();
        try (S3Client s3 = cloud.s3()) {
            s3.createBucket(r -> r.bucket(bucket));
            if (!tags.isEmpty()) {
                List<Tag> set = tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
                s3.putBucketTagging(r -> r.bucket(bucket).tagging(all -> all.tagSet(set)));
            }
            s3.putObject(r -> r.bucket(bucket).key("staged/whole"), RequestBody.fromString("x"));
            s3.createMultipartUpload(r -> r.bucket(bucket).key("staged/half"));
        }
        return bucket;
    }
}
