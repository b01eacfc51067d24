package io.github.amibaker.aws;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.BakeRequest.Connection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<Class<?>, Lazy<?>> clients;
    private final Throttling throttling;
    private final Supplier<Optional<Instant>> credentialsEnd;
    private final List<AutoCloseable> shared;

    private AwsClients(Builder given) {
        this.region = given.region;
        this.failures = new Failures(given.endpoint, given.region);
        this.clients = Map.copyOf(given.clients);
        this.throttling = given.throttling;
        this.credentialsEnd = given.credentialsEnd;
        this.shared = given.shared;
    }

    /**
     * Clients that come from elsewhere.
     *
     * @param region code of the region the clients call
     * @param endpoint the endpoint the user set, for the texts
     */
    public static Builder builder(String region, Optional<URI> endpoint) {
        return new Builder(region, endpoint);
    }

    /** Says where the clients come from; a service of which nothing is said cannot be called. */
    public static final class Builder {
        private final String region;
        private final Optional<URI> endpoint;
        private final Map<Class<?>, Lazy<?>> clients = new HashMap<>();
        private Throttling throttling = new Throttling();
        private Supplier<Optional<Instant>> credentialsEnd = Optional::empty;
        private List<AutoCloseable> shared = List.of();

        private Builder(String region, Optional<URI> endpoint) {
            this.region = region;
            this.endpoint = endpoint;
        }

        /** A client, asked for once at most; it is closed with the rest. */
        public <T extends AutoCloseable> Builder with(Class<T> client, Supplier<T> maker) {
            clients.put(client, new Lazy<>(maker));
            return this;
        }

        /** When the credentials end, asked when it is needed; empty: they do not, or do not tell. */
        public Builder credentialsEnd(Supplier<Optional<Instant>> end) {
            this.credentialsEnd = end;
            return this;
        }

        /** What the clients share, closed after them. */
        Builder closing(AutoCloseable... last) {
            this.shared = List.of(last);
            return this;
        }

        /** Whom the clients tell when they are throttled. */
        Builder telling(Throttling told) {
            this.throttling = told;
            return this;
        }

        /** The clients; nothing is made before it is used. */
        public AwsClients build() {
            return new AwsClients(this);
        }
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
        return client(CloudFormationClient.class);
    }

    /** The client of EC2. */
    public Ec2Client ec2() {
        return client(Ec2Client.class);
    }

    /** The client of Systems Manager. */
    public SsmClient ssm() {
        return client(SsmClient.class);
    }

    /** The client of the Security Token Service, which tells who calls; gives up sooner than the others. */
    public StsClient sts() {
        return client(StsClient.class);
    }

    /** The client of Identity and Access Management. */
    public IamClient iam() {
        return client(IamClient.class);
    }

    /** When the credentials in use end; empty for those that do not, or of which nobody knows it. */
    public Optional<Instant> credentialsEnd() {
        return credentialsEnd.get();
    }

    /** The client of CloudWatch Logs. */
    public CloudWatchLogsClient logs() {
        return client(CloudWatchLogsClient.class);
    }

    /** What it takes to stage in S3. */
    public S3Access s3() {
        return client(S3Access.class);
    }

    private <T> T client(Class<T> type) {
        Lazy<?> client = clients.get(type);
        if (client == null) {
            throw new AssertionError(type.getSimpleName() + " is not for these clients");
        }
        return type.cast(client.get());
    }

    @Override
    public void close() {
        clients.values().forEach(Lazy::close);
        shared.forEach(Lazy::closeQuietly);
    }
}
