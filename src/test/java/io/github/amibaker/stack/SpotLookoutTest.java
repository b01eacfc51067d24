package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.amibaker.aws.Answers;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.PresignedPut;
import io.github.amibaker.aws.S3Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.SignalResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.SignalResourceResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** EC2 took the builder back, and the builder could not tell. */
class SpotLookoutTest {
    private static final String TAKEN = "instance-stopped-no-capacity";

    private final RecordingConsole console = new RecordingConsole();
    private final FakeTime time = new FakeTime(BEGIN);
    private final FakeEc2 ec2 = new FakeEc2();
    private final Signals signals = new Signals();
    private final List<String> bodies = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private HttpServer handle;
    private SpotLookout lookout;

    @BeforeEach
    void aStack() throws IOException {
        handle = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        handle.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answers.isEmpty() ? 200 : answers.remove(), -1);
            exchange.close();
        });
        handle.start();
        S3Access s3 = new S3Access(
                null, null, new PresignedPut(UrlConnectionHttpClient.builder().build()));
        lookout = new SpotLookout(
                ARN,
                AwsClients.builder("eu-west-1", Optional.empty())
                        .with(CloudFormationClient.class, () -> signals)
                        .with(Ec2Client.class, () -> ec2)
                        .with(S3Access.class, () -> s3)
                        .build(),
                console,
                time);
    }

    @AfterEach
    void stop() {
        handle.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TAKEN,
                "instance-stopped-by-price",
                "instance-terminated-no-capacity",
                "instance-terminated-by-service"
            })
    void theStackIsToldByItsHandleAsTheBuilderWouldHave(String status) {
        ec2.spotRequestIs(status);
        see(spotRequest(), handle(), waits());
        assertThat(bodies)
                .containsExactly("{\"Data\": \"\", \"Reason\": \"EC2 took the spot instance back (" + status
                        + ") without its having told the stack\", \"Status\": \"FAILURE\", \"UniqueId\":"
                        + " \"ami-spot-interruption\"}");
        assertThat(console.all)
                .containsExactly("EC2 took the spot instance back (" + status
                        + ") without its having told the stack: the stack is told in its place.");
        assertThat(ec2.spotRequests).containsExactly("sir-0abc");
    }

    @Test
    void whereTheSignalIsAResourceItIsSignalled() {
        ec2.spotRequestIs(TAKEN);
        see(spotRequest(), waits());
        assertThat(signals.sent).singleElement().satisfies(signal -> {
            assertThat(signal.stackName()).isEqualTo(ARN);
            assertThat(signal.logicalResourceId()).isEqualTo("Provisioned");
            assertThat(signal.uniqueId()).isEqualTo("ami-spot-interruption");
            assertThat(signal.statusAsString()).isEqualTo("FAILURE");
        });
    }

    @Test
    void itIsToldOnce() {
        ec2.spotRequestIs(TAKEN).spotRequestIs(TAKEN);
        see(spotRequest(), handle(), waits());
        minutes(5);
        assertThat(bodies).hasSize(1);
        assertThat(ec2.spotRequests).hasSize(1);
    }

    @Test
    void itLooksOnceAMinuteHoweverOftenTheStackIsAsked() {
        see(spotRequest(), handle(), waits());
        for (int poll = 0; poll < 100; poll++) {
            time.pass(6);
            see();
        }
        assertThat(ec2.spotRequests).hasSize(11);
        assertThat(bodies).isEmpty();
        assertThat(console.all).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fulfilled", "marked-for-stop", "instance-stopped-by-user", "instance-terminated-by-user", ""})
    void whatEc2DidNotTakeBackIsNoneOfItsBusiness(String status) {
        ec2.spotRequestIs(status);
        see(spotRequest(), handle(), waits());
        assertThat(bodies).isEmpty();
    }

    @Test
    void anOnDemandBuilderIsNotLookedAfter() {
        see(handle(), waits());
        see(event(2, "SpotRequests", "Custom::SpotRequests", "CREATE_COMPLETE", "spot-requests-0a1b2c", null));
        minutes(3);
        assertThat(ec2.spotRequests).isEmpty();
    }

    @Test
    void neitherIsOneThatTheStackDoesNotWaitFor() {
        see(spotRequest(), handle());
        see(event(3, "StagedHandle", "AWS::CloudFormation::WaitConditionHandle", "CREATE_COMPLETE", "x", null));
        see(event(3, "Staged", "AWS::CloudFormation::WaitCondition", "CREATE_IN_PROGRESS", null, null));
        minutes(2);
        see(waits(), provisioned(60, "CREATE_COMPLETE", null));
        minutes(2);
        assertThat(ec2.spotRequests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_FAILED", "DELETE_IN_PROGRESS"})
    void norOneWhoseStackIsBeingRemoved(String status) {
        see(spotRequest(), handle(), waits(), event(9, "ImageRole", "AWS::IAM::Role", status, null, "No."));
        minutes(2);
        assertThat(ec2.spotRequests).isEmpty();
    }

    @Test
    void whoMayNotAskIsNotTroubledByThat() {
        ec2.refusesSpotRequests(Answers.error("UnauthorizedOperation", "You are not authorized.", 403));
        see(spotRequest(), handle(), waits());
        minutes(3);
        assertThat(ec2.spotRequests).hasSize(1);
        assertThat(console.info).isEmpty();
        assertThat(console.warnings).isEmpty();
    }

    @Test
    void whatMayPassIsTriedAgain() {
        ec2.refusesSpotRequests(Answers.error("RequestLimitExceeded", "Slow down.", 503))
                .spotRequestIs(TAKEN)
                .spotRequestIs(TAKEN);
        answers.add(503);
        see(spotRequest(), handle(), waits());
        minutes(2);
        assertThat(bodies).hasSize(2);
        assertThat(ec2.spotRequests).hasSize(3);
    }

    @Test
    void whoEndsTheGoalEndsThisToo() {
        ec2.refusesSpotRequests(AbortedException.create("interrupted"));
        assertThatThrownBy(() -> see(spotRequest(), handle(), waits())).isInstanceOf(AbortedException.class);
    }

    private void minutes(int count) {
        for (int minute = 0; minute < count; minute++) {
            time.pass(60);
            see();
        }
    }

    private void see(software.amazon.awssdk.services.cloudformation.model.StackEvent... events) {
        lookout.seen(Stream.of(events).map(StackEvent::of).toList());
    }

    private static software.amazon.awssdk.services.cloudformation.model.StackEvent spotRequest() {
        return event(4, "BuilderSpotRequest", "Custom::SpotRequests", "CREATE_COMPLETE", "sir-0abc", null);
    }

    private software.amazon.awssdk.services.cloudformation.model.StackEvent handle() {
        String address = "http://127.0.0.1:" + handle.getAddress().getPort() + "/signal";
        String type = "AWS::CloudFormation::WaitConditionHandle";
        return event(1, "ProvisionedHandle", type, "CREATE_COMPLETE", address, null);
    }

    private static software.amazon.awssdk.services.cloudformation.model.StackEvent waits() {
        return provisioned(5, "CREATE_IN_PROGRESS", null);
    }

    private static final class Signals implements CloudFormationClient {
        private final List<SignalResourceRequest> sent = new ArrayList<>();

        @Override
        public SignalResourceResponse signalResource(SignalResourceRequest request) {
            sent.add(request);
            return SignalResourceResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "cloudformation";
        }

        @Override
        public void close() {}
    }
}
