package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
class TransportTest {
    private static final Duration READ = Duration.ofMillis(500);
    private static final Duration ATTEMPT = Duration.ofSeconds(1);
    private static final String JSON = "{\"Parameter\":{\"Name\":\"a\",\"Value\":\"ami-1\"}}";

    private final Wire wire = new Wire(Wire.CALLER);
    private final Throttling throttling = new Throttling();
    private final SdkHttpClient http = Transport.client(Optional.empty(), READ);

    @AfterEach
    void stop() {
        // The SDK corrects all clients of the process.
        SdkGlobalTime.setGlobalTimeOffset(0);
        wire.close();
        http.close();
    }

    private static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("silence", Wire.silence()),
                Arguments.of("headers only", Wire.headersOnly()),
                Arguments.of("a trickle", Wire.trickle()),
                Arguments.of("a reset in the body", Wire.reset()),
                Arguments.of("an end in the body", Wire.cut()),
                Arguments.of("a reset in an error", Wire.resetError(400, error("Throttling"))),
                Arguments.of("500", Wire.error(500, "")),
                Arguments.of("503", Wire.error(503, "")),
                Arguments.of("a gateway's page", Wire.error(502, "<html>bad gateway</html>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatBreaksOnTheWireIsAskedAgain(String name, Wire.Fate fate) {
        wire.fates.add(fate);
        Instant begin = Instant.now();
        assertThat(sts(3).getCallerIdentity().account()).isEqualTo("123456789012");
        assertThat(wire.heads).hasSize(2);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatStaysBrokenIsNoReasonToStopWatching(String name, Wire.Fate fate) {
        wire.fates.add(fate);
        assertThatThrownBy(() -> sts(1).getCallerIdentity())
                .isInstanceOfSatisfying(
                        SdkException.class,
                        failure -> assertThat(Patience.isTransient(failure)).isTrue());
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
    void whoSaysWhenToComeAgainIsAskedThenAndNotBefore() {
        wire.fates.add(Wire.error(429, error("TooManyRequestsException"), "Retry-After: 2"));
        Instant begin = Instant.now();
        assertThat(sts(2).getCallerIdentity().account()).isEqualTo("123456789012");
        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
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
    void whoSaysToComeAgainInAnHourIsAskedInAMinute() {
        Retries retries = new Retries(3, throttling, Retries.Renewal.NONE);
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create("x"))
                .token();
        RefreshRetryTokenRequest request = RefreshRetryTokenRequest.builder()
                .token(token)
                .failure(Answers.error("ServiceUnavailable", "x", 503))
                .suggestedDelay(Duration.ofHours(1))
                .build();
        assertThat(retries.refreshRetryToken(request).delay()).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(90));
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

    private StsClient sts(int attempts) {
        return StsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(wire.address())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClient(http)
                .overrideConfiguration(configuration ->
                        Transport.patience(configuration, attempts, ATTEMPT, throttling, Retries.Renewal.NONE))
                .build();
    }

    private SsmClient ssm(Wire json) {
        return SsmClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(json.address())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClient(http)
                .overrideConfiguration(configuration ->
                        Transport.patience(configuration, 4, ATTEMPT, throttling, Retries.Renewal.NONE))
                .build();
    }
}
