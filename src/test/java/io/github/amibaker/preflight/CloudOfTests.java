package io.github.amibaker.preflight;

import io.github.amibaker.aws.Answers;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.FakeEc2;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** A region with two VPCs, some images and parameters that lead to them. */
public final class CloudOfTests {
    public final FakeEc2 ec2 = new FakeEc2();
    public final FakeIam iam = new FakeIam();
    public boolean unknownCaller;
    public String caller = "arn:aws-cn:sts::123456789012:assumed-role/Ci/me";
    public Optional<Instant> credentialsEnd = Optional.empty();

    /** Type and value. */
    public final Map<String, List<String>> parameters = new HashMap<>(Map.of(
            "/al2023", List.of("String", "ami-0123456789abcdef0"),
            "/al2023-arm64", List.of("String", "ami-0000000000000a64a"),
            "/gone", List.of("String", "ami-0000000000000dead"),
            "/text", List.of("String", "hello"),
            "/list", List.of("StringList", "ami-0123456789abcdef0,ami-0000000000000a64a"),
            "/secret", List.of("SecureString", "hush")));

    public CloudOfTests() {
        ec2.images.add(image("ami-0123456789abcdef0", "x86_64").build());
        ec2.images.add(image("ami-0000000000000a64a", "arm64").build());
        ec2.images.add(image("ami-00000000000000386", "i386").build());
        ec2.images.add(image("ami-000000000000d05e0", "x86_64")
                .platform("windows")
                .rootDeviceName("/dev/sda1")
                .build());
        ec2.images.add(image("ami-0000000000000face", "x86_64").state("pending").build());
        ec2.images.add(image("ami-0000000000000cafe", "x86_64")
                .rootDeviceType("instance-store")
                .build());
        ec2.vpcs.add(Vpc.builder().vpcId("vpc-default").isDefault(true).build());
        ec2.vpcs.add(Vpc.builder().vpcId("vpc-1").isDefault(false).build());
        ec2.subnets.add(Subnet.builder()
                .subnetId("subnet-1")
                .vpcId("vpc-1")
                .availabilityZone("eu-west-1a")
                .build());
        group("sg-1", "vpc-1");
        group("sg-2", "vpc-1");
        group("sg-default", "vpc-default");
        type("t3.small", "x86_64");
        ec2.offerings.add("t3.small eu-west-1a");
        type("t4g.small", "arm64");
    }

    List<String> calls() {
        return ec2.calls;
    }

    AwsClients clients() {
        return most().build();
    }

    /** Clients of this region, with a CloudFormation from elsewhere. */
    public AwsClients clients(Supplier<CloudFormationClient> cloudFormation) {
        return most().with(CloudFormationClient.class, cloudFormation).build();
    }

    private AwsClients.Builder most() {
        return AwsClients.builder("eu-west-1", Optional.empty())
                .with(Ec2Client.class, () -> ec2)
                .with(SsmClient.class, Ssm::new)
                .with(StsClient.class, Sts::new)
                .with(IamClient.class, () -> iam)
                .credentialsEnd(() -> credentialsEnd);
    }

    static Image.Builder image(String id, String architecture) {
        return Image.builder()
                .imageId(id)
                .name("al2023")
                .state("available")
                .architecture(architecture)
                .enaSupport(true)
                .bootMode("uefi-preferred")
                .virtualizationType("hvm")
                .rootDeviceType("ebs")
                .rootDeviceName("/dev/xvda");
    }

    private void group(String id, String vpc) {
        ec2.groups.add(SecurityGroup.builder()
                .groupId(id)
                .groupName(id.replace("sg-", "group "))
                .vpcId(vpc)
                .build());
    }

    /** A type of machine that the region has. */
    public void type(String name, String architecture) {
        ec2.types.add(InstanceTypeInfo.builder()
                .instanceType(name)
                .processorInfo(info -> info.supportedArchitecturesWithStrings(architecture))
                .networkInfo(info -> info.enaSupport("required"))
                .supportedBootModesWithStrings(architecture.equals("arm64") ? "uefi" : "legacy-bios", "uefi")
                .supportedVirtualizationTypesWithStrings("hvm")
                .supportedRootDeviceTypesWithStrings("ebs")
                .build());
    }

    private final class Ssm implements SsmClient {
        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            ec2.calls.add("GetParameter");
            List<String> found = parameters.get(request.name());
            if (found == null) {
                throw ParameterNotFoundException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ParameterNotFound")
                                .build())
                        .statusCode(400)
                        .build();
            }
            return GetParameterResponse.builder()
                    .parameter(parameter ->
                            parameter.name(request.name()).type(found.get(0)).value(found.get(1)))
                    .build();
        }

        @Override
        public String serviceName() {
            return "ssm";
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private final class Sts implements StsClient {
        @Override
        public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
            ec2.calls.add("GetCallerIdentity");
            if (unknownCaller) {
                throw Answers.error(
                        "InvalidClientTokenId", "The security token included in the request is invalid.", 403);
            }
            return GetCallerIdentityResponse.builder()
                    .account("123456789012")
                    .arn(caller)
                    .userId("AROA:me")
                    .build();
        }

        @Override
        public String serviceName() {
            return "sts";
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
