package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.sentence;
import static io.github.amibaker.advice.Wording.where;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/** What to do when a bake could not come to a good end, as far as AWS can tell beforehand. */
public final class PreflightAdvice {
    private static final String SHORT =
            "Without a service role CloudFormation works on with the credentials it was called with";

    private PreflightAdvice() {}

    /** Who calls, and where; the line every goal begins with. */
    public static String caller(String arn, String account, String region) {
        return "Account " + account + ", region " + region + ", as " + arn + ".";
    }

    /** The credentials are of an account that the user did not allow. */
    public static Fault foreignAccount(String account, String arn, List<String> allowed) {
        return new Fault(
                Parameter.ALLOWED_ACCOUNTS,
                "The credentials belong to account " + account + " (" + arn + "), but only "
                        + String.join(", ", allowed) + (allowed.size() == 1 ? " is" : " are")
                        + " allowed. Nothing was looked at there.",
                "Use credentials of an allowed account (" + where(Parameter.PROFILE) + "), or allow this one. Then run"
                        + " the same command again.");
    }

    /** The type speaks ENA only, the image does not. */
    public static Fault noEna(String type, String imageId) {
        return unfit(
                type,
                "needs the Elastic Network Adapter (ENA), which the base image " + imageId + " is not registered for.");
    }

    /** The image boots in another way than the type. */
    public static Fault unfitBootMode(String type, String imageId, String wanted, Collection<String> has) {
        return unfit(
                type,
                "boots by " + String.join(" or ", has) + ", but the base image " + imageId + " needs " + wanted + ".");
    }

    /** The image is of another virtualization than the type. */
    public static Fault unfitVirtualization(String type, String imageId, String wanted, Collection<String> has) {
        return unfit(
                type,
                "takes images of virtualization type " + String.join(" or ", has) + ", but the base image " + imageId
                        + " is " + wanted + ".");
    }

    /** The image's root is of a kind that the type does not take. */
    public static Fault unfitRootDevice(String type, String imageId, String wanted, Collection<String> has) {
        return unfit(
                type,
                "takes root devices of type " + String.join(" or ", has) + ", but the base image " + imageId + " has "
                        + wanted + ".");
    }

    /** The image wants a TPM, the type has none. */
    public static Fault noTpm(String type, String imageId, String version) {
        return unfit(type, "has no NitroTPM " + version + ", which the base image " + imageId + " asks for.");
    }

    /** EC2 does not offer the type where the builder is to stand. */
    public static Fault notOffered(String type, String zone, String subnetId) {
        return fault(
                Parameter.INSTANCE_TYPE,
                "The instance type '" + type + "' is not offered in " + zone + ", where the subnet " + subnetId
                        + " is.",
                "Write one that is ('aws ec2 describe-instance-type-offerings --location-type availability-zone"
                        + " --filters Name=location,Values=" + zone + "' lists them), or a subnet in another zone ("
                        + where(Parameter.SUBNET_ID) + ").");
    }

    /** CloudFormation does not take the template; {@code line} is what stands where it says, empty when it does not. */
    public static Fault refusedTemplate(String message, String line) {
        return fault(
                Parameter.TEMPLATE,
                "CloudFormation refuses the template: " + sentence(message)
                        + (line.isBlank() ? "" : " The line is: " + line.strip()),
                "Mend it; 'mvn ami:render' writes what was rendered to target/ami/template.yaml.");
    }

    /** The credentials end before provisioning may. */
    public static Fault shortLived(Instant end, Duration left, Duration provisionTimeout) {
        return fault(
                Parameter.ROLE_ARN,
                "The credentials end " + in(end, left) + ", but provisioning may take " + Elapsed.text(provisionTimeout)
                        + ". " + SHORT + ", so that the bake would break.",
                "Name a service role, or get credentials that live longer (" + where(Parameter.PROFILE)
                        + "; of a role: --max-session-duration of its owner, and <assumeRole><duration> or duration_seconds"
                        + " of the profile), or let provisioning take less (" + where(Parameter.PROVISION_TIMEOUT)
                        + ").");
    }

    /** The credentials end after provisioning, and perhaps before the image is made and all else is removed. */
    public static String perhapsShortLived(Instant end, Duration left) {
        return "The credentials end " + in(end, left) + ". " + SHORT
                + ": if provisioning takes as long as it may, they can end before the stack is complete. A service role ("
                + where(Parameter.ROLE_ARN) + ") avoids that.";
    }

    /** Checks that were left out because the caller may not ask; one line. */
    public static String notChecked(Collection<String> actions) {
        return "Not checked beforehand, because the caller may not: " + String.join(", ", actions) + ".";
    }

    /** The stack's name is taken by somebody else, or by another bake that is in progress. */
    public static Fault refusedStack(BakeException reason) {
        return new Fault(Parameter.STACK_NAME, reason.getMessage(), reason.advice());
    }

    /** What was going on when the user ended it. */
    public static String checks() {
        return "the checks before the bake";
    }

    private static Fault unfit(String type, String why) {
        return fault(
                Parameter.INSTANCE_TYPE,
                "The instance type '" + type + "' " + why,
                "Write a type that fits, or name another base image (" + where(Parameter.BASE_IMAGE) + ").");
    }

    private static String in(Instant end, Duration left) {
        return "at " + end.truncatedTo(ChronoUnit.SECONDS) + ", in " + Elapsed.text(left);
    }
}
