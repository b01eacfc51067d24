package io.github.amibaker.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Gives each call, its retries included, what is left of the goal's time: a call that hangs, or an account that is
 * throttled for minutes, does not outlast the goal.
 */
final class BoundedCalls implements ExecutionInterceptor {
    /** For the last look, when the time is over: what is done by then counts. */
    private static final Duration LAST_LOOK = Duration.ofMillis(1500);

    /** Marks a call whose time is the goal's; the timer that ends it may be some milliseconds ahead of our clock. */
    private static final ExecutionAttribute<Boolean> BOUNDED = new ExecutionAttribute<>("ami-bounded-by-the-goal");

    private final Duration limit;
    private final InstantSource clock;
    private final Instant end;

    /** From now on. */
    BoundedCalls(Duration limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
        this.end = clock.instant().plus(limit);
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof AwsRequest request)) {
            return context.request();
        }
        Duration most = left();
        boolean soonerAnyway = request.overrideConfiguration()
                .flatMap(AwsRequestOverrideConfiguration::apiCallTimeout)
                .filter(own -> own.compareTo(most) < 0)
                .isPresent();
        if (soonerAnyway) {
            return request;
        }
        attributes.putAttribute(BOUNDED, true);
        AwsRequestOverrideConfiguration bounded = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .apiCallTimeout(most)
                .build();
        return request.toBuilder().overrideConfiguration(bounded).build();
    }

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof ApiCallTimeoutException && attributes.getAttribute(BOUNDED) != null) {
            // Thrown, not returned: the SDK takes nothing but its own exceptions.
            throw over();
        }
        return context.exception();
    }

    /** What is left of the goal's time, or enough for a last look. */
    Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(LAST_LOOK) < 0 ? LAST_LOOK : left;
    }

    /** The time is over. */
    TimeOver over() {
        return new TimeOver(limit);
    }
}
