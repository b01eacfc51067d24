package io.github.amibaker.aws;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.BakeRequest.Connection;
import java.io.UncheckedIOException;
import java.net.URI;
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
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The clients of one goal, each made when it is first used, all of them over one HTTP client. */
public final class AwsClients implements AutoCloseable {
    /** Waits up to some minutes in all: throttling must not fail a bake. */
    private static final int ATTEMPTS = 12;
    /** Who cannot be reached for the very first call is told soon. */
    private static final int FIRST_ATTEMPTS = 4;

    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Region region;
    private final Optional<URI> endpoint;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final ProfileFile profiles;
    private final String profile;
    private final Lazy<CloudFormationClient> cloudformation;
    private final Lazy<Ec2Client> ec2;
    private final Lazy<SsmClient> ssm;
    private final Lazy<StsClient> sts;

    private AwsClients(
            Connection connection,
            String region,
            AwsCredentialsProvider credentials,
            ProfileFile profiles,
            String profile) {
        this.region = Region.of(region);
        this.endpoint = connection.endpoint();
        this.credentials = credentials;
        this.profiles = profiles;
        this.profile = profile;
        this.http = Transport.client(connection.proxy());
        this.cloudformation = new Lazy<>(() -> build(CloudFormationClient.builder(), ATTEMPTS));
        this.ec2 = new Lazy<>(() -> build(Ec2Client.builder(), ATTEMPTS));
        this.ssm = new Lazy<>(() -> build(SsmClient.builder(), ATTEMPTS));
        this.sts = new Lazy<>(() -> build(StsClient.builder(), FIRST_ATTEMPTS));
    }

    /**
     * Finds region and credentials, as the request or AWS's own provider chains say. Nothing is sent to the services yet.
     *
     * @param faults takes everything that is wrong with region, profile and credentials
     * @return empty when there is a fault
     */
    public static Optional<AwsClients> open(Connection connection, Faults faults) {
        return open(connection, ProfileFile::defaultProfileFile, faults);
    }

    static Optional<AwsClients> open(Connection connection, Supplier<ProfileFile> files, Faults faults) {
        ProfileFile profiles;
        try {
            profiles = files.get();
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException broken) {
            faults.add(AwsAdvice.brokenProfileFile(broken.getMessage()));
            return Optional.empty();
        }
        String profile =
                connection.profile().orElseGet(() -> ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow());
        Optional<String> region = connection.region().or(() -> RegionLookup.find(() -> profiles, profile));
        if (region.isEmpty()) {
            faults.add(AwsAdvice.noRegion());
        } else if (!REGION.matcher(region.get()).matches()) {
            faults.add(AwsAdvice.illegalRegion(region.get()));
        }
        if (profiles.profile(profile).isEmpty() && (connection.profile().isPresent() || !profile.equals("default"))) {
            faults.add(AwsAdvice.unknownProfile(profile, profiles.profiles().keySet()));
            return Optional.empty();
        }
        Optional<AwsCredentialsProvider> credentials =
                CredentialsLookup.find(() -> profiles, connection.profile(), profile, faults);
        if (!faults.isEmpty() || credentials.isEmpty()) {
            return Optional.empty();
        }
        return region.map(code -> new AwsClients(connection, code, credentials.get(), profiles, profile));
    }

    /** The code of the region in use. */
    public String region() {
        return region.id();
    }

    /** The texts for what these clients throw. */
    public Failures failures() {
        return new Failures(endpoint, region.id());
    }

    /** The client of CloudFormation. */
    public CloudFormationClient cloudformation() {
        return cloudformation.get();
    }

    /** The client of EC2. */
    public Ec2Client ec2() {
        return ec2.get();
    }

    /** The client of Systems Manager. */
    public SsmClient ssm() {
        return ssm.get();
    }

    /** The client of the Security Token Service, which tells who calls; gives up sooner than the others. */
    public StsClient sts() {
        return sts.get();
    }

    @Override
    public void close() {
        cloudformation.close();
        ec2.close();
        ssm.close();
        sts.close();
        http.close();
        if (credentials instanceof AutoCloseable closeable) {
            Lazy.closeQuietly(closeable);
        }
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder, int attempts) {
        builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(Transport.retries(attempts))
                        .defaultProfileFile(profiles)
                        .defaultProfileName(profile));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
