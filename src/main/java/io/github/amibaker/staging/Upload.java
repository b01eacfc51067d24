package io.github.amibaker.staging;

import io.github.amibaker.advice.StagingAdvice;
import io.github.amibaker.console.Console;
import io.github.amibaker.template.StagedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Brings an archive to S3, in parts when it is large; it is read from disk as it is sent. What an earlier client brought
 * completely is not sent again: the name of the object is its checksum.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Multipart upload limits</a>
 */
final class Upload {
    private static final String TYPE = "application/gzip";

    private final S3Client s3;
    private final Console console;
    private final InstantSource clock;
    private final Parts parts;
    private final String bucket;
    private final String key;
    private final StagedArchive archive;

    Upload(S3Client s3, Console console, InstantSource clock, Parts parts, StagedPlace place, StagedArchive archive) {
        this.s3 = s3;
        this.console = console;
        this.clock = clock;
        this.parts = parts;
        this.bucket = place.bucket();
        this.key = place.prefix() + archive.sha256() + ".tar.gz";
        this.archive = archive;
    }

    /** The object's name. */
    String key() {
        return key;
    }

    /** Sends it, unless it is there. */
    void run() {
        if (isThere()) {
            console.info(StagingAdvice.alreadyThere("s3://" + bucket));
            return;
        }
        console.info(StagingAdvice.uploading(archive.length(), "s3://" + bucket));
        Progress progress = new Progress(console, clock, archive.length());
        if (archive.length() > parts.threshold()) {
            inParts(progress);
        } else {
            s3.putObject(request -> request.bucket(bucket).key(key), body(0, archive.length(), progress));
        }
        progress.done();
    }

    /** Who may not look is told the same as when there is nothing. */
    private boolean isThere() {
        try {
            return s3.headObject(request -> request.bucket(bucket).key(key)).contentLength() == archive.length();
        } catch (S3Exception e) {
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return false;
            }
            throw e;
        }
    }

    private void inParts(Progress progress) {
        String id = s3.createMultipartUpload(request -> request.bucket(bucket).key(key))
                .uploadId();
        try {
            List<CompletedPart> sent = new ArrayList<>();
            long size = parts.sizeFor(archive.length());
            for (long from = 0; from < archive.length(); from += size) {
                int number = sent.size() + 1;
                long length = Math.min(size, archive.length() - from);
                String tag = s3.uploadPart(
                                request -> request.bucket(bucket)
                                        .key(key)
                                        .uploadId(id)
                                        .partNumber(number),
                                body(from, length, progress))
                        .eTag();
                sent.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
            s3.completeMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(sent)));
        } catch (RuntimeException e) {
            abort(id, e);
            throw e;
        }
    }

    /** Its parts cost money until then; where even this fails, the stack does it before it goes. */
    private void abort(String id, RuntimeException why) {
        try {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException | io.github.amibaker.aws.TimeOver e) {
            why.addSuppressed(e);
        }
    }

    /** Read anew from there when it has to be sent again. */
    private RequestBody body(long from, long length, Progress progress) {
        ContentStreamProvider content = ContentStreamProvider.fromInputStreamSupplier(() -> {
            progress.at(from);
            return slice(from, length, progress);
        });
        return RequestBody.fromContentProvider(content, length, TYPE);
    }

    private InputStream slice(long from, long length, Progress progress) {
        try {
            return new Slice(archive.file(), from, length, progress::sent);
        } catch (IOException e) {
            throw new UncheckedIOException(archive.file() + " cannot be read any more: " + e.getMessage(), e);
        }
    }

    /** How large an upload is cut, and into what. */
    record Parts(long threshold, long least) {
        private static final long MOST = 10_000;
        private static final long MEBI = 1L << 20;

        /** Above 100 MB, into parts of 32 MiB or as many as S3 takes. */
        static final Parts USUAL = new Parts(100_000_000, 32 * MEBI);

        /** The size of all parts but the last. */
        long sizeFor(long length) {
            long needed = (length + MOST - 1) / MOST;
            return Math.max(1, (needed + least - 1) / least) * least;
        }
    }

    /** Tells now and then how far it is. */
    static final class Progress {
        private static final Duration EVERY = Duration.ofSeconds(5);

        private final Console console;
        private final InstantSource clock;
        private final long length;
        private java.time.Instant told;
        private long sent;

        Progress(Console console, InstantSource clock, long length) {
            this.console = console;
            this.clock = clock;
            this.length = length;
            this.told = clock.instant();
        }

        void at(long position) {
            sent = position;
        }

        void sent(long bytes) {
            sent += bytes;
            if (Duration.between(told, clock.instant()).compareTo(EVERY) >= 0) {
                told = clock.instant();
                console.info(StagingAdvice.uploaded(sent, length));
            }
        }

        void done() {
            console.info(StagingAdvice.uploaded(length, length));
        }
    }
}
