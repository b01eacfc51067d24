package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

/** What to do about an image that cannot be as it is asked for, and about who makes it. */
public final class ImagingAdvice {
    private ImagingAdvice() {}

    /** An attribute has a value that EC2 does not know. */
    public static Fault attribute(String name, String value, String legal) {
        return fault(
                Parameter.IMAGE_ATTRIBUTES,
                "The <" + name + "> " + quote(value) + " of the image is unknown.",
                "Write " + legal + ", or leave it out.");
    }

    /** A description that EC2 does not take. */
    public static Fault description(String value) {
        return fault(
                Parameter.IMAGE_ATTRIBUTES,
                "The <description> " + quote(value) + " of the image is not legal.",
                "EC2 takes 1 to 255 characters of ASCII, without control characters.");
    }

    /** The time until an image is deprecated is none. */
    public static Fault deprecateAfter(String value) {
        return fault(
                Parameter.IMAGE_ATTRIBUTES,
                "The <deprecateAfter> " + quote(value) + " of the image is no time that EC2 takes.",
                "Write how long after its creation, such as 2160h or P90D, from an hour to ten years (P3650D).");
    }

    /** What an image has from its base, and the base has it otherwise. */
    public static Fault notOfBase(String name, String wanted, String had, String image) {
        return fault(
                Parameter.IMAGE_ATTRIBUTES,
                "The image is to have <" + name + "> " + quote(wanted) + ", and base image " + image + " has "
                        + (had.isEmpty() ? "none" : quote(had)) + ".",
                "An image that CreateImage makes has this from its base; RegisterImage alone could set it. Choose a base"
                        + " image that has it (" + where(Parameter.BASE_IMAGE) + "), or leave <" + name + "> out.");
    }

    /** No ARN of a role. */
    public static Fault malformedRole(String value) {
        return fault(
                Parameter.IMAGE_ROLE_ARN,
                "The role of the function, " + quote(value) + ", is no ARN of a role.",
                "Write arn:aws:iam::<account>:role/<name>, with 12 digits for the account.");
    }

    /** No ARN of a function. */
    public static Fault malformedFunction(String value) {
        return fault(
                Parameter.IMAGE_FUNCTION_ARN,
                "The function " + quote(value) + " is no ARN of a function.",
                "Write arn:aws:lambda:<region>:<account>:function:<name>, if need be with :<version or alias>.");
    }

    /** A function has a role already. */
    public static Fault roleAndFunction(String function) {
        return fault(
                Parameter.IMAGE_ROLE_ARN,
                "A role for the function is given beside the function " + quote(function) + " itself ("
                        + where(Parameter.IMAGE_FUNCTION_ARN) + ").",
                "A function that is there has its role: leave either out.");
    }

    /** CloudFormation calls functions in its own region only. */
    public static Fault functionElsewhere(String function, String region) {
        return fault(
                Parameter.IMAGE_FUNCTION_ARN,
                "The function " + quote(function) + " is not in region " + region + ".",
                "CloudFormation calls functions of the stack's own region only: name one there.");
    }
}
