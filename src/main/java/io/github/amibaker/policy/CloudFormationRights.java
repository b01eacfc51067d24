package io.github.amibaker.policy;

import io.github.amibaker.policy.Right.Resource;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Imaging;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What CloudFormation does to make and remove a stack of the built-in template, with the caller's rights or those of the
 * service role; a method for each resource of the template. Beside what is created and deleted it reads, as its resource
 * types declare it: what the local cloud does not read is listed with its reason in {@code src/test/truth/policies.py}.
 */
public final class CloudFormationRights {
    /** Names the right to pass the role in the user's instance profile to EC2. */
    public static final String PASS_BUILDER_ROLE = "BuilderRole";

    private static final String OF_STACK = "aws:ResourceTag/ami:stack-name";
    private static final String CREATED_BY = "ec2:CreateAction";
    private static final String PASSED_TO = "iam:PassedToService";
    private static final String LAMBDA = "lambda.amazonaws.com";

    private final BakeRequest request;
    private final Scope scope;
    private final Arns arns;
    private final List<Right> rights = new ArrayList<>();

    private CloudFormationRights(BakeRequest request, Scope scope) {
        this.request = request;
        this.scope = scope;
        this.arns = new Arns(request, scope);
    }

    /** The rights that this configuration needs. */
    public static List<Right> of(BakeRequest request, Scope scope) {
        CloudFormationRights cloudFormation = new CloudFormationRights(request, scope);
        cloudFormation.look();
        if (request.machine().securityGroupIds().isEmpty()) {
            cloudFormation.builderSecurityGroup();
        }
        if (request.needsLaunchTemplate()) {
            cloudFormation.builderVolume();
        }
        cloudFormation.builder();
        if (!request.provisioning().allSecrets().isEmpty()
                && request.machine().instanceProfile().isEmpty()) {
            cloudFormation.builderProfile();
        }
        cloudFormation.volumeKeys();
        cloudFormation.imageMaker(request.imaging());
        if (request.staging().needed()) {
            cloudFormation.staging();
        }
        if (cloudFormation.onSpot()) {
            cloudFormation.spot();
        }
        return List.copyOf(cloudFormation.rights);
    }

    private void look() {
        List<String> actions = new ArrayList<>(List.of("ec2:DescribeInstances", "ec2:DescribeVolumes"));
        if (request.machine().securityGroupIds().isEmpty()) {
            actions.add("ec2:DescribeSecurityGroups");
        }
        if (request.needsLaunchTemplate()) {
            actions.add("ec2:DescribeLaunchTemplateVersions");
            actions.add("ec2:DescribeLaunchTemplates");
        }
        if (request.imaging().ownsFunction()) {
            actions.add("logs:DescribeLogGroups");
        }
        rights.add(Right.of("Look", List.copyOf(actions), Resource.ANY));
    }

    private void builderSecurityGroup() {
        rights.add(Right.of(
                "BuilderSecurityGroup",
                List.of("ec2:CreateSecurityGroup"),
                arns.ec2("security-group/*"),
                arns.ec2("vpc/*")));
        rights.add(Right.of("BuilderSecurityGroupTags", List.of("ec2:CreateTags"), arns.ec2("security-group/*"))
                .when(CREATED_BY, "CreateSecurityGroup"));
        rights.add(Right.of("BuilderSecurityGroupEnd", List.of("ec2:DeleteSecurityGroup"), arns.ec2("security-group/*"))
                .when(OF_STACK, request.stackName()));
    }

    private void builderVolume() {
        rights.add(Right.of(
                "BuilderVolume",
                List.of("ec2:CreateLaunchTemplate", "ec2:DeleteLaunchTemplate"),
                arns.ec2("launch-template/*")));
        rights.add(Right.of("BuilderVolumeTags", List.of("ec2:CreateTags"), arns.ec2("launch-template/*"))
                .when(CREATED_BY, "CreateLaunchTemplate"));
    }

    private boolean onSpot() {
        return request.machine().choice().spot().isPresent();
    }

    /**
     * Its function is named as that of the image, and needs what that needs.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html">Service-linked role for EC2 Spot</a>
     */
    private void spot() {
        if (request.imaging().ownsRole()) {
            role("SpotRole", "SpotRole", LAMBDA);
        }
        rights.add(Right.of(
                        "SpotOfTheAccount",
                        List.of("iam:CreateServiceLinkedRole"),
                        new Resource(arns.iam("role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot")))
                .when("iam:AWSServiceName", "spot.amazonaws.com")
                .optional());
    }

    private void builder() {
        Stream<Resource> made =
                Stream.of("instance/*", "network-interface/*", "volume/*").map(arns::ec2);
        Stream<Resource> used = Stream.concat(Stream.of(arns.baseImage()), arns.subnets());
        Stream<Resource> template =
                request.needsLaunchTemplate() ? Stream.of(arns.ec2("launch-template/*")) : Stream.empty();
        List<Resource> spot = onSpot() ? List.of(arns.ec2("spot-instances-request/*")) : List.of();
        rights.add(Right.of(
                "Builder",
                List.of("ec2:RunInstances"),
                Arns.all(Stream.of(made, used, template, spot.stream()).flatMap(one -> one), arns.groups())));
        rights.add(Right.of(
                        "BuilderTags",
                        List.of("ec2:CreateTags"),
                        Arns.all(Stream.of(arns.ec2("instance/*"), arns.ec2("volume/*")), spot))
                .when(CREATED_BY, "RunInstances"));
        rights.add(Right.of("BuilderEnd", List.of("ec2:TerminateInstances"), arns.ec2("instance/*"))
                .when(OF_STACK, request.stackName()));
        if (request.machine().instanceProfile().isPresent()) {
            Resource role = new Resource(scope.builderRole().orElseGet(() -> arns.iam("role/*")));
            rights.add(
                    Right.of(PASS_BUILDER_ROLE, List.of("iam:PassRole"), role).when(PASSED_TO, "ec2.amazonaws.com"));
        }
    }

    /** With which the builder fetches secrets. */
    private void builderProfile() {
        role("SecretsRole", "BuilderRole", "ec2.amazonaws.com");
        rights.add(Right.of(
                "SecretsProfile",
                List.of(
                        "iam:AddRoleToInstanceProfile",
                        "iam:CreateInstanceProfile",
                        "iam:DeleteInstanceProfile",
                        "iam:GetInstanceProfile",
                        "iam:RemoveRoleFromInstanceProfile"),
                arns.made("instance-profile", "BuilderInstanceProfile")));
    }

    private void role(String sid, String logicalId, String passedTo) {
        rights.addAll(RoleRights.of(
                sid, arns.made("role", logicalId), passedTo, request.roles().permissionsBoundary()));
    }

    /**
     * The keys of the volumes, whose policies may allow it as well.
     *
     * @see <a href="https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html">EBS encryption</a>
     */
    private void volumeKeys() {
        List<Resource> keys = request.imaging().keys().stream().map(arns::key).toList();
        if (!keys.isEmpty()) {
            rights.add(Right.of(
                            "VolumeKeys",
                            List.of(
                                    "kms:CreateGrant",
                                    "kms:Decrypt",
                                    "kms:DescribeKey",
                                    "kms:GenerateDataKeyWithoutPlaintext",
                                    "kms:ReEncryptFrom",
                                    "kms:ReEncryptTo"),
                            keys)
                    .when("kms:ViaService", arns.viaEc2())
                    .optional());
        }
    }

    private void imageMaker(Imaging imaging) {
        if (imaging.ownsRole()) {
            role("ImageRole", "ImageRole", LAMBDA);
        }
        imaging.roleArn()
                .ifPresent(role -> rights.add(Right.of("ImageRolePassed", List.of("iam:PassRole"), new Resource(role))
                        .when(PASSED_TO, LAMBDA)));
        if (imaging.ownsFunction()) {
            imageFunction();
            imageFunctionLogs();
        }
        imaging.functionArn()
                .ifPresent(function -> rights.add(
                        Right.of("ImageFunction", List.of("lambda:InvokeFunction"), new Resource(function))));
    }

    private void imageFunction() {
        rights.add(Right.of(
                "ImageFunction",
                List.of(
                        "lambda:CreateFunction",
                        "lambda:DeleteFunction",
                        "lambda:GetFunction",
                        "lambda:GetFunctionCodeSigningConfig",
                        "lambda:InvokeFunction",
                        "lambda:TagResource"),
                arns.function()));
    }

    /** Its role and its function are named as those of the image, and need what those need. */
    private void staging() {
        if (request.staging().bucket().isPresent()) {
            return;
        }
        rights.add(Right.of(
                "StagingBucket",
                List.of(
                        "s3:CreateBucket",
                        "s3:DeleteBucket",
                        "s3:GetBucketOwnershipControls",
                        "s3:GetBucketPublicAccessBlock",
                        "s3:GetBucketTagging",
                        "s3:GetEncryptionConfiguration",
                        "s3:GetLifecycleConfiguration",
                        "s3:ListBucket",
                        "s3:PutBucketOwnershipControls",
                        "s3:PutBucketPublicAccessBlock",
                        "s3:PutBucketTagging",
                        "s3:PutEncryptionConfiguration",
                        "s3:PutLifecycleConfiguration"),
                arns.bucket("")));
    }

    private void imageFunctionLogs() {
        rights.add(Right.of(
                "ImageFunctionLogs",
                List.of("logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:PutRetentionPolicy"),
                arns.logGroup(":*")));
        rights.add(Right.of(
                "ImageFunctionLogsTags", List.of("logs:ListTagsForResource", "logs:TagResource"), arns.logGroup("")));
    }
}
