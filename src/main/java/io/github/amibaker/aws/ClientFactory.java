package io.github.amibaker.aws;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.BakeRequest.Connection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
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
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Makes clients that share region, credentials, endpoint and one HTTP client. */
final class ClientFactory {
    /** Waits up to some minutes in all: throttling must not fail a bake. */
    private static final int ATTEMPTS = 12;
    /** Who cannot be reached for the very first call is told soon. */
    private static final int FIRST_ATTEMPTS = 4;

    /** A missing region is a fault of its own; credentials are looked for all the same. */
    private static final String STAND_IN = "us-east-1";
    /** A slow line takes long for what is uploaded in one go. */
    private static final Duration UPLOAD = Duration.ofHours(1);

    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Connection connection;
    private final Region region;
    private final RenewableCredentials credentials;
    private final ProfileFile profiles;
    private final String profile;
    private final SdkHttpClient http;
    private final Optional<BoundedCalls> bound;
    private final Throttling throttling = new Throttling();

    private ClientFactory(
            Connection connection,
            String region,
            RenewableCredentials credentials,
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
        if (connection.keys().isEmpty()
                && profiles.profile(profile).isEmpty()
                && (connection.profile().isPresent() || !profile.equals("default"))) {
            faults.add(AwsAdvice.unknownProfile(profile, profiles.profiles().keySet()));
            return Optional.empty();
        }
        RegionLookup lookup = RegionLookup.begin(connection.region(), () -> profiles, profile);
        SdkHttpClient http = Transport.client(connection.proxy());
        SecurityTokens tokens =
                new SecurityTokens(connection, () -> lookup.found().orElse(STAND_IN), http, bound);
        Way way = new Way(tokens, profile);
        Optional<RenewableCredentials> credentials = credentials(way, profiles, faults)
                .map(found -> new RenewableCredentials(found, () -> credentials(way, files)));
        Optional<String> region = lookup.found();
        region.ifPresentOrElse(code -> check(code, faults), () -> faults.add(AwsAdvice.noRegion()));
        if (!faults.isEmpty() || credentials.isEmpty()) {
            http.close();
            return Optional.empty();
        }
        return region.map(
                code -> new ClientFactory(connection, code, credentials.get(), profiles, profile, http, bound));
    }

    /** What credentials are looked for with. */
    private record Way(SecurityTokens tokens, String profile) {}

    private static Optional<AwsCredentialsProvider> credentials(Way way, ProfileFile profiles, Faults faults) {
        return new CredentialsLookup(way.tokens(), profiles, way.profile()).find(faults);
    }

    /** Once more, in the files as they are now; what is wrong with them is no better answer than what AWS gave. */
    private static Optional<AwsCredentialsProvider> credentials(Way way, Supplier<ProfileFile> files) {
        try {
            return credentials(way, files.get(), new Faults());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException broken) {
            return Optional.empty();
        }
    }

    private static void check(String region, Faults faults) {
        if (!REGION.matcher(region).matches()) {
            faults.add(AwsAdvice.illegalRegion(region));
        }
    }

    /** The clients; nothing is made before it is used. */
    AwsClients clients() {
        return AwsClients.builder(region.id(), connection.endpoint())
                .with(CloudFormationClient.class, () -> build(CloudFormationClient.builder(), ATTEMPTS))
                .with(Ec2Client.class, () -> build(Ec2Client.builder(), ATTEMPTS))
                .with(SsmClient.class, () -> build(SsmClient.builder(), ATTEMPTS))
                .with(StsClient.class, () -> build(StsClient.builder(), FIRST_ATTEMPTS))
                .with(IamClient.class, () -> build(IamClient.builder(), ATTEMPTS))
                .with(CloudWatchLogsClient.class, () -> build(CloudWatchLogsClient.builder(), ATTEMPTS))
                .with(S3Access.class, this::s3)
                .credentialsEnd(() ->
                        CredentialsEnd.of(credentials.resolveCredentials(), profiles.profile(profile), System::getenv))
                .closing(http, credentials)
                .telling(throttling)
                .build();
    }

    /** Emulators have no host of its own for every bucket. */
    private S3Access s3() {
        S3Presigner.Builder presigner = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(connection.endpoint().isPresent())
                        .build());
        connection.endpoint().ifPresent(presigner::endpointOverride);
        S3ClientBuilder client =
                S3Client.builder().forcePathStyle(connection.endpoint().isPresent());
        return new S3Access(build(client, ATTEMPTS, UPLOAD), presigner.build(), new PresignedPut(http));
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder, int attempts) {
        return build(builder, attempts, Transport.ATTEMPT);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
            B builder, int attempts, Duration attempt) {
        builder.region(region)
                .credentialsProvider(credentials)
                .putAuthScheme(new AttemptSigning(credentials::forAttempt))
                .httpClient(http)
                .overrideConfiguration(configuration -> {
                    Transport.patience(configuration, attempts, attempt, throttling, credentials);
                    configuration.defaultProfileFile(profiles).defaultProfileName(profile);
                    configuration.addExecutionInterceptor(new HonestHeaders());
                    bound.ifPresent(configuration::addExecutionInterceptor);
                });
        connection.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
