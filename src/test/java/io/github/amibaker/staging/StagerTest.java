package io.github.amibaker.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.PresignedPut;
import io.github.amibaker.aws.S3Access;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.StagingPlace;
import io.github.amibaker.stack.FakeTime;
import io.github.amibaker.stack.RecordingConsole;
import io.github.amibaker.stack.StackEvent;
import io.github.amibaker.stack.StackStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What the stack and the user are told when a stack waits for what is to be staged. */
class StagerTest {
    @TempDir
    Path folder;

    private final RecordingConsole console = new RecordingConsole();
    private final FakeTime time = new FakeTime(Instant.parse("2026-11-23T10:00:00Z"));
    private final List<String> signals = new ArrayList<>();
    private final Bucket bucket = new Bucket();
    private HttpServer handle;
    private Project project;

    @BeforeEach
    void aStackThatWaits() throws IOException {
        project = new Project(folder);
        project.parameters.staging = new StagingPlace();
        handle = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        handle.createContext("/", exchange -> {
            signals.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        handle.start();
    }

    @AfterEach
    void stop() {
        handle.stop(0);
    }

    @Test
    void theStackIsToldWhereItIsOnce() throws InterruptedException {
        Stager stager = stager();
        stager.seen(waits());
        stager.seen(waits());
        assertThat(bucket.puts)
                .singleElement()
                .asString()
                .startsWith("web/stack/id/")
                .endsWith(".tar.gz");
        assertThat(signals)
                .singleElement()
                .asString()
                .contains("SUCCESS", "acme-builds", "X-Amz-Signature")
                .containsPattern("[0-9a-f]{64} https://");
        assertThat(console.all).noneMatch(line -> line.contains("X-Amz-Signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "AllAccessDisabled"})
    void whatS3RefusesIsToldWithACureAndEndsTheStackAtOnce(String code) throws InterruptedException {
        bucket.refusal = Optional.of(code);
        stager().seen(waits());
        assertThat(signals).singleElement().asString().contains("FAILURE", "staging: s3:PutObject failed", code);
        assertThat(console.warnings)
                .singleElement()
                .asString()
                .contains("could not be staged", "s3:PutObject failed", code)
                .contains(code.equals("AccessDenied") ? "needs the IAM right s3:PutObject" : "again");
    }

    @Test
    void aStackThatDoesNotWaitIsLeftAlone() throws InterruptedException {
        List<StackEvent> before = waits();
        stager().seen(before.subList(0, 2));
        assertThat(signals).isEmpty();
        assertThat(bucket.puts).isEmpty();
    }

    private Stager stager() {
        S3Presigner presigner = S3Presigner.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")))
                .build();
        S3Access s3 = new S3Access(
                bucket,
                presigner,
                new PresignedPut(UrlConnectionHttpClient.builder().build()));
        AwsClients clients = AwsClients.builder("eu-west-1", Optional.empty())
                .with(S3Access.class, () -> s3)
                .build();
        return new Stager(project.request(unstaged -> true), folder.resolve("target"), clients, console, time, time);
    }

    private List<StackEvent> waits() {
        String address = "http://127.0.0.1:" + handle.getAddress().getPort() + "/signal";
        return List.of(
                event("StagedObjects", "s3://acme-builds/web/stack/id/", "CREATE_COMPLETE"),
                event("StagedHandle", address, "CREATE_COMPLETE"),
                event("Staged", "x", "CREATE_IN_PROGRESS"));
    }

    private static StackEvent event(String name, String id, String status) {
        return new StackEvent(
                name + status,
                Instant.EPOCH,
                name,
                Optional.of(id),
                "T",
                new StackStatus(status),
                Optional.empty(),
                false);
    }

    private static final class Bucket implements S3Client {
        private final List<String> puts = new ArrayList<>();
        private Optional<String> refusal = Optional.empty();

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            throw S3Exception.builder()
                    .statusCode(refusal.isPresent() ? 403 : 404)
                    .build();
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            if (refusal.isPresent()) {
                throw S3Exception.builder()
                        .statusCode(403)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(refusal.get())
                                .errorMessage("Access Denied")
                                .build())
                        .build();
            }
            puts.add(request.key());
            return PutObjectResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
