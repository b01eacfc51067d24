package io.github.amibaker.aws;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.BakeRequest.Connection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Makes clients that share region, credentials, endpoint and one HTTP client. */
final class ClientFactory {
    /** Waits up to some minutes in all: throttling must not fail a bake. */
    private static final int ATTEMPTS = 12;
    /** Who cannot be reached for the very first call is told soon. */
    private static final int FIRST_ATTEMPTS = 4;

    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Connection connection;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final ProfileFile profiles;
    private final String profile;
    private final SdkHttpClient http;
    private final Optional<BoundedCalls> bound;

    private ClientFactory(
            Connection connection,
            String region,
            AwsCredentialsProvider credentials,
            ProfileFile profiles,
            String profile,
            SdkHttpClient http,
            Optional<BoundedCalls> bound) {
        this.connection = connection;
        this.region = Region.of(region);
        this.credentials = credentials;
        this.profiles = profiles;
        this.profile = profile;
        this.http = http;
        this.bound = bound;
    }

    static Optional<ClientFactory> of(Connection connection, Optional<Duration> limit, Faults faults) {
        return of(connection, limit, ProfileFile::defaultProfileFile, faults);
    }

    static Optional<ClientFactory> of(
            Connection connection, Optional<Duration> limit, Supplier<ProfileFile> files, Faults faults) {
        Optional<BoundedCalls> bound = limit.map(most -> new BoundedCalls(most, InstantSource.system()));
        ProfileFile profiles;
        try {
            profiles = files.get();
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException broken) {
            faults.add(AwsAdvice.brokenProfileFile(broken.getMessage()));
            return Optional.empty();
        }
        String profile =
                connection.profile().orElseGet(() -> ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow());
        connection.region().ifPresent(code -> check(code, faults));
        if (profiles.profile(profile).isEmpty() && (connection.profile().isPresent() || !profile.equals("default"))) {
            faults.add(AwsAdvice.unknownProfile(profile, profiles.profiles().keySet()));
            return Optional.empty();
        }
        RegionLookup lookup = RegionLookup.begin(connection.region(), () -> profiles, profile);
        SdkHttpClient http = Transport.client(connection.proxy());
        Optional<AwsCredentialsProvider> role =
                lookup.told().flatMap(code -> new RoleCredentials(connection, profiles, code, http).of(profile));
        Optional<AwsCredentialsProvider> credentials =
                new CredentialsLookup(profiles, profile, connection.profile().isPresent(), role).find(faults);
        Optional<String> region = lookup.found();
        region.ifPresentOrElse(code -> check(code, faults), () -> faults.add(AwsAdvice.noRegion()));
        if (!faults.isEmpty() || credentials.isEmpty()) {
            http.close();
            return Optional.empty();
        }
        return region.map(
                code -> new ClientFactory(connection, code, credentials.get(), profiles, profile, http, bound));
    }

    private static void check(String region, Faults faults) {
        if (!REGION.matcher(region).matches()) {
            faults.add(AwsAdvice.illegalRegion(region));
        }
    }

    /** The clients; nothing is made before it is used. */
    AwsClients clients() {
        List<AutoCloseable> shared = new ArrayList<>(List.of(http));
        if (credentials instanceof AutoCloseable closeable) {
            shared.add(closeable);
        }
        return new AwsClients(
                region.id(),
                connection.endpoint(),
                () -> build(CloudFormationClient.builder(), ATTEMPTS),
                () -> build(Ec2Client.builder(), ATTEMPTS),
                () -> build(SsmClient.builder(), ATTEMPTS),
                () -> build(StsClient.builder(), FIRST_ATTEMPTS),
                () -> build(IamClient.builder(), ATTEMPTS),
                () -> CredentialsEnd.of(credentials.resolveCredentials(), profiles.profile(profile), System::getenv),
                shared);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder, int attempts) {
        builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(configuration -> {
                    configuration
                            .retryStrategy(Transport.retries(attempts))
                            .defaultProfileFile(profiles)
                            .defaultProfileName(profile);
                    bound.ifPresent(configuration::addExecutionInterceptor);
                });
        connection.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
