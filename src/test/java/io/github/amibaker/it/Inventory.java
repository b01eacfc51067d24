package io.github.amibaker.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SpotInstanceState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Everything in an account that somebody could have left behind, a word for its kind and its name. */
final class Inventory {
    /** As long as a spot request is in one of these it may launch an instance. */
    private static final Set<SpotInstanceState> LAUNCHING =
            Set.of(SpotInstanceState.OPEN, SpotInstanceState.ACTIVE, SpotInstanceState.DISABLED);

    private final Cloud cloud;

    Inventory(Cloud cloud) {
        this.cloud = cloud;
    }

    List<String> list() {
        List<String> found = new ArrayList<>();
        try (CloudFormationClient cfn = cloud.cloudFormation();
                Ec2Client ec2 = cloud.ec2();
                IamClient iam = cloud.iam();
                LambdaClient lambda = cloud.build(LambdaClient.builder());
                S3Client s3 = cloud.s3();
                CloudWatchLogsClient logs = cloud.build(CloudWatchLogsClient.builder())) {
            add(
                    found,
                    "stack",
                    cfn.describeStacks().stacks().stream()
                            .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
                            .map(stack -> stack.stackName()));
            add(
                    found,
                    "instance",
                    ec2.describeInstances().reservations().stream()
                            .flatMap(reservation -> reservation.instances().stream())
                            .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
                            .map(instance -> instance.instanceId()));
            add(
                    found,
                    "spot request",
                    ec2.describeSpotInstanceRequests().spotInstanceRequests().stream()
                            .filter(request -> LAUNCHING.contains(request.state()))
                            .map(request -> request.spotInstanceRequestId()));
            add(found, "volume", ec2.describeVolumes().volumes().stream().map(volume -> volume.volumeId()));
            add(
                    found,
                    "security group",
                    ec2.describeSecurityGroups().securityGroups().stream()
                            .filter(group -> !"default".equals(group.groupName()))
                            .map(group -> group.groupId()));
            add(
                    found,
                    "launch template",
                    ec2.describeLaunchTemplates().launchTemplates().stream()
                            .map(template -> template.launchTemplateId()));
            add(
                    found,
                    "image",
                    ec2.describeImages(r -> r.owners("self")).images().stream().map(image -> image.name()));
            add(
                    found,
                    "snapshot",
                    ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots().stream()
                            .map(snapshot -> snapshot.snapshotId()));
            add(
                    found,
                    "role",
                    iam.listRoles().roles().stream()
                            .filter(role -> !role.path().startsWith("/aws-service-role/"))
                            .map(role -> role.roleName()));
            add(
                    found,
                    "instance profile",
                    iam.listInstanceProfiles().instanceProfiles().stream()
                            .map(profile -> profile.instanceProfileName()));
            add(
                    found,
                    "function",
                    lambda.listFunctions().functions().stream().map(function -> function.functionName()));
            add(found, "bucket", s3.listBuckets().buckets().stream().map(bucket -> bucket.name()));
            add(
                    found,
                    "log group",
                    logs.describeLogGroups().logGroups().stream().map(group -> group.logGroupName()));
        }
        return found;
    }

    private static void add(List<String> found, String kind, Stream<String> names) {
        names.sorted().forEach(name -> found.add(kind + " " + name));
    }
}
