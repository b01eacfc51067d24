package io.github.amibaker.aws;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.BakeRequest.Connection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The clients of one goal, each made when it is first used. */
public final class AwsClients implements AutoCloseable {
    private final String region;
    private final Failures failures;
    private final Lazy<CloudFormationClient> cloudformation;
    private final Lazy<Ec2Client> ec2;
    private final Lazy<SsmClient> ssm;
    private final Lazy<StsClient> sts;
    private final Lazy<IamClient> iam;
    private final Lazy<CloudWatchLogsClient> logs;
    private final Lazy<S3Access> s3;
    private final Supplier<Optional<Instant>> credentialsEnd;
    private final List<AutoCloseable> shared;
    private Throttling throttling = new Throttling();

    /**
     * Clients that come from elsewhere; a supplier is asked once at most, and what it gave is closed with the rest.
     *
     * @param region code of the region the clients call
     * @param endpoint the endpoint the user set, for the texts
     */
    public AwsClients(
            String region,
            Optional<URI> endpoint,
            Supplier<CloudFormationClient> cloudformation,
            Supplier<Ec2Client> ec2,
            Supplier<SsmClient> ssm,
            Supplier<StsClient> sts) {
        this(
                region,
                endpoint,
                cloudformation,
                ec2,
                ssm,
                sts,
                none("IAM"),
                none("CloudWatch Logs"),
                Optional::empty,
                List.of());
    }

    /** Clients of a goal that stages nothing. */
    public AwsClients(
            String region,
            Optional<URI> endpoint,
            Supplier<CloudFormationClient> cloudformation,
            Supplier<Ec2Client> ec2,
            Supplier<SsmClient> ssm,
            Supplier<StsClient> sts,
            Supplier<IamClient> iam,
            Supplier<CloudWatchLogsClient> logs,
            Supplier<Optional<Instant>> credentialsEnd,
            List<AutoCloseable> shared) {
        this(region, endpoint, cloudformation, ec2, ssm, sts, iam, logs, none("S3"), credentialsEnd, shared);
    }

    /**
     * Clients of any goal.
     *
     * @param credentialsEnd asked when it is needed; empty: they do not end, or do not tell
     */
    public AwsClients(
            String region,
            Optional<URI> endpoint,
            Supplier<CloudFormationClient> cloudformation,
            Supplier<Ec2Client> ec2,
            Supplier<SsmClient> ssm,
            Supplier<StsClient> sts,
            Supplier<IamClient> iam,
            Supplier<CloudWatchLogsClient> logs,
            Supplier<S3Access> s3,
            Supplier<Optional<Instant>> credentialsEnd,
            List<AutoCloseable> shared) {
        this.region = region;
        this.failures = new Failures(endpoint, region);
        this.cloudformation = new Lazy<>(cloudformation);
        this.ec2 = new Lazy<>(ec2);
        this.ssm = new Lazy<>(ssm);
        this.sts = new Lazy<>(sts);
        this.iam = new Lazy<>(iam);
        this.logs = new Lazy<>(logs);
        this.s3 = new Lazy<>(s3);
        this.credentialsEnd = credentialsEnd;
        this.shared = List.copyOf(shared);
    }

    /**
     * Finds region and credentials, as the request or AWS's own provider chains say. The services are not called yet,
     * but for credentials that come from one, such as a role's.
     *
     * @param limit how long the goal may take from now on; no call outlasts it, it ends in {@link TimeOver}
     * @param faults takes everything that is wrong with region, profile and credentials
     * @return empty when there is a fault
     */
    public static Optional<AwsClients> open(Connection connection, Optional<Duration> limit, Faults faults) {
        Faults found = new Faults();
        Optional<AwsClients> clients =
                ClientFactory.of(connection, limit, found).map(ClientFactory::clients);
        found.list().forEach(faults::add);
        return clients;
    }

    /** These clients, whose calls tell that one when they are throttled. */
    AwsClients telling(Throttling told) {
        this.throttling = told;
        return this;
    }

    /** How often AWS asked to slow down. */
    public Throttling throttling() {
        return throttling;
    }

    /** The code of the region in use. */
    public String region() {
        return region;
    }

    /** The texts for what these clients throw. */
    public Failures failures() {
        return failures;
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

    /** The client of Identity and Access Management. */
    public IamClient iam() {
        return iam.get();
    }

    /** When the credentials in use end; empty for those that do not, or of which nobody knows it. */
    public Optional<Instant> credentialsEnd() {
        return credentialsEnd.get();
    }

    /** The client of CloudWatch Logs. */
    public CloudWatchLogsClient logs() {
        return logs.get();
    }

    /** What it takes to stage in S3. */
    public S3Access s3() {
        return s3.get();
    }

    private static <T> Supplier<T> none(String service) {
        return () -> {
            throw new IllegalStateException(service + " is not for this");
        };
    }

    @Override
    public void close() {
        cloudformation.close();
        ec2.close();
        ssm.close();
        sts.close();
        iam.close();
        logs.close();
        s3.close();
        shared.forEach(Lazy::closeQuietly);
    }
}
