package io.github.amibaker.aws;

import io.github.amibaker.request.BakeRequest.Connection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * A role that a profile assumes from another one ({@code role_arn} with {@code source_profile}), asked of STS the way all
 * other calls go: the SDK's own provider knows neither our endpoint nor Maven's proxy.
 */
final class RoleCredentials {
    private static final int ATTEMPTS = 4;

    private final Connection connection;
    private final ProfileFile profiles;
    private final Region region;
    private final SdkHttpClient http;

    RoleCredentials(Connection connection, ProfileFile profiles, String region, SdkHttpClient http) {
        this.connection = connection;
        this.profiles = profiles;
        this.region = Region.of(region);
        this.http = http;
    }

    /** A provider for the profile's role; empty when the profile is of another kind, which the SDK's provider takes. */
    Optional<AwsCredentialsProvider> of(String profile) {
        return connection.endpoint().isEmpty() && connection.proxy().isEmpty()
                ? Optional.empty()
                : of(profile, new HashSet<>());
    }

    private Optional<AwsCredentialsProvider> of(String name, Set<String> visited) {
        Optional<Profile> profile = profiles.profile(name);
        Optional<String> role = profile.flatMap(some -> some.property(ProfileProperty.ROLE_ARN));
        Optional<String> source = profile.flatMap(some -> some.property(ProfileProperty.SOURCE_PROFILE));
        boolean isOurs = role.isPresent()
                && source.isPresent()
                && profile.get().property(ProfileProperty.MFA_SERIAL).isEmpty()
                && profiles.profile(source.get()).isPresent();
        if (!isOurs || !visited.add(name) || visited.contains(source.get())) {
            return Optional.empty();
        }
        AwsCredentialsProvider from = of(source.get(), visited)
                .orElseGet(() -> ProfileCredentialsProvider.builder()
                        .profileFile(() -> profiles)
                        .profileName(source.get())
                        .build());
        return Optional.of(StsAssumeRoleCredentialsProvider.builder()
                .stsClient(client(from))
                .refreshRequest(request(role.get(), profile.get()))
                .build());
    }

    private StsClient client(AwsCredentialsProvider from) {
        StsClientBuilder builder = StsClient.builder()
                .region(region)
                .credentialsProvider(from)
                .httpClient(http)
                .overrideConfiguration(configuration -> Transport.patience(configuration, ATTEMPTS, new Throttling()));
        connection.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AssumeRoleRequest request(String role, Profile profile) {
        AssumeRoleRequest.Builder request = AssumeRoleRequest.builder()
                .roleArn(role)
                .roleSessionName(
                        profile.property(ProfileProperty.ROLE_SESSION_NAME).orElse("ami-maven-plugin"));
        profile.property(ProfileProperty.EXTERNAL_ID).ifPresent(request::externalId);
        profile.property(ProfileProperty.DURATION_SECONDS).map(Integer::valueOf).ifPresent(request::durationSeconds);
        return request.build();
    }
}
