package io.github.amibaker.aws;

import io.github.amibaker.request.BakeRequest.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** How requests travel: the JDK's own HTTP client, bounded times, Maven's proxy, and patience with throttling. */
final class Transport {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);

    private Transport() {}

    /** The client of a goal; without a proxy in Maven's settings those of the JVM and the environment count. */
    static SdkHttpClient client(Optional<Proxy> proxy) {
        UrlConnectionHttpClient.Builder client =
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ);
        proxy.map(Transport::configuration).ifPresent(client::proxyConfiguration);
        return client.build();
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

    private static ProxyConfiguration configuration(Proxy proxy) {
        ProxyConfiguration.Builder configuration = ProxyConfiguration.builder()
                .endpoint(URI.create("http://" + proxy.host() + ":" + proxy.port()))
                .useSystemPropertyValues(false)
                .useEnvironmentVariablesValues(false)
                .nonProxyHosts(proxy.nonProxyHosts().map(Transport::patterns).orElse(Set.of()));
        proxy.username().ifPresent(configuration::username);
        proxy.password().ifPresent(configuration::password);
        return configuration.build();
    }

    /** Maven writes {@code *.example.org|localhost}, the SDK wants regular expressions. */
    static Set<String> patterns(String nonProxyHosts) {
        return Arrays.stream(nonProxyHosts.split("[|,]"))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .map(host ->
                        Arrays.stream(host.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .collect(Collectors.toUnmodifiableSet());
    }
}
