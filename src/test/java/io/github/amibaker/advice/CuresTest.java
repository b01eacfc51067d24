package io.github.amibaker.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every known cause gets its cure, which names the parameter that mends it; the texts are AWS's own. */
class CuresTest {
    private static Stream<Arguments> knownCauses() {
        return Stream.of(
                known(
                        "We currently do not have sufficient t4g.xlarge capacity in the Availability Zone you requested"
                                + " (eu-north-1a). Our system will be working on provisioning additional capacity. You"
                                + " can currently get t4g.xlarge capacity by not specifying an Availability Zone in your"
                                + " request or choosing eu-north-1b, eu-north-1c.",
                        "no room",
                        Parameter.INSTANCE_TYPE,
                        Parameter.SUBNET_ID),
                known("InsufficientInstanceCapacity: ", "no room", Parameter.INSTANCE_TYPE, Parameter.SUBNET_ID),
                known(
                        "You have requested more vCPU capacity than your current vCPU limit of 32 allows for the"
                                + " instance bucket that the specified instance type belongs to. Please visit"
                                + " http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.",
                        "quota of running instances",
                        Parameter.INSTANCE_TYPE),
                known(
                        "You have exceeded your maximum io2 storage limit of 20 TiB in this region. Please contact AWS"
                                + " Support to request an Elastic Block Store service limit increase",
                        "quota of EBS storage",
                        Parameter.ROOT_VOLUME),
                known("MaxIOPSLimitExceeded: ", "IOPS", Parameter.ROOT_VOLUME),
                known("VcpuLimitExceeded: ", "quota of running instances", Parameter.INSTANCE_TYPE),
                known("InstanceLimitExceeded: ", "quota of running instances", Parameter.INSTANCE_TYPE),
                known("VolumeLimitExceeded: ", "quota of EBS storage", Parameter.ROOT_VOLUME),
                known("SnapshotLimitExceeded: ", "images or snapshots", Parameter.STACK_NAME),
                known("SecurityGroupLimitExceeded: ", "quota of security groups", Parameter.SECURITY_GROUP_IDS),
                known("VPCIdNotSpecified: ", "create-default-vpc", Parameter.SUBNET_ID),
                // EC2's own code for it: errors-overview.html
                known("RequestExpired: Request has expired.", "expired in the middle", Parameter.ROLE_ARN),
                known("ExpiredToken: ", "expired in the middle", Parameter.ROLE_ARN),
                // serverless/serverless#3237
                known(
                        "/aws/lambda/development-get-stat already exists in stack"
                                + " arn:aws:cloudformation:us-east-1:1:stack/alertgraph-development/1",
                        "leave the name to CloudFormation",
                        Parameter.TEMPLATE),
                known(
                        "You have reached your quota of 5 for the number of public images allowed in this Region."
                                + " Deregister unused public images or make them private, or request an increase in your"
                                + " public AMIs quota.",
                        "quota of images",
                        Parameter.STACK_NAME),
                known(
                        "An error occurred (ResourceLimitExceeded) when calling the CreateImage operation: ",
                        "mvn ami:clean -Dami.deregister",
                        Parameter.STACK_NAME),
                // otiai10/hotsub#36
                known(
                        "The maximum number of security groups for VPC 'vpc-3311ce57' has been reached.",
                        "quota of security groups",
                        Parameter.SECURITY_GROUP_IDS),
                // serverless-nextjs/serverless-next.js#2234, ansible/workshops#1801
                known("LimitExceeded: Cannot exceed quota for RolesPerAccount: 1000", "quota RolesPerAccount"),
                known("Cannot exceed quota for InstanceProfilesPerAccount: 1000", "quota InstanceProfilesPerAccount"),
                // Appliscale/cloud-security-audit#24
                known(
                        "OptInRequired: You are not subscribed to this service. Please go to http://aws.amazon.com to"
                                + " subscribe.",
                        "aws account enable-region",
                        Parameter.REGION),
                // pcorliss/ruby_route_53#1
                known(
                        "The AWS Access Key Id needs a subscription for the service",
                        "Finish the sign-up",
                        Parameter.REGION),
                known("No default VPC for this user", "create-default-vpc", Parameter.SUBNET_ID),
                known(
                        "No subnets found for the default VPC 'vpc-0abc'. Please specify a subnet.",
                        "create-default-subnet",
                        Parameter.SUBNET_ID),
                known(
                        "The security token included in the request is expired",
                        "expired in the middle",
                        Parameter.ROLE_ARN,
                        Parameter.PROFILE),
                known(
                        "Instance i-002063fcc56a1fa19 failed to stabilize. Current state: shutting-down. Reason:"
                                + " Client.InternalError: Client error on launch",
                        "kms:CreateGrant",
                        Parameter.BASE_IMAGE,
                        Parameter.ROLE_ARN),
                known(
                        "Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        Parameter.BASE_IMAGE),
                known(
                        "One or more of the attached Amazon EBS volumes are encrypted with an inaccessible AWS KMS key.",
                        "kms:ReEncrypt*",
                        Parameter.BASE_IMAGE),
                known(
                        "In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so"
                                + " please visit https://aws.amazon.com/marketplace/pp?sku=8esk90vx7v713sa0muq2skw3j"
                                + " (request id 1)",
                        "at https://aws.amazon.com/marketplace/pp?sku=8esk90vx7v713sa0muq2skw3j,",
                        Parameter.BASE_IMAGE),
                known(
                        "Not authorized for images: [ami-08c23a10b77e0835b]",
                        "may not launch ami-08c23a10b77e0835b",
                        Parameter.BASE_IMAGE),
                known(
                        "Your requested instance type (a1.medium) is not supported in your requested Availability Zone"
                                + " (us-east-1b). Please retry your request by not specifying an Availability Zone or"
                                + " choosing us-east-1a, us-east-1c, us-east-1d.",
                        "a zone that has it",
                        Parameter.INSTANCE_TYPE,
                        Parameter.SUBNET_ID),
                known(
                        "The requested configuration is currently not supported. Please check the documentation for"
                                + " supported configurations.",
                        "does not go with that instance type",
                        Parameter.INSTANCE_TYPE),
                known("Unsupported: ", "does not go with that instance type", Parameter.INSTANCE_TYPE),
                known(
                        "The architecture 'arm64' of the specified instance type does not match the architecture"
                                + " 'x86_64' of the specified AMI. Specify an instance type and an AMI that have"
                                + " matching architectures, and try again.",
                        "base image's architecture",
                        Parameter.INSTANCE_TYPE,
                        Parameter.BASE_IMAGE),
                known(
                        "Enhanced networking with the Elastic Network Adapter (ENA) is required for the 'c5.large'"
                                + " instance type. Ensure that you are using an AMI that is enabled for ENA.",
                        "enabled for ENA",
                        Parameter.BASE_IMAGE,
                        Parameter.INSTANCE_TYPE),
                known(
                        "An error occurred (InvalidAMIName.Duplicate) when calling the CreateImage operation: AMI name"
                                + " Wazuh is already in use by AMI ami-0acbb1b1d983269eb",
                        "another name",
                        Parameter.IMAGE_NAME),
                known("AMI name Wazuh is already in use by AMI ami-0acb", "another name", Parameter.IMAGE_NAME),
                // serverless/serverless#12312
                known(
                        "Resource handler returned message: \"Resource of type 'AWS::Logs::LogGroup' with identifier"
                                + " '{\"/properties/LogGroupName\":\"/aws/lambda/x\"}' already exists.\" (RequestToken:"
                                + " 1, HandlerErrorCode: AlreadyExists)",
                        "leave the name to CloudFormation",
                        Parameter.TEMPLATE),
                // aws-samples/dataops-platform-airflow-dbt#1
                known("ecsTaskExecutionRole already exists", "leave the name to CloudFormation", Parameter.TEMPLATE),
                // aws-ia/terraform-aws-control_tower_account_factory#529
                known(
                        "EntityAlreadyExists: Role with name AWSAFTService already exists.",
                        "leave the name to CloudFormation",
                        Parameter.TEMPLATE),
                // dependencies and policies: aws-cloudformation/rain#462, convox/rack#2672, 99designs/iamy#68
                known(
                        "Cannot delete entity, must remove roles from instance profile first.",
                        "list-instance-profiles-for-role"),
                known("resource sg-9f14bae0 has a dependent object", "Name=group-id,Values=sg-9f14bae0"),
                known("Cannot delete entity, must detach all policies first.", "list-attached-role-policies"),
                known("Cannot delete entity, must delete policies first", "list-role-policies"),
                // Amazon EC2 User Guide, "Instance termination issues"; of stopping: cloud-custodian#10594
                known(
                        "The instance 'i-0abc' may not be terminated. Modify its 'disableApiTermination' instance"
                                + " attribute and try again.",
                        "--instance-id i-0abc --no-disable-api-termination"),
                known(
                        "Stack [ami-demo] cannot be deleted while TerminationProtection is enabled",
                        "--stack-name ami-demo --no-enable-termination-protection"),
                known(
                        "WaitCondition received failed message: 'staging: s3:PutObject failed: Access Denied."
                                + " (AccessDenied, request id 1)' for uniqueId: ami-bake",
                        "no policy of the bucket's own may deny it",
                        Parameter.STAGING),
                known(
                        "User: arn:aws:sts::111111111111:assumed-role/dev/kim is not authorized to perform:"
                                + " iam:CreateRole on resource: arn:aws:iam::111111111111:role/ami-demo-ImageRole-1"
                                + " because no identity-based policy allows the iam:CreateRole action",
                        "arn:aws:sts::111111111111:assumed-role/dev/kim needs the IAM right iam:CreateRole on"
                                + " arn:aws:iam::111111111111:role/ami-demo-ImageRole-1. Let it be granted",
                        Parameter.ROLE_ARN,
                        Parameter.PERMISSIONS_BOUNDARY,
                        Parameter.ROLE_PATH),
                known(
                        "You are not authorized to perform this operation. User: arn:aws:sts::123456789:assumed-role/c/1"
                                + " is not authorized to perform: ec2:RunInstances on resource:"
                                + " arn:aws:ec2:us-east-2:123456789:instance/* with an explicit deny in a service"
                                + " control policy. Encoded authorization failure message: g4oZPBqZ4Bni8dE5dGjx",
                        "ec2:RunInstances on arn:aws:ec2:us-east-2:123456789:instance/*, which a service control policy"
                                + " denies",
                        Parameter.PROFILE),
                known(
                        "API: ec2:RunInstances You are not authorized to perform this operation. Encoded authorization"
                                + " failure message: 0l-KPWQJ8q5z_3Yat (request id 1)",
                        "aws sts decode-authorization-message --query DecodedMessage --output text --encoded-message"
                                + " 0l-KPWQJ8q5z_3Yat ",
                        Parameter.ROLE_ARN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("knownCauses")
    void aKnownCauseGetsItsCure(String reason, String cure, List<Parameter> parameters) {
        String told = Cures.of(reason, "mvn ami:bake").orElseThrow();

        assertThat(told).contains(cure).endsWith(" Then run mvn ami:bake again.");
        assertThat(parameters)
                .allSatisfy(parameter -> assertThat(told).contains(parameter.path() + ", " + parameter.property()));
    }

    @Test
    void rulesOfASecurityGroupAreNoGroups() {
        assertThat(Cures.of("The maximum number of rules per security group has been reached.", "mvn ami:bake"))
                .isEmpty();
    }

    @Test
    void anUnknownCauseHasNone() {
        assertThat(Cures.of("Value (x) for parameter groupId is invalid.", "mvn ami:bake"))
                .isEmpty();
    }

    @Test
    void aDeniedRightOfAnotherServiceIsNoMatterOfRoles() {
        String told = Cures.of(
                        "User: arn:aws:iam::1:user/kim is not authorized to perform: lambda:CreateFunction on resource:"
                                + " arn:aws:lambda:eu-west-1:1:function:x because no identity-based policy allows the"
                                + " lambda:CreateFunction action",
                        "mvn ami:bake")
                .orElseThrow();

        assertThat(told).doesNotContain("permissionsBoundary").contains("arn:aws:iam::1:user/kim needs");
    }

    private static Arguments known(String reason, String cure, Parameter... parameters) {
        return Arguments.of(reason, cure, List.of(parameters));
    }
}
