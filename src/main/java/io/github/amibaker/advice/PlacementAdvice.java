package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.sentence;
import static io.github.amibaker.advice.Wording.where;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to do about the places and the machines that a builder cannot be, or is not for now. */
public final class PlacementAdvice {
    private PlacementAdvice() {}

    /** An instance type is not written like one. */
    public static Fault malformedInstanceType(String value) {
        return fault(
                Parameter.INSTANCE_TYPE,
                "The instance type " + quote(value) + " is not written like an instance type.",
                "Write family and size with a dot between, such as t3.small; several with commas between.");
    }

    /** A subnet is not written like one. */
    public static Fault malformedSubnet(String value) {
        return fault(
                Parameter.SUBNET_ID,
                "The subnet " + quote(value) + " is no subnet id.",
                "A subnet id is subnet- and 8 or 17 hexadecimal digits (aws ec2 describe-subnets lists them), several"
                        + " with commas between; leave it out for the default VPC.");
    }

    /** A type or a subnet is named twice. */
    public static Fault repeated(boolean subnet, String value) {
        return fault(
                subnet ? Parameter.SUBNET_ID : Parameter.INSTANCE_TYPE,
                "The " + (subnet ? "subnet " : "instance type ") + quote(value) + " is named twice.",
                "Name each once.");
    }

    /** More than can be remembered. */
    public static Fault tooManyCandidates(int count, int most) {
        return fault(
                Parameter.INSTANCE_TYPE,
                "Types, subnets and spot make " + count + " places to try.",
                "Name fewer: " + most + " at most are tried.");
    }

    /** Both say where. */
    public static Fault subnetAndFilter(String subnet) {
        return fault(
                Parameter.SUBNET_FILTER,
                "Subnets are named (" + quote(subnet) + ") and looked for too.",
                "Keep one of the two (the other is " + where(Parameter.SUBNET_ID) + ").");
    }

    /** The filter says nothing. */
    public static Fault emptyFilter(String name) {
        return fault(
                Parameter.SUBNET_FILTER,
                "The filter for subnets looks for " + (name == null ? "nothing" : quote(name)) + ".",
                "Write one or more of <name> (the tag Name), <vpcId>, <zone> and <tags>.");
    }

    /** An element of the filter is none that EC2 would find anything by. */
    public static Fault malformedFilter(String element, String value, String legal) {
        return fault(
                Parameter.SUBNET_FILTER,
                "The <" + element + "> " + quote(value) + " of the filter for subnets is none.",
                "Write " + legal + ".");
    }

    /** The price is none that EC2 takes. */
    public static Fault malformedPrice(String value) {
        return fault(
                Parameter.SPOT,
                "Spot is " + quote(value) + ", which is neither true nor false nor a price.",
                "Write true, or the most to pay in dollars an hour, such as 0.05; EC2 takes more than 0.001.");
    }

    /** The template cannot ask for a spot instance. */
    public static Fault templateWithoutSpot(String file) {
        return fault(
                Parameter.SPOT,
                "The template " + file + " asks for no spot instance: it does not name ami.spot.",
                "Leave <spot> out, or let the template cancel the spot request before its builder goes, as the"
                        + " resources SpotRequests and BuilderSpotRequest of the built-in one do (mvn ami:render with "
                        + Parameter.SPOT.property() + "=true and without a template shows them).");
    }

    /** Something that goes with on-demand instances only. */
    public static Fault noSpotWith(String what, String why) {
        return fault(Parameter.SPOT, "Spot is asked for with " + what + ".", "Leave <spot> out: " + why);
    }

    /** The filter finds nothing. */
    public static Fault noSubnetFound(Collection<String> filters, String region) {
        return fault(
                Parameter.SUBNET_FILTER,
                "No subnet in " + region + " in this account has " + String.join(" and ", filters) + ".",
                "'aws ec2 describe-subnets' lists those that are there, with their tags.");
    }

    /** Subnets of several VPCs; {@code found} has each with its VPC. */
    public static Fault severalVpcs(Parameter parameter, Collection<String> found) {
        return fault(
                parameter,
                "The subnets are of several VPCs: " + String.join(", ", found) + ".",
                "Name those of one VPC, since security groups belong to one.");
    }

    /** A group of that name is not there; {@code vpc} is where it was looked for. */
    public static Fault unknownGroupName(String name, String vpc) {
        return fault(
                Parameter.SECURITY_GROUP_IDS,
                "There is no security group named " + quote(name) + " in " + vpc + ".",
                "'aws ec2 describe-security-groups' lists those that are there.");
    }

    /** AWS has no room for one; the next is tried. */
    public static String goingOn(String candidate, String reason, String next) {
        return "AWS has no builder to give: " + candidate + ": " + sentence(reason) + goingOn(next);
    }

    /** EC2 took one back while it was provisioned; the next is tried. */
    public static String takenBack(String candidate, String reason, String next) {
        return "AWS took the builder back, " + candidate + ": " + sentence(reason) + goingOn(next);
    }

    /** EC2 took one back that did not tell it; {@code status} is that of its spot request. */
    public static String untold(String status) {
        return "EC2 took the spot instance back (" + status + ") without its having told the stack";
    }

    /** The same, for the user. */
    public static String toldInItsPlace(String status) {
        return untold(status) + ": the stack is told in its place.";
    }

    /** The account never had a spot instance, and the caller may not prepare it for them; the next is tried. */
    public static String noSpotRole(String candidate, String reason, String next) {
        return goingOn(candidate, reason, next) + " For spot instances somebody has to run 'aws iam"
                + " create-service-linked-role --aws-service-name spot.amazonaws.com' in this account, once.";
    }

    private static String goingOn(String next) {
        return " Going on with " + next + ".";
    }

    /** On which market the builder was, for the end of a sentence. */
    public static String market(boolean spot) {
        return spot ? ", on a spot instance" : ", on an on-demand instance";
    }

    /** A reason of which only the code is known. */
    public static String earlier(String code) {
        return code + ", in an earlier run";
    }

    /** Why one was left out; {@code because} is what ruled it out, empty when EC2 does not offer it. */
    public static String notTried(Optional<String> because) {
        return "not tried, because "
                + because.map(code -> "of " + code + " above").orElse("EC2 does not offer it");
    }

    /** AWS has no room for any. */
    public static BakeException allTried(int count, List<String> candidates, String stackName) {
        return BakeException.user(
                "AWS has no room for the builder. " + count + " were tried:"
                        + candidates.stream().map(line -> "\n  " + line).collect(Collectors.joining()),
                "Name more types (" + where(Parameter.INSTANCE_TYPE) + ") or subnets in more zones ("
                        + where(Parameter.SUBNET_ID) + "; " + where(Parameter.SUBNET_FILTER)
                        + "), or wait. Then run mvn ami:bake again, which begins with the first. What is left of stack "
                        + stackName + " goes with that, or with mvn ami:clean.");
    }

    /** One line of what is left out. */
    public static String notOffered(Collection<String> candidates) {
        return "Not tried, because EC2 does not offer it there: " + String.join(", ", candidates) + ".";
    }
}
