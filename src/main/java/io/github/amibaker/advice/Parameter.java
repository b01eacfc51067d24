package io.github.amibaker.advice;

/** The parameters of the goals: one name, from which the XML path and the {@code -D} property follow. */
public enum Parameter {
    REGION("region"),
    PROFILE("profile"),
    SERVER_ID("serverId"),
    ASSUME_ROLE("assumeRole"),
    ENDPOINT("endpoint"),
    ALLOWED_ACCOUNTS("allowedAccounts"),
    BASE_IMAGE("baseImage"),
    ARCHITECTURE("architecture"),
    BASE_LOCK("baseLock"),
    IMAGE_NAME("imageName"),
    STACK_NAME("stackName"),
    INSTANCE_TYPE("instanceType"),
    SUBNET_ID("subnetId"),
    SUBNET_FILTER("subnetFilter"),
    SPOT("spot"),
    SECURITY_GROUP_IDS("securityGroupIds"),
    INSTANCE_PROFILE("instanceProfile"),
    ASSOCIATE_PUBLIC_IP("associatePublicIp"),
    ROLE_ARN("roleArn"),
    PERMISSIONS_BOUNDARY("permissionsBoundary"),
    ROLE_PATH("rolePath"),
    SIMULATE_RIGHTS("simulateRights"),
    SIGNAL("signal"),
    PROVISION_TIMEOUT("provisionTimeout"),
    PROVISION_DIRECTORY("provisionDirectory"),
    PROVISION("provision"),
    FILES_DIRECTORY("filesDirectory"),
    FILES("files"),
    ARTIFACT("artifact"),
    STAGING("staging"),
    TEMPLATE("template"),
    ENVIRONMENT("environment"),
    TEMPLATE_VARIABLES("templateVariables"),
    TAGS("tags"),
    ROOT_VOLUME("rootVolume"),
    VOLUMES("volumes"),
    ENCRYPTED("encrypted"),
    KMS_KEY_ID("kmsKeyId"),
    BUILDER_PROXY("builderProxy"),
    CA_CERTIFICATES("caCertificates"),
    KEEP_CA_CERTIFICATES("keepCaCertificates"),
    IMAGE_ATTRIBUTES("imageAttributes"),
    IMAGE_ROLE_ARN("imageRoleArn"),
    IMAGE_FUNCTION_ARN("imageFunctionArn"),
    PROPERTIES_FILE("propertiesFile"),
    MANIFEST_FILE("manifestFile"),
    TEARDOWN("teardown"),
    ON_FAILURE("onFailure"),
    FORCE("force"),
    TIMEOUT("timeout"),
    DEADLINE("deadline"),
    IMAGES("images"),
    EXPLAIN("explain"),
    SKIP("skip"),
    ORPHANS("orphans");

    private final String xml;

    Parameter(String xml) {
        this.xml = xml;
    }

    /** Name of the element, such as {@code baseImage}. */
    public String xml() {
        return xml;
    }

    /** Where the element stands in a pom, such as {@code <configuration><baseImage>}. */
    public String path() {
        return "<configuration><" + xml + ">";
    }

    /** The property on the command line, such as {@code -Dami.baseImage}. */
    public String property() {
        return "-Dami." + xml;
    }
}
