package io.github.amibaker.aws;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Loads the classes of the services that every bake calls, in a thread of its own, while the request is still read: they
 * are thousands, and take longer than the calls. Nothing is called.
 */
public final class Preload {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Preload() {}

    /** Begins, when nobody has in this JVM. */
    public static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(Preload::load, "ami-preload");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load() {
        try {
            List.of(StsClient.builder(), SsmClient.builder(), Ec2Client.builder(), CloudFormationClient.builder())
                    .forEach(Preload::make);
        } catch (RuntimeException | LinkageError ignored) {
            // whatever it is comes again where the client is needed, and is told there
        }
    }

    private static void make(AwsClientBuilder<?, ? extends SdkAutoCloseable> builder) {
        builder.region(Region.US_EAST_1).credentialsProvider(AnonymousCredentialsProvider.create());
        builder.build().close();
    }
}
