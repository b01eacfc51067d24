package io.github.amibaker.aws;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What it takes to stage: the client of S3, who signs addresses for others, and how to answer to such an address. */
public record S3Access(S3Client client, S3Presigner presigner, PresignedPut put) implements AutoCloseable {
    @Override
    public void close() {
        Lazy.closeQuietly(presigner);
        Lazy.closeQuietly(client);
    }
}
