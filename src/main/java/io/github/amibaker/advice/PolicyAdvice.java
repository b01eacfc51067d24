package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.where;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What to do with the policies that were written. */
public final class PolicyAdvice {
    private PolicyAdvice() {}

    /** Where policies lie. */
    public static String written(String what, List<Path> files) {
        return what + ": " + files.stream().map(Path::toString).collect(Collectors.joining(" and "));
    }

    /** CloudFormation has no role of its own. */
    public static String withoutServiceRole() {
        return "No service role is set, so that CloudFormation works with the caller's rights: attach both policies to the"
                + " caller. Or make a role of the service role's two files and name it (" + where(Parameter.ROLE_ARN)
                + "); then run mvn ami:policy again, since the caller may pass it then.";
    }

    /** CloudFormation has a role of its own. */
    public static String withServiceRole(String roleArn) {
        return "Attach the caller's policy to the caller, the service role's to " + roleArn + ".";
    }

    /** Several images were written for, each by itself. */
    public static String ofEach(int images) {
        return "Who bakes all of them needs the policies of each of these " + images + " images.";
    }

    /** The account is not known. */
    public static String anyAccount() {
        return "They hold in any account; allow one alone to name it in them (" + where(Parameter.ALLOWED_ACCOUNTS)
                + ").";
    }

    /** The region is not known. */
    public static String anyRegion() {
        return "They hold in any region; set one to name it in them (" + where(Parameter.REGION) + ").";
    }

    /** Nobody knows which role the instance profile holds. */
    public static String anyBuilderRole(String instanceProfile) {
        return "The service role's policy allows to pass any role to EC2, since AWS was not asked which one the instance"
                + " profile " + instanceProfile + " holds: write that one in the statement BuilderRole.";
    }

    /** What the user's own function is made of. */
    public static String imageFunction(Path code) {
        return "Code of the function: " + code
                + " (handler index.handler as index.py, Python 3.13, 15 minutes, 256 MB).";
    }

    /** Nobody knows what a template of the user's own makes. */
    public static String ownTemplate(Path template) {
        return "The service role's policy is that of the built-in template: add what " + template + " makes beyond it.";
    }
}
