package io.github.amibaker.aws;

import io.github.amibaker.request.BakeRequest.Proxy;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** How requests travel: the JDK's own HTTP client, bounded times, Maven's proxy, and patience with throttling. */
final class Transport {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** What AWS answers to our calls takes a second or two; one that hangs is asked again. */
    private static final Duration READ = Duration.ofSeconds(15);
    /** An answer that trickles is no better. */
    static final Duration ATTEMPT = Duration.ofSeconds(45);

    private Transport() {}

    /** The client of a goal; without a proxy in Maven's settings those of the JVM and the environment count. */
    static SdkHttpClient client(Optional<Proxy> proxy) {
        return client(proxy, READ);
    }

    static SdkHttpClient client(Optional<Proxy> proxy, Duration read) {
        return proxy.map(some -> UrlConnectionHttpClient.create(new ProxiedConnections(some, CONNECT, read)))
                .orElseGet(() -> UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(read)
                        .build());
    }

    /** How often a call is tried, for how long each time, who is told when it is throttled, and who has new credentials. */
    static void patience(
            ClientOverrideConfiguration.Builder configuration,
            int attempts,
            Duration attempt,
            Throttling throttling,
            Retries.Renewal renewal) {
        configuration.retryStrategy(new Retries(attempts, throttling, renewal)).apiCallAttemptTimeout(attempt);
    }
}
