package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.sentence;
import static io.github.amibaker.advice.Wording.where;

import java.util.Collection;
import java.util.Comparator;

/** What to do when AWS cannot be reached, does not know the caller, or refuses a call. */
public final class AwsAdvice {
    private static final String AGAIN = "Then run the same command again; a bake that is under way in AWS goes on.";

    private AwsAdvice() {}

    /** No region anywhere. */
    public static Fault noRegion() {
        return fault(
                Parameter.REGION,
                "No region is known: none is configured, in AWS_REGION, or in the AWS profile.",
                "Set it, for example to eu-central-1.");
    }

    /** Something that cannot be a region's name. */
    public static Fault illegalRegion(String region) {
        return fault(
                Parameter.REGION,
                "'" + region + "' is not the name of a region.",
                "Write its code, such as eu-central-1, in lower case.");
    }

    /** A profile that is in none of AWS's files. */
    public static Fault unknownProfile(String profile, Collection<String> known) {
        String others = known.isEmpty()
                ? "There are no profiles at all; 'aws configure' makes one."
                : "Name one of these: "
                        + String.join(", ", known.stream().sorted().toList()) + ".";
        return fault(
                Parameter.PROFILE,
                "The AWS profile '" + profile + "' does not exist in ~/.aws/config or ~/.aws/credentials.",
                others);
    }

    /** A profile file that cannot be read. */
    public static Fault brokenProfileFile(String message) {
        return fault(Parameter.PROFILE, "AWS's configuration files cannot be read: " + message, "Mend that file.");
    }

    /** Nothing in the chain has credentials. */
    public static Fault noCredentials() {
        return fault(
                Parameter.PROFILE,
                "No AWS credentials were found, neither in the environment, nor in a profile, nor from this machine's role.",
                "Name a profile that has some, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run 'aws configure'.");
    }

    /** A profile is there, but gives no credentials. */
    public static Fault unusableProfile(String profile, String message) {
        return fault(
                Parameter.PROFILE,
                "The AWS profile '" + profile + "' gives no credentials: " + sentence(message),
                "Mend the profile or name another.");
    }

    /** The session of IAM Identity Center has ended or was never begun. */
    public static Fault expiredSso(String profile, String message) {
        return fault(
                Parameter.PROFILE,
                "The single sign-on session of the AWS profile '" + profile + "' cannot be used: " + sentence(message),
                "Run 'aws sso login --profile " + profile + "'.");
    }

    /** AWS answered with an error. */
    public static String answered(String action, String message, String code, String requestId) {
        String id = requestId == null || requestId.isBlank() ? "" : ", request id " + requestId;
        return action + " failed: " + sentence(message) + " (" + code + id + ")";
    }

    /** AWS was not reached. */
    public static String unreached(String action, String reason) {
        return "AWS could not be reached for " + action + ": " + sentence(reason);
    }

    /** The call failed on this side. */
    public static String failed(String action, String message) {
        return action + " failed: " + sentence(message);
    }

    /** The user ended it in the middle of a call. */
    public static String interrupted(String action) {
        return "Interrupted during " + action + ".";
    }

    /** What to do after an interruption. */
    public static String goOn() {
        return "A bake that is under way in AWS goes on; run the same command again to join it.";
    }

    /** The caller may not do this. */
    public static String denied(String action) {
        return "The caller needs the IAM right " + action
                + ", and no policy, boundary or service control policy may deny"
                + " it. Let it be granted, or use other credentials (" + where(Parameter.PROFILE) + "). " + AGAIN;
    }

    /** Temporary credentials have ended. */
    public static String expired() {
        return "The temporary credentials have expired. Get new ones ('aws sso login', or export them anew). " + AGAIN;
    }

    /** AWS does not know the access key. */
    public static String unknownKey(String region) {
        return "AWS does not know this access key in " + region
                + ". Check AWS_ACCESS_KEY_ID and AWS_SESSION_TOKEN, the"
                + " profile (" + where(Parameter.PROFILE) + ") or the server of settings.xml ("
                + where(Parameter.SERVER_ID) + "), and that the region is enabled for the account ("
                + where(Parameter.REGION) + "). " + AGAIN;
    }

    /** The secret is wrong, or the clock. */
    public static String badSignature() {
        return "Check the secret access key (" + where(Parameter.PROFILE) + "; " + where(Parameter.SERVER_ID)
                + ") and that this machine's clock is right: more than five minutes off are refused. " + AGAIN;
    }

    /** The account may not use the service or region yet. */
    public static String optIn(String region) {
        return "The account has to subscribe to the service or enable the region " + region + " first. " + AGAIN;
    }

    /** Too many calls, for long. */
    public static String throttled() {
        return "AWS kept on asking to slow down. Wait a minute; other programs may use up this account's rate. "
                + AGAIN;
    }

    /** A fault that is not the user's. */
    public static String brokenInside() {
        return "That is a fault of AWS or of the way to it. " + AGAIN + " 'mvn -X' shows more.";
    }

    /** AWS understood, and refused. */
    public static String refused() {
        return "Mend what AWS's message names, then run the same command again.";
    }

    /** The endpoint the user set does not answer. */
    public static String endpoint(String endpoint) {
        return "Nothing answers at " + endpoint + ". Start what should listen there, or mend or remove the endpoint ("
                + where(Parameter.ENDPOINT) + "), then run the same command again.";
    }

    /** What answers is not AWS's protocol. */
    public static String notAws(String endpoint) {
        return "What answers at " + endpoint + " does not speak AWS's protocol for this call. Check the endpoint ("
                + where(Parameter.ENDPOINT) + "), then run the same command again.";
    }

    /** The host of a service does not resolve; {@code known} are the codes of the regions known here. */
    public static String unknownHost(String region, Collection<String> known) {
        if (!known.contains(region)) {
            String nearest = known.stream()
                    .min(Comparator.comparingInt((String one) -> distance(one, region))
                            .thenComparing(Comparator.naturalOrder()))
                    .orElse("eu-central-1");
            return "'" + region + "' is probably no region of AWS; perhaps you mean " + nearest + "? ("
                    + where(Parameter.REGION) + ")";
        }
        return "Check the network and its DNS, and the proxy in settings.xml. " + AGAIN;
    }

    /** The network is down. */
    public static String network() {
        return "Check the network, and the proxy in settings.xml. " + AGAIN;
    }

    /** TLS did not come about. */
    public static String certificates() {
        return "If a proxy inspects TLS here, let Java trust its certificate (MAVEN_OPTS=-Djavax.net.ssl.trustStore=…). "
                + AGAIN;
    }

    /** The proxy wants other credentials. */
    public static String proxyRefused() {
        return "The proxy refused the user name and password of settings.xml. If they are right, Java may refuse to send"
                + " them: add -Djdk.http.auth.tunneling.disabledSchemes= to MAVEN_OPTS. " + AGAIN;
    }

    /** Credentials that went away in mid-course. */
    public static String credentials() {
        return "Check the credentials (" + where(Parameter.PROFILE) + "). " + AGAIN;
    }

    /** Bake and clean alike meet these, so that no goal is named. */
    private static Fault fault(Parameter parameter, String what, String mend) {
        return new Fault(parameter, what, mend + " Then run the same command again.");
    }

    /** How many letters differ, by Levenshtein. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(Math.min(current[column - 1], previous[column]) + 1, previous[column - 1] + change);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
