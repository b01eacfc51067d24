package io.github.amibaker.it;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Clients of a test's own, in an account and a region of the local cloud. */
public abstract class CloudClients {
    final URI endpoint;
    final String account;
    final Region region;

    CloudClients(URI endpoint, String account, Region region) {
        this.endpoint = endpoint;
        this.account = account;
        this.region = region;
    }

    /** Where it answers. */
    public URI endpoint() {
        return endpoint;
    }

    /** The account of this test, twelve digits. */
    public String account() {
        return account;
    }

    /** A client of the test's own, whose calls are in the request log as well. */
    public Ec2Client ec2() {
        return build(Ec2Client.builder());
    }

    /** A client of the test's own, whose calls are in the request log as well. */
    public S3Client s3() {
        return build(S3Client.builder().forcePathStyle(true));
    }

    /** A client of the test's own, whose calls are in the request log as well. */
    public CloudFormationClient cloudFormation() {
        return build(CloudFormationClient.builder());
    }

    /** A client of the test's own, whose calls are in the request log as well. */
    public IamClient iam() {
        return build(IamClient.builder());
    }

    /** A client of the test's own, whose calls are in the request log as well. */
    public SsmClient ssm() {
        return build(SsmClient.builder());
    }

    /** A client of the test's own, whose calls are in the request log as well. */
    public LambdaClient lambda() {
        return build(LambdaClient.builder());
    }

    <B extends AwsSyncClientBuilder<B, C> & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>, C>
            C build(B builder) {
        return builder.endpointOverride(endpoint)
                .region(region)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "test")))
                .build();
    }
}
