package io.github.amibaker.aws;

import io.github.amibaker.request.BakeRequest.Connection;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients of the services that give credentials. They are asked the way all other calls go: the SDK's own providers know
 * neither our endpoint nor Maven's proxy, nor how long the goal may take.
 *
 * @param region code of the region, asked for when it is needed
 */
record SecurityTokens(
        Connection connection, Supplier<String> region, SdkHttpClient http, Optional<BoundedCalls> bound) {
    private static final int ATTEMPTS = 4;

    /** The Security Token Service, called by that one. */
    StsClient sts(AwsCredentialsProvider caller) {
        return build(StsClient.builder(), Region.of(region.get()), caller);
    }

    /** Any client, such as of IAM Identity Center in a region of its own. */
    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
            B builder, Region region, AwsCredentialsProvider caller) {
        builder.region(region).credentialsProvider(caller).httpClient(http).overrideConfiguration(configuration -> {
            Transport.patience(configuration, ATTEMPTS, Transport.ATTEMPT, new Throttling(), Retries.Renewal.NONE);
            bound.ifPresent(configuration::addExecutionInterceptor);
        });
        connection.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
