package io.github.amibaker.template;

/** The names that templates find under {@code ami}; {@code [=ami.NAME]}. The README's table is made from them. */
public enum ModelName {
    ARCHITECTURE("architecture", "of the base image: x86_64 or arm64"),
    ASSOCIATE_PUBLIC_IP("associatePublicIp", "true or false; absent when not given"),
    BASE_IMAGE("baseImage", "the base image as written, such as ami-…, ssm:/… or al2023"),
    BASE_IMAGE_ID("baseImageId", "id of the base image"),
    BLOCK_DEVICE_MAPPINGS(
            "blockDeviceMappings",
            "the builder's volumes where they are not just the base image's, ready for BlockDeviceMappings:"
                    + " [=json(ami.blockDeviceMappings)]; empty for none"),
    BUILDER_PROXY("builderProxy", "a map of http, https and noProxy; absent when not given"),
    CA_CERTIFICATES("caCertificates", "names of the certificates for the builder, a list"),
    CREATE_IMAGE_CODE("createImageCode", "the function's code, ready for ZipFile: [=ami.createImageCode]"),
    DESCRIPTION("description", "what the image is baked from, at most 255 characters"),
    ENCRYPTED("encrypted", "whether the volumes are encrypted"),
    ENDPOINT("endpoint", "URL that overrides AWS's; absent when not given"),
    ENVIRONMENT("environment", "the scripts' variables, a map"),
    FORCE("force", "true or false"),
    IMAGE_ATTRIBUTES("imageAttributes", "a map with those that are given"),
    IMAGE_BLOCK_DEVICE_MAPPINGS(
            "imageBlockDeviceMappings", "what keeps volumes out of the image, as CreateImage takes it; empty for none"),
    IMAGE_DESCRIPTION("imageDescription", "as given, or description"),
    IMAGE_FUNCTION_ARN("imageFunctionArn", "a function that is there; absent when not given"),
    IMAGE_NAME("imageName", "as given, or imageNamePrefix, a hyphen and the first 12 digits of inputs"),
    IMAGE_NAME_GIVEN("imageNameGiven", "whether the user gave the image a name"),
    IMAGE_NAME_PREFIX("imageNamePrefix", "artifact and version, short enough for a suffix of 13 characters"),
    IMAGE_ROLE_ARN("imageRoleArn", "a role for the function; absent when not given"),
    IMAGE_TAGS("imageTags", "the plugin's and the user's tags for the image, ready for Tags: [=json(ami.imageTags)]"),
    INPUTS("inputs", "hash of all that shapes the image, 64 hexadecimal digits"),
    INSTANCE_PROFILE("instanceProfile", "name or ARN as written; absent when not given"),
    INSTANCE_PROFILE_NAME("instanceProfileName", "its name, as an instance takes it; absent when not given"),
    INSTANCE_TYPE("instanceType", "the first of those given that AWS has, or one that fits the base image"),
    KEEP_CA_CERTIFICATES("keepCaCertificates", "true or false"),
    KMS_KEY_ID("kmsKeyId", "key of the volumes; absent when not given"),
    ON_FAILURE("onFailure", "rollback or keep"),
    PERMISSIONS_BOUNDARY("permissionsBoundary", "ARN of the boundary of roles; absent when not given"),
    PLATFORM("platform", "what the scripts are for, as the base image is: linux or windows; linux when there are none"),
    PROFILE("profile", "profile of the AWS configuration; absent when not given"),
    PROJECT("project", "a map of groupId, artifactId and version"),
    PROVISION_TIMEOUT("provisionTimeout", "in ISO-8601, such as PT30M, as ResourceSignal takes it"),
    PROVISION_TIMEOUT_SECONDS("provisionTimeoutSeconds", "in seconds, as WaitCondition takes it"),
    REGION("region", "the region of the bake"),
    ROLE_ARN("roleArn", "service role of CloudFormation; absent when not given"),
    ROLE_PATH("rolePath", "path of roles; absent when not given"),
    ROOT_DEVICE_NAME("rootDeviceName", "the base image's root device, such as /dev/xvda"),
    ROOT_VOLUME("rootVolume", "a map with those of size, type, iops and throughput that are given, empty for none"),
    SECRET_POLICY(
            "secretPolicy",
            "what the builder's role must allow for the secrets of environment, ready for PolicyDocument:"
                    + " [=json(ami.secretPolicy)]; absent when there are none"),
    SECURITY_GROUP_IDS("securityGroupIds", "a list of ids, also of groups given by name; empty when none are given"),
    SIGNAL("signal", "handle or resource"),
    SPOT(
            "spot",
            "for a spot instance a map of maxPrice (absent: what it costs) and code, ready for ZipFile; absent for an"
                    + " on-demand one"),
    STACK_NAME("stackName", "name of the stack"),
    STACK_TAGS("stackTags", "the tags that the stack hands to its resources, a list of Key and Value"),
    STAGING(
            "staging",
            "for what does not fit into the user data: a map of timeoutSeconds, prefix, bucket (absent: the stack's own) and"
                    + " code, ready for ZipFile; absent when all fits"),
    SUBNET_ID(
            "subnetId", "the builder's subnet, the first of those given or found that has room; absent when not given"),
    TAGS("tags", "the user's tags, a map"),
    TEARDOWN("teardown", "on-clean or after-bake"),
    TEMPLATE_VARIABLES("templateVariables", "the user's variables, a map; each is there by its own name too"),
    USER_DATA("userData", "what provisions the builder, ready for UserData: [=ami.userData]"),
    USER_TAGS("userTags", "the user's tags, a list of Key and Value"),
    VOLUMES("volumes", "the further volumes, a list of maps with what is given, encrypted and inImage"),
    VPC_ID("vpcId", "VPC of the subnet; absent when no subnet is given");

    private final String text;
    private final String description;

    ModelName(String text, String description) {
        this.text = text;
        this.description = description;
    }

    /** As templates write it after {@code ami.}. */
    public String text() {
        return text;
    }

    /** What it stands for, in a line. */
    public String description() {
        return description;
    }
}
