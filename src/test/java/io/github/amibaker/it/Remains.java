package io.github.amibaker.it;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What stacks may leave behind, and what only looks so, planted in the account of a test. */
public final class Remains {
    private static final String ZONE = "us-east-1a";

    private final Cloud cloud;

    /** Plants in the account of that cloud's test. */
    public Remains(Cloud cloud) {
        this.cloud = cloud;
    }

    /**
     * One of each kind, with these tags: an instance with its volume, a volume, an image that failed, a snapshot, a
     * security group, a launch template, a log group and a bucket.
     *
     * @return what was planted, as {@link Cloud#inventory()} lists it
     */
    public List<String> plant(String name, Map<String, String> tags) throws IOException, InterruptedException {
        List<String> planted = new ArrayList<>();
        try (Ec2Client ec2 = cloud.ec2();
                CloudWatchLogsClient logs = cloud.build(CloudWatchLogsClient.builder())) {
            String instance = instance(ec2, tags);
            planted.add("instance " + instance);
            planted.add("volume " + rootVolume(ec2, instance));
            planted.add("volume " + volume(ec2, tags));
            cloud.set(Map.of("imagePendingSeconds", 0, "imageFailure", "out of luck"));
            planted.add("image " + name);
            planted.addAll(image(ec2, instance, name, tags, ImageState.FAILED));
            planted.add("snapshot " + snapshot(ec2, tags));
            planted.add("security group "
                    + ec2.createSecurityGroup(r -> r.groupName(name)
                                    .description(name)
                                    .tagSpecifications(tagged(ResourceType.SECURITY_GROUP, tags)))
                            .groupId());
            planted.add("launch template "
                    + ec2.createLaunchTemplate(r -> r.launchTemplateName(name)
                                    .launchTemplateData(data -> data.instanceType("t3.micro"))
                                    .tagSpecifications(tagged(ResourceType.LAUNCH_TEMPLATE, tags)))
                            .launchTemplate()
                            .launchTemplateId());
            logs.createLogGroup(r -> {
                r.logGroupName("/ami-bake/" + name);
                if (!tags.isEmpty()) {
                    r.tags(tags);
                }
            });
            planted.add("log group /ami-bake/" + name);
            planted.add("bucket " + PlantedBucket.plant(cloud, name, tags));
        }
        return planted;
    }

    /** An image that becomes available, and its snapshot; to be planted before images that fail. */
    public void image(String name, Map<String, String> tags) throws IOException, InterruptedException {
        try (Ec2Client ec2 = cloud.ec2()) {
            cloud.set(Map.of("imagePendingSeconds", 0));
            image(ec2, instance(ec2, Map.of()), name, tags, ImageState.AVAILABLE);
        }
    }

    /** A volume with these tags, attached to an instance of somebody else. */
    public void volumeInUse(Map<String, String> tags) throws IOException, InterruptedException {
        try (Ec2Client ec2 = cloud.ec2()) {
            String instance = instance(ec2, Map.of());
            String volume = volume(ec2, tags);
            ec2.attachVolume(r -> r.volumeId(volume).instanceId(instance).device("/dev/sdh"));
        }
    }

    /** A stack of that name, which stays. */
    public String stack(String name) throws IOException, InterruptedException {
        return stack(name, Map.of());
    }

    /** A stack of that name and these tags, which stays. */
    public String stack(String name, Map<String, String> tags) throws IOException, InterruptedException {
        try (CloudFormationClient cfn = cloud.cloudFormation()) {
            String id = cfn.createStack(r -> r.stackName(name)
                            .templateBody("Resources: {H: {Type: 'AWS::CloudFormation::WaitConditionHandle'}}")
                            .tags(tags.entrySet().stream()
                                    .map(tag -> software.amazon.awssdk.services.cloudformation.model.Tag.builder()
                                            .key(tag.getKey())
                                            .value(tag.getValue())
                                            .build())
                                    .toList()))
                    .stackId();
            cloud.await(
                    "the stack " + name,
                    any -> cfn.describeStacks(r -> r.stackName(id))
                            .stacks()
                            .get(0)
                            .stackStatus()
                            .equals(StackStatus.CREATE_COMPLETE));
            return id;
        }
    }

    /** The tags of a stack that is there. */
    public Map<String, String> tagsOf(String stackName) {
        return described(stackName).tags().stream().collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
    }

    /** When a stack that is there was created. */
    public Instant created(String stackName) {
        return described(stackName).creationTime();
    }

    /** The kinds of what carries, in {@code ami:stack-id}, the id of a stack that is there. */
    public Set<String> markedBy(String stackName) {
        String id = described(stackName).stackId();
        Set<String> kinds = new TreeSet<>();
        try (Ec2Client ec2 = cloud.ec2();
                CloudWatchLogsClient logs = cloud.build(CloudWatchLogsClient.builder())) {
            ec2.describeTags(r -> r.filters(filter("key", "ami:stack-id"), filter("value", id)))
                    .tags()
                    .forEach(tag -> kinds.add(tag.resourceTypeAsString()));
            logs.describeLogGroups().logGroups().stream()
                    .map(group -> logs.listTagsForResource(r -> r.resourceArn(group.logGroupArn()))
                            .tags())
                    .filter(tags -> id.equals(tags.get("ami:stack-id")))
                    .forEach(tags -> kinds.add("log-group"));
        }
        return kinds;
    }

    private Stack described(String name) {
        try (CloudFormationClient cfn = cloud.cloudFormation()) {
            return cfn.describeStacks(r -> r.stackName(name)).stacks().get(0);
        }
    }

    private String instance(Ec2Client ec2, Map<String, String> tags) throws IOException, InterruptedException {
        String base = ec2.describeImages(r -> r.owners("amazon").filters(filter("name", "al2023-ami-2023*-x86_64")))
                .images()
                .get(0)
                .imageId();
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .imageId(base)
                .instanceType("t3.micro")
                .placement(p -> p.availabilityZone(ZONE))
                .minCount(1)
                .maxCount(1);
        if (!tags.isEmpty()) {
            request.tagSpecifications(
                    specification(ResourceType.INSTANCE, tags), specification(ResourceType.VOLUME, tags));
        }
        String id = ec2.runInstances(request.build()).instances().get(0).instanceId();
        cloud.await(
                "instance " + id,
                any -> ec2.describeInstances(r -> r.instanceIds(id))
                                .reservations()
                                .get(0)
                                .instances()
                                .get(0)
                                .state()
                                .name()
                        == InstanceStateName.RUNNING);
        return id;
    }

    private static String rootVolume(Ec2Client ec2, String instance) {
        return ec2.describeVolumes(r -> r.filters(filter("attachment.instance-id", instance)))
                .volumes()
                .get(0)
                .volumeId();
    }

    private static String volume(Ec2Client ec2, Map<String, String> tags) {
        return ec2.createVolume(
                        r -> r.availabilityZone(ZONE).size(1).tagSpecifications(tagged(ResourceType.VOLUME, tags)))
                .volumeId();
    }

    /** Of a volume that is gone by now. */
    private static String snapshot(Ec2Client ec2, Map<String, String> tags) {
        String volume = volume(ec2, Map.of());
        String snapshot = ec2.createSnapshot(
                        r -> r.volumeId(volume).tagSpecifications(tagged(ResourceType.SNAPSHOT, tags)))
                .snapshotId();
        ec2.deleteVolume(r -> r.volumeId(volume));
        return snapshot;
    }

    private List<String> image(
            Ec2Client ec2, String instance, String name, Map<String, String> tags, ImageState expected)
            throws IOException, InterruptedException {
        String image = ec2.createImage(r -> {
                    r.instanceId(instance).name(name).noReboot(true);
                    if (!tags.isEmpty()) {
                        r.tagSpecifications(
                                specification(ResourceType.IMAGE, tags), specification(ResourceType.SNAPSHOT, tags));
                    }
                })
                .imageId();
        cloud.await(
                "image " + name,
                any -> ec2.describeImages(r -> r.imageIds(image))
                                .images()
                                .get(0)
                                .state()
                        == expected);
        return cloud.snapshotsOf(
                ec2.describeImages(r -> r.imageIds(image)).images().get(0));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static List<TagSpecification> tagged(ResourceType type, Map<String, String> tags) {
        return tags.isEmpty() ? List.of() : List.of(specification(type, tags));
    }

    private static TagSpecification specification(ResourceType type, Map<String, String> tags) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }
}
