package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Everything on the wire that asking again mends is mended by asking again, soon. */
@Timeout(60)
class TransportTest {
    /** For an answer that never comes. */
    private static final Duration SHORT = Duration.ofMillis(500);
    /** For one that never ends; and what is asked again has no longer. */
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    /** For one that comes, on a busy machine. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final String JSON = "{\"Parameter\":{\"Name\":\"a\",\"Value\":\"ami-1\"}}";

    private final Wire wire = new Wire(Wire.CALLER);
    private final Throttling throttling = new Throttling();
    private final SdkHttpClient http = Transport.client(Optional.empty(), LONG);

    @AfterEach
    void stop() {
        // The SDK corrects all clients of the process.
        SdkGlobalTime.setGlobalTimeOffset(0);
        wire.close();
        http.close();
    }

    private static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("silence", Wire.silence(), SHORT, LONG),
                Arguments.of("headers only", Wire.headersOnly(), SHORT, LONG),
                Arguments.of("a trickle", Wire.trickle(), LONG, ATTEMPT),
                Arguments.of("a reset in the body", Wire.reset(), LONG, LONG),
                Arguments.of("an end in the body", Wire.cut(), LONG, LONG),
                Arguments.of("a reset in an error", Wire.resetError(400, error("Throttling")), LONG, LONG),
                Arguments.of("500", Wire.error(500, ""), LONG, LONG),
                Arguments.of("503", Wire.error(503, ""), LONG, LONG),
                Arguments.of("a gateway's page", Wire.error(502, "<html>bad gateway</html>"), LONG, LONG));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatBreaksOnTheWireIsAskedAgain(String name, Wire.Fate fate, Duration read, Duration attempt) {
        sts(http, LONG, 1).getCallerIdentity(); // what is read for the first time takes its time
        wire.heads.clear();
        wire.fates.add(fate);
        try (FirstHasty client = new FirstHasty(read, http)) {
            assertThat(sts(client, attempt, 3).getCallerIdentity().account()).isEqualTo("123456789012");
        }
        assertThat(wire.heads).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatStaysBrokenIsAskedAgainSoonAndNoReasonToStopWatching(
            String name, Wire.Fate fate, Duration read, Duration attempt) {
        wire.fates.add(fate);
        try (FirstHasty client = new FirstHasty(read, http)) {
            assertThatThrownBy(() -> sts(client, attempt, 1).getCallerIdentity())
                    .isInstanceOfSatisfying(SdkException.class, failure -> {
                        assertThat(Patience.isTransient(failure)).isTrue();
                        assertThat(delay(failure, Duration.ZERO)).isLessThan(Duration.ofSeconds(2));
                    });
        }
    }

    @Test
    void anAnswerInJsonThatIsCutIsAskedForAgain() {
        try (Wire json = new Wire(JSON)) {
            json.fates.add(Wire.reset());
            json.fates.add(Wire.cut());
            assertThat(ssm(json).getParameter(r -> r.name("a")).parameter().value())
                    .isEqualTo("ami-1");
            assertThat(json.heads).hasSize(3);
        }
    }

    @Test
    void aClockThatIsWrongIsCorrectedByTheDateOfTheRefusal() {
        wire.fates.add(Wire.error(403, error("SignatureDoesNotMatch"), Wire.date(Duration.ofHours(3))));
        assertThat(sts(2).getCallerIdentity().account()).isEqualTo("123456789012");
        assertThat(Duration.between(Instant.now(), signed(1)))
                .isBetween(Duration.ofMinutes(178), Duration.ofMinutes(182));
    }

    @Test
    void ec2SaysOfAWrongClockWhatItSaysOfAnExpiredSession() {
        wire.fates.add(Wire.error(400, error("RequestExpired"), Wire.date(Duration.ofHours(-3))));
        assertThat(sts(2).getCallerIdentity().account()).isEqualTo("123456789012");
        assertThat(Duration.between(signed(1), Instant.now()))
                .isBetween(Duration.ofMinutes(178), Duration.ofMinutes(182));
    }

    @Test
    void aSessionThatIsOverIsToldAtOnceToAClockThatWasCorrected() {
        wire.fates.add(Wire.error(400, error("RequestExpired"), Wire.date(Duration.ofHours(3))));
        wire.fates.add(Wire.error(400, error("RequestExpired"), Wire.date(Duration.ofHours(3))));
        assertThatThrownBy(() -> sts(9).getCallerIdentity())
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        failure -> assertThat(Patience.isExpired(failure)).isTrue());
        assertThat(wire.heads).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestExpired", "ExpiredToken", "ExpiredTokenException"})
    void anExpiredSessionIsToldAtOnce(String code) {
        for (int i = 0; i < 3; i++) {
            wire.fates.add(Wire.error(400, error(code), Wire.date(Duration.ZERO)));
        }
        assertThatThrownBy(() -> sts(3).getCallerIdentity())
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        failure -> assertThat(Patience.isExpired(failure)).isTrue());
        assertThat(wire.heads).hasSize(1);
    }

    @Test
    void whoSaysWhenToComeAgainIsNotAskedBefore() {
        wire.fates.add(Wire.error(429, error("TooManyRequestsException"), "Retry-After: 2"));
        long begin = System.nanoTime();
        assertThat(sts(2).getCallerIdentity().account()).isEqualTo("123456789012");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"PT2S,PT2S,PT4S", "PT1H,PT1M,PT1M30S"})
    void whoSaysWhenToComeAgainIsAskedThenAndInAMinuteAtMost(Duration said, Duration least, Duration most) {
        assertThat(delay(Answers.error("ServiceUnavailable", "x", 503), said)).isBetween(least, most);
    }

    @Test
    void anErrorThatIsNoneOfAwsIsToldAtOnce() {
        wire.fates.add(Wire.error(404, "<html>no such page</html>"));
        assertThatThrownBy(() -> sts(3).getCallerIdentity()).isInstanceOf(AwsServiceException.class);
        assertThat(wire.heads).hasSize(1);
    }

    @Test
    void whoWatchesIsToldOfThrottlingThatNobodyNoticed() {
        wire.fates.add(Wire.error(500, ""));
        wire.fates.add(Wire.error(400, error("Throttling")));
        assertThat(sts(3).getCallerIdentity().account()).isEqualTo("123456789012");
        assertThat(throttling.asked()).isEqualTo(1);
    }

    @Test
    void throttlingIsTriedAsOftenAsSaid() {
        for (int i = 0; i < 9; i++) {
            wire.fates.add(Wire.error(400, error("Throttling")));
        }
        assertThatThrownBy(() -> sts(3).getCallerIdentity()).hasMessageContaining("Throttling it is");
        assertThat(throttling.asked()).isEqualTo(3);
        assertThat(wire.heads).hasSize(3);
    }

    private Instant signed(int request) {
        String head = wire.heads.get(request);
        int at = head.indexOf("x-amz-date: ") + 12;
        String date = head.substring(at, at + 16);
        return Instant.parse(date.replaceFirst("(....)(..)(..)t(..)(..)(..)z", "$1-$2-$3T$4:$5:$6Z"));
    }

    private static String error(String code) {
        return "<ErrorResponse><Error><Code>" + code + "</Code><Message>" + code
                + " it is.</Message></Error><RequestId>req-9</RequestId></ErrorResponse>";
    }

    /** How long is waited after a failure, whose answer said when to come again. */
    private Duration delay(SdkException failure, Duration said) {
        Retries retries = new Retries(3, throttling, Retries.Renewal.NONE);
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create("x"))
                .token();
        return retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                        .token(token)
                        .failure(failure)
                        .suggestedDelay(said)
                        .build())
                .delay();
    }

    private StsClient sts(int attempts) {
        return sts(http, LONG, attempts);
    }

    private StsClient sts(SdkHttpClient client, Duration attempt, int attempts) {
        return StsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(wire.address())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClient(client)
                .overrideConfiguration(configuration ->
                        Transport.patience(configuration, attempts, attempt, throttling, Retries.Renewal.NONE))
                .build();
    }

    private SsmClient ssm(Wire json) {
        return SsmClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(json.address())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClient(http)
                .overrideConfiguration(
                        configuration -> Transport.patience(configuration, 4, LONG, throttling, Retries.Renewal.NONE))
                .build();
    }
}
