package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

import java.nio.file.Path;
import java.util.Collection;

/** What to do about parameters that are wrong in themselves: names, identifiers, times, choices, files. */
public final class ParameterAdvice {
    private ParameterAdvice() {}

    /** No base image is named. */
    public static Fault noBaseImage() {
        return fault(
                Parameter.BASE_IMAGE,
                "No base image is named.",
                "Name the image to start from, such as al2023 or debian-13; or by its id, ami-…, or a parameter of"
                        + " Systems Manager, ssm:/name.");
    }

    /** What follows {@code ssm:} is no parameter name. */
    public static Fault malformedSsmName(String value) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + quote(value) + " does not name a parameter of Systems Manager.",
                "After ssm: comes a name of letters, digits and _ . - in levels that begin with a slash, such as"
                        + " ssm:/aws/service/debian/release/12/latest/amd64.");
    }

    /** The stack's name is not CloudFormation's. */
    public static Fault malformedStackName(String value) {
        return fault(
                Parameter.STACK_NAME,
                "The stack name " + quote(value) + " is not legal.",
                "CloudFormation takes a letter and then letters, digits and hyphens, 128 characters at most; leave it"
                        + " out for a name made from group, artifact and version.");
    }

    /** The image's name is not EC2's. */
    public static Fault malformedImageName(String value) {
        return fault(
                Parameter.IMAGE_NAME,
                "The image name " + quote(value) + " is not legal.",
                "EC2 takes 3 to 128 of letters, digits and ( ) [ ] space . / - ' @ _; leave it out for a name made from"
                        + " artifact, version and a suffix.");
    }

    /** The time for provisioning cannot be understood. */
    public static Fault malformedTimeout(String value) {
        return fault(
                Parameter.PROVISION_TIMEOUT,
                "The time for provisioning " + quote(value) + " cannot be understood.",
                "Write whole seconds, minutes and hours, such as 90s, 30m, 2h or 1h30m, or ISO-8601, such as PT30M.");
    }

    /** The time for provisioning is zero, negative or more than CloudFormation waits. */
    public static Fault timeoutOutOfRange(String value) {
        return fault(
                Parameter.PROVISION_TIMEOUT,
                "The time for provisioning " + quote(value) + " is out of range.",
                "CloudFormation waits 1 second at least and 12 hours (12h) at most.");
    }

    /** The time for the goal cannot be understood. */
    public static Fault malformedGoalTimeout(String value) {
        return fault(
                Parameter.TIMEOUT,
                "The time for the goal " + quote(value) + " cannot be understood.",
                "Write whole seconds, minutes and hours, such as 90s, 30m, 2h or 1h30m, or ISO-8601, such as PT30M;"
                        + " leave it out for no limit.");
    }

    /** The time for the goal is zero or negative. */
    public static Fault goalTimeoutOutOfRange(String value) {
        return fault(
                Parameter.TIMEOUT,
                "The time for the goal " + quote(value) + " is out of range.",
                "It is 1 second at least; leave it out for no limit.");
    }

    /** The stack's deadline cannot be understood. */
    public static Fault malformedDeadline(String value) {
        return fault(
                Parameter.DEADLINE,
                "The deadline " + quote(value) + " cannot be understood.",
                "Write how long after its creation the stack is to be gone, in whole seconds, minutes and hours, such as"
                        + " 90m, 24h or 36h30m, or ISO-8601, such as P2D; leave it out for 24 hours.");
    }

    /** The stack's deadline is zero, negative or beyond reason. */
    public static Fault deadlineOutOfRange(String value) {
        return fault(
                Parameter.DEADLINE,
                "The deadline " + quote(value) + " is out of range.",
                "It is 1 second at least, not before provisioning may end, and 366 days (P366D) at most.");
    }

    /** The stack's deadline is over before provisioning may be. */
    public static Fault deadlineTooShort(String value, String provisionTimeout) {
        return fault(
                Parameter.DEADLINE,
                "The deadline " + quote(value) + " is shorter than provisioning may take, " + provisionTimeout + " ("
                        + where(Parameter.PROVISION_TIMEOUT) + ").",
                "Give the stack longer, or provisioning less.");
    }

    /** A value that is none of those there are. */
    public static Fault unknownChoice(Parameter parameter, String value, Collection<String> legal) {
        return fault(
                parameter,
                "The value " + quote(value) + " of " + parameter.xml() + " is unknown.",
                "Write " + String.join(" or ", legal) + ".");
    }

    /** The region does not look like one. */
    public static Fault malformedRegion(String value) {
        return fault(
                Parameter.REGION,
                "The region " + quote(value) + " is not written like a region.",
                "Write its code, such as eu-central-1 or ap-northeast-2, or leave it out for that of your AWS profile.");
    }

    /** The profile has no name. */
    public static Fault blankProfile(String value) {
        return fault(
                Parameter.PROFILE,
                "The profile " + quote(value) + " has no name.",
                "Write the name of a profile of ~/.aws/config, or leave it out for AWS's own search for credentials.");
    }

    /** The endpoint is no URL. */
    public static Fault malformedEndpoint(String value) {
        return fault(
                Parameter.ENDPOINT,
                "The endpoint " + quote(value) + " is no URL.",
                "Write http:// or https://, a host and a port, such as http://127.0.0.1:4566, or leave it out for AWS"
                        + " itself.");
    }

    /** An account is no account id. */
    public static Fault malformedAccount(String value) {
        return fault(
                Parameter.ALLOWED_ACCOUNTS,
                "The account " + quote(value) + " is no account id.",
                "Write its 12 digits, in quotes where something takes them for a number, or leave it out to allow any.");
    }

    /** A result file is a folder. */
    public static Fault resultFileIsFolder(Parameter parameter, Path file) {
        return fault(
                parameter,
                "The results cannot be written to " + quote(file) + ": it is a folder.",
                "Name a file, or remove the folder.");
    }

    /** A result file lies where nothing can be written. */
    public static Fault resultFileNotWritable(Parameter parameter, Path file, Path obstacle, String why) {
        return fault(
                parameter,
                "The results cannot be written to " + quote(file) + ": " + quote(obstacle) + " " + why + ".",
                "Name a file in a folder that can be written, or mend that folder.");
    }

    /** Both result files are the same. */
    public static Fault resultFilesAreTheSame(Path file) {
        return fault(
                Parameter.MANIFEST_FILE,
                "The properties and the manifest are both to be written to " + quote(file) + ".",
                "Give each a file of its own; " + Parameter.PROPERTIES_FILE.path() + " names the other.");
    }
}
