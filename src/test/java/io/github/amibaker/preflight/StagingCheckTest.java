package io.github.amibaker.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.S3Access;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.StagingPlace;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class StagingCheckTest {
    @TempDir
    Path folder;

    private final Asking asking = new Asking(new Failures(Optional.empty(), "eu-west-1"));
    private final Faults faults = new Faults();

    @ParameterizedTest
    @CsvSource({"404,it does not exist", "301,it is in another region", "400,it is in another region"})
    void aBucketThatCannotBeUsedIsAFaultWithAWayOut(int status, String why) {
        check(status);
        assertThat(faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(Parameter.STAGING);
            assertThat(fault.text()).contains("\"acme-builds\"", why, "leave <bucket> out", "-Dami.staging");
        });
        assertThat(asking.refused()).isEmpty();
    }

    @Test
    void whoMayNotLookIsToldThatItWasNotChecked() {
        check(403);
        assertThat(faults.isEmpty()).isTrue();
        assertThat(asking.refused()).containsExactly("s3:ListBucket (acme-builds)");
    }

    @Test
    void nothingIsSaidOfABucketThatIsThere() {
        check(200);
        assertThat(faults.isEmpty()).isTrue();
        assertThat(asking.refused()).isEmpty();
    }

    private void check(int status) {
        Project project = new Project(folder);
        project.parameters.staging = new StagingPlace();
        project.parameters.staging.bucket = "acme-builds";
        AwsClients clients = AwsClients.builder("eu-west-1", Optional.empty())
                .with(S3Access.class, () -> new S3Access(new Bucket(status), null, null))
                .build();
        new StagingCheck(clients, asking).find(project.request(unstaged -> true), faults);
    }

    /** A bucket of which HEAD says that: an answer without a body, and so without a code. */
    private record Bucket(int status) implements S3Client {
        @Override
        public HeadBucketResponse headBucket(HeadBucketRequest request) {
            if (status == 200) {
                return HeadBucketResponse.builder().build();
            }
            throw S3Exception.builder().statusCode(status).build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
