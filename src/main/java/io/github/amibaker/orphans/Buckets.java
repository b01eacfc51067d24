package io.github.amibaker.orphans;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The buckets that stacks stage in, which CloudFormation names after stack and resource. */
final class Buckets implements Leftovers {
    private static final String NAMED = "-stagingbucket-";

    private final S3Client s3;
    private final String region;

    Buckets(S3Client s3, String region) {
        this.s3 = s3;
        this.region = region;
    }

    @Override
    public String kind() {
        return "bucket";
    }

    @Override
    public String listing() {
        return "s3:ListAllMyBuckets, s3:GetBucketTagging";
    }

    @Override
    public String deletion() {
        return "s3:ListBucket, s3:ListBucketMultipartUploads, s3:AbortMultipartUpload, s3:DeleteObject, s3:DeleteBucket";
    }

    @Override
    public List<Leftover> find() {
        List<Leftover> found = new ArrayList<>();
        for (Bucket bucket :
                s3.listBuckets(request -> request.bucketRegion(region)).buckets()) {
            if (bucket.name().contains(NAMED)) {
                Leftover leftover = new Leftover(
                        bucket.name(),
                        tags(bucket.name()),
                        Optional.ofNullable(bucket.creationDate()),
                        "staged scripts and files",
                        Set.of());
                if (leftover.isMarked()) {
                    found.add(leftover);
                }
            }
        }
        return found;
    }

    @Override
    public void delete(String id) {
        s3.listMultipartUploadsPaginator(request -> request.bucket(id))
                .uploads()
                .forEach(upload -> s3.abortMultipartUpload(
                        request -> request.bucket(id).key(upload.key()).uploadId(upload.uploadId())));
        s3.listObjectsV2Paginator(request -> request.bucket(id))
                .contents()
                .forEach(object -> s3.deleteObjects(request -> request.bucket(id)
                        .delete(all -> all.objects(
                                ObjectIdentifier.builder().key(object.key()).build()))));
        s3.deleteBucket(request -> request.bucket(id));
    }

    private Map<String, String> tags(String bucket) {
        Map<String, String> tags = new TreeMap<>();
        try {
            s3.getBucketTagging(request -> request.bucket(bucket))
                    .tagSet()
                    .forEach(tag -> tags.put(tag.key(), tag.value()));
        } catch (S3Exception none) {
            if (none.statusCode() != 404) {
                throw none;
            }
        }
        return tags;
    }
}
