package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.where;

import java.util.Collection;

/** What to do when AWS does not have what a request names. */
public final class ResolutionAdvice {
    private ResolutionAdvice() {}

    /** The parameter of Systems Manager does not exist. */
    public static Fault unknownParameter(String name, String region) {
        return fault(
                Parameter.BASE_IMAGE,
                "The SSM parameter '" + name + "' does not exist in " + region + ".",
                "'aws ssm get-parameters-by-path --path /aws/service/ami-amazon-linux-latest' lists Amazon Linux's.");
    }

    /** The parameter's value is of a type that cannot name one image. */
    public static Fault parameterOfType(String name, String type) {
        return fault(
                Parameter.BASE_IMAGE,
                "The SSM parameter '" + name + "' is a " + type + ", which cannot name one image.",
                "Name a parameter of type String that holds an AMI id.");
    }

    /** The parameter's value is no AMI id. */
    public static Fault parameterWithoutImage(String name, String value) {
        String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        return fault(
                Parameter.BASE_IMAGE,
                "The SSM parameter '" + name + "' holds '" + shown + "', which is no AMI id.",
                "Name a parameter that holds one, such as"
                        + " ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64.");
    }

    /** The base image is not in this region, or not for this account; {@code source} is what the user wrote. */
    public static Fault unknownImage(String id, String source, String region) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + named(id, source) + " does not exist in " + region
                        + ", or is not shared with this account.",
                "Each region has ids of its own; an SSM parameter (ssm:/name) gives the right one everywhere.");
    }

    /** EC2 takes the id for no AMI id. */
    public static Fault malformedImage(String id) {
        return fault(
                Parameter.BASE_IMAGE,
                "'" + id + "' is no AMI id for EC2.",
                "Write ami- and 8 or 17 hexadecimal digits, or ssm:/name.");
    }

    /** The base image cannot be launched. */
    public static Fault imageNotAvailable(String id, String source, String state) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + named(id, source) + " is in state '" + state + "' and cannot be launched.",
                "Name an image that is available.");
    }

    /** The base image's root is no EBS volume. */
    public static Fault imageWithoutEbs(String id, String source) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + named(id, source)
                        + " has no EBS root volume, so that EC2 cannot make an image of it.",
                "Name an image whose root device type is ebs.");
    }

    /** No default type fits the architecture. */
    public static Fault noTypeFor(String architecture) {
        return fault(
                Parameter.INSTANCE_TYPE,
                "No instance type is set, and there is no default for the base image's architecture " + architecture
                        + ".",
                "Set a type that runs it.");
    }

    /** EC2 does not have that type here. */
    public static Fault unknownType(String type, String region) {
        return fault(
                Parameter.INSTANCE_TYPE,
                "The instance type '" + type + "' does not exist in " + region + ".",
                "Write one that does, such as t3.small, or t4g.small for an arm64 image.");
    }

    /** The type does not run images of that architecture. */
    public static Fault unfitType(String type, Collection<String> runs, String architecture) {
        return fault(
                Parameter.INSTANCE_TYPE,
                "The instance type '" + type + "' runs " + String.join(", ", runs) + ", but the base image is "
                        + architecture + ".",
                "Remove it to get a type that fits, or name another base image (" + where(Parameter.BASE_IMAGE) + ").");
    }

    /** The subnet does not exist. */
    public static Fault unknownSubnet(String id, String region) {
        return fault(
                Parameter.SUBNET_ID,
                "The subnet '" + id + "' does not exist in " + region + " in this account.",
                "'aws ec2 describe-subnets' lists those that do.");
    }

    /** A group does not exist. */
    public static Fault unknownGroup(String id, String region) {
        return fault(
                Parameter.SECURITY_GROUP_IDS,
                "The security group '" + id + "' does not exist in " + region + " in this account.",
                "'aws ec2 describe-security-groups' lists those that do.");
    }

    /** A group is in another VPC than the builder; {@code because} says why the builder is in that one. */
    public static Fault foreignGroup(String id, String vpc, String builderVpc, String because) {
        return fault(
                Parameter.SECURITY_GROUP_IDS,
                "The security group '" + id + "' is in " + vpc + ", but the builder is in " + builderVpc + ", "
                        + because + ".",
                "Name groups and a subnet (" + where(Parameter.SUBNET_ID) + ") of one VPC.");
    }

    /** Nowhere to put the builder. */
    public static Fault noDefaultVpc(String region) {
        return fault(
                Parameter.SUBNET_ID,
                "No subnet is set, and " + region + " has no default VPC in this account.",
                "Name a subnet, or let 'aws ec2 create-default-vpc' make the VPC.");
    }

    private static String named(String id, String source) {
        return id.equals(source) ? id : id + " (from " + source + ")";
    }
}
