package io.github.amibaker.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.console.Console;
import io.github.amibaker.template.StagedArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class UploadTest {
    @TempDir
    Path folder;

    private final Bucket bucket = new Bucket();
    private final List<String> lines = new ArrayList<>();

    private void upload(String content, long threshold, long part) {
        try {
            Path file = Files.writeString(folder.resolve("archive"), content);
            StagedArchive archive = new StagedArchive(file, content.length(), "abc");
            Console console = new Console() {
                @Override
                public void info(String line) {
                    lines.add(line);
                }

                @Override
                public void warn(String line) {
                    lines.add(line);
                }

                @Override
                public void error(String line) {
                    lines.add(line);
                }

                @Override
                public void debug(String line) {}
            };
            Instant[] now = {Instant.EPOCH};
            new Upload(
                            bucket,
                            console,
                            () -> now[0] = now[0].plusSeconds(3),
                            new Upload.Parts(threshold, part),
                            new StagedPlace("b", "p/"),
                            archive)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isOneCallForWhatIsSmall() {
        upload("hello", 5, 2);
        assertThat(bucket.calls).containsExactly("head p/abc.tar.gz", "put hello");
    }

    @Test
    void isInPartsForWhatIsLargeAndTellsHowFarItIs() {
        upload("hello world", 5, 4);
        assertThat(bucket.calls)
                .containsExactly(
                        "head p/abc.tar.gz", "create", "part 1 hell", "part 2 o wo", "part 3 rld", "complete 1 2 3");
        assertThat(lines).first().isEqualTo("Uploading 11 bytes of scripts and files to s3://b.");
        assertThat(lines).contains("Uploaded 11 bytes of 11 bytes (100 %).").hasSizeGreaterThan(2);
    }

    @Test
    void isNotMadeAgainForWhatIsThere() {
        bucket.there = 5;
        upload("hello", 5, 2);
        assertThat(bucket.calls).containsExactly("head p/abc.tar.gz");
    }

    @Test
    void isMadeAgainForWhatIsThereInPart() {
        bucket.there = 3;
        upload("hello", 5, 2);
        assertThat(bucket.calls).contains("put hello");
    }

    @Test
    void leavesNoPartsWhenItFails() {
        bucket.failing = 2;
        assertThatThrownBy(() -> upload("hello world", 5, 4)).isInstanceOf(S3Exception.class);
        assertThat(bucket.calls).endsWith("part 2 o wo", "abort");
    }

    @Test
    void readsAPartAnewWhenItIsSentAgain() {
        bucket.twice = true;
        upload("hello world", 5, 4);
        assertThat(bucket.calls).contains("part 2 o wo", "part 3 rld");
    }

    @Test
    void partsAreNoMoreThanS3TakesHoweverLargeItIs() {
        for (long length : List.of(100_000_001L, 5L << 30, 400L << 30, 5_000_000_000_000L)) {
            long size = Upload.Parts.USUAL.sizeFor(length);
            assertThat((length + size - 1) / size).isLessThanOrEqualTo(10_000);
            assertThat(size).isBetween(32L << 20, 5L << 30);
        }
        assertThat(Upload.Parts.USUAL.threshold()).isEqualTo(100_000_000);
    }

    private static final class Bucket implements S3Client {
        private final List<String> calls = new ArrayList<>();
        private long there = -1;
        private int failing;
        private boolean twice;

        private static S3Exception refusal(int status) {
            return (S3Exception) S3Exception.builder().statusCode(status).build();
        }

        private String read(RequestBody body) {
            try {
                if (twice) {
                    body.contentStreamProvider().newStream().readAllBytes();
                }
                return new String(
                        body.contentStreamProvider().newStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            calls.add("head " + request.key());
            if (there < 0) {
                throw refusal(404);
            }
            return HeadObjectResponse.builder().contentLength(there).build();
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            calls.add("put " + read(body));
            return PutObjectResponse.builder().build();
        }

        @Override
        public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
            calls.add("create");
            return CreateMultipartUploadResponse.builder().uploadId("u").build();
        }

        @Override
        public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
            calls.add("part " + request.partNumber() + " " + read(body));
            if (request.partNumber() == failing) {
                throw refusal(403);
            }
            return UploadPartResponse.builder().eTag("e" + request.partNumber()).build();
        }

        @Override
        public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
            StringBuilder parts = new StringBuilder("complete");
            request.multipartUpload().parts().forEach(part -> parts.append(' ').append(part.partNumber()));
            calls.add(parts.toString());
            return CompleteMultipartUploadResponse.builder().build();
        }

        @Override
        public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
            calls.add("abort");
            return AbortMultipartUploadResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
