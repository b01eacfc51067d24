package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.where;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What to do when somebody may not do what a bake does. */
public final class RightsAdvice {
    /** Why IAM says no. */
    public static final String BY_STATEMENT = "a policy denies it explicitly";

    public static final String BY_BOUNDARY = "the permissions boundary does not allow it";
    public static final String BY_ORGANIZATION = "a service control policy of the organization does not allow it";
    public static final String BY_NOBODY = "no policy allows it";

    private RightsAdvice() {}

    /** An action that IAM would refuse, on what, and why. */
    public record Denial(String action, String resource, String reason) {}

    /**
     * A fault for each reason, with all actions and ARNs that are refused for it.
     *
     * @param parameter where somebody else can be named
     * @param principal ARN of who may not
     */
    public static List<Fault> denied(Parameter parameter, String principal, List<Denial> denials) {
        Map<String, TreeSet<String>> actions = new LinkedHashMap<>();
        Map<String, TreeSet<String>> resources = new LinkedHashMap<>();
        for (Denial denial : denials) {
            actions.computeIfAbsent(denial.reason(), any -> new TreeSet<>()).add(denial.action());
            resources.computeIfAbsent(denial.reason(), any -> new TreeSet<>()).add(denial.resource());
        }
        return actions.keySet().stream()
                .map(reason -> fault(
                        parameter,
                        principal + " may not " + String.join(", ", actions.get(reason)) + " on "
                                + String.join(", ", resources.get(reason)) + ": " + reason + ".",
                        cure(reason) + " 'mvn ami:policy' writes the policies that a bake needs; or use "
                                + (parameter == Parameter.ROLE_ARN ? "another role." : "other credentials.")
                                + " If AWS allows more than its simulator knows, switch that off ("
                                + where(Parameter.SIMULATE_RIGHTS) + ": false)."))
                .toList();
    }

    /** Nobody has that name. */
    public static Fault unknownPrincipal(Parameter parameter, String principal) {
        return fault(
                parameter,
                principal + " does not exist.",
                "Name one that does; 'mvn ami:policy' writes the policy and the trust policy of a service role.");
    }

    /** There is no such instance profile. */
    public static Fault unknownInstanceProfile(String profile) {
        return fault(
                Parameter.INSTANCE_PROFILE,
                "The instance profile '" + profile + "' does not exist in this account.",
                "'aws iam list-instance-profiles' lists those that do. The profile of a role goes by the role's name only"
                        + " where the console made it.");
    }

    /** IAM simulates users and roles only; {@code who} is the end of the caller's ARN. */
    public static String notSimulated(String who) {
        return "Rights were not simulated: IAM does that for users and roles, not for " + who + ".";
    }

    /** What hangs on something that only a real call brings along; one line. */
    public static String undecided(Collection<String> actions, Collection<String> keys) {
        return "Whether these are allowed cannot be told beforehand, since policies ask for " + String.join(", ", keys)
                + ": " + String.join(", ", actions) + ".";
    }

    private static String cure(String reason) {
        return switch (reason) {
            case BY_STATEMENT -> "Let that statement be lifted for it.";
            case BY_BOUNDARY -> "Let the boundary be widened.";
            case BY_ORGANIZATION -> "Ask who administers the organization.";
            default -> "Let it be granted.";
        };
    }
}
