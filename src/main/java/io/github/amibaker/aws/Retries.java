package io.github.amibaker.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * The SDK's standard mode, which backs off up to 20 seconds between attempts, without the bucket that gives up early when
 * many calls are throttled. An answer that was cut on its way is asked for again too, and a session that is over with
 * the credentials that are there by then. {@code Retry-After} is heeded for a minute at most, and what waiting cannot mend is told at once.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">Retry behavior</a>
 */
final class Retries implements RetryStrategy {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** AWS bears a clock that is five minutes off. */
    private static final int BORNE_SECONDS = 240;

    /** Where a call may get other credentials when the session of an attempt was over. */
    interface Renewal {
        /** None: expired credentials stay expired. */
        Renewal NONE = new Renewal() {
            @Override
            public boolean isRenewed() {
                return false;
            }

            @Override
            public void proved() {}
        };

        /** Whether the next attempt is signed with others; called in the thread of the attempt. */
        boolean isRenewed();

        /** AWS took them. */
        void proved();
    }

    private final RetryStrategy standard;
    private final Renewal renewal;
    private final Throttling throttling;
    private volatile int secondsOff = SdkGlobalTime.getGlobalTimeOffset();

    /** Calls are made that often at most. */
    Retries(int attempts, Throttling throttling, Renewal renewal) {
        this.throttling = throttling;
        this.renewal = renewal;
        this.standard = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                .circuitBreakerEnabled(false)
                .retryOnException(failure ->
                        failure instanceof SdkException known && (Patience.isCut(known) || Patience.isExpired(known)))
                .build();
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        if (request.failure() instanceof SdkException failure && Patience.isThrottling(failure)) {
            throttling.ask();
        }
        boolean corrected = isClockCorrected();
        if (request.failure() instanceof AwsServiceException answer
                && Patience.isExpired(answer)
                && !corrected
                && !renewal.isRenewed()) {
            throw new TokenAcquisitionFailedException("expired credentials stay expired", request.token(), answer);
        }
        return standard.refreshRetryToken(request.suggestedDelay()
                .filter(asked -> asked.compareTo(LONGEST) > 0)
                .map(asked -> request.toBuilder().suggestedDelay(LONGEST).build())
                .orElse(request));
    }

    /**
     * Whether the SDK has set its clock by the last answer. EC2 says of a signature that is too old what it says of a
     * session that is over; a call that was signed anew tells which it was.
     */
    private boolean isClockCorrected() {
        int before = secondsOff;
        secondsOff = SdkGlobalTime.getGlobalTimeOffset();
        return Math.abs(secondsOff - before) > BORNE_SECONDS;
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        secondsOff = SdkGlobalTime.getGlobalTimeOffset();
        return standard.acquireInitialToken(request);
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        renewal.proved();
        return standard.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
        return standard.maxAttempts();
    }

    /** The standard mode has AWS's defaults; the client must not make a copy of it that knows nothing of the above. */
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public RetryStrategy.Builder<?, ?> toBuilder() {
        return standard.toBuilder();
    }
}
