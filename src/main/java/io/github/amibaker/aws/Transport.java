package io.github.amibaker.aws;

import io.github.amibaker.request.BakeRequest.Proxy;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** How requests travel: the JDK's own HTTP client, bounded times, Maven's proxy, and patience with throttling. */
final class Transport {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);

    private Transport() {}

    /** The client of a goal; without a proxy in Maven's settings those of the JVM and the environment count. */
    static SdkHttpClient client(Optional<Proxy> proxy) {
        return proxy.map(some -> UrlConnectionHttpClient.create(new ProxiedConnections(some, CONNECT, READ)))
                .orElseGet(() -> UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ)
                        .build());
    }

    /**
     * The SDK's standard mode, which backs off up to 20 seconds between attempts, without the bucket that gives up
     * early when many calls are throttled.
     */
    static RetryStrategy retries(int attempts) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                .circuitBreakerEnabled(false)
                .build();
    }
}
