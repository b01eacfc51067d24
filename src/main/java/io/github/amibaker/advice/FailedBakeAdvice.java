package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.sentence;
import static io.github.amibaker.advice.Wording.where;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says why a bake failed, what of it is left in AWS, and what to do. */
public final class FailedBakeAdvice {
    private static final Pattern HANDLE =
            Pattern.compile("^WaitCondition received failed message: '(.*)' for uniqueId: (.*)$", Pattern.DOTALL);
    private static final Pattern TIMED_OUT = Pattern.compile(
            "WaitCondition timed out\\.|Failed to receive \\d+ resource signal\\(s\\) (?:for the current batch\\.|within the specified duration)");
    private static final Pattern RESOURCE_SIGNAL =
            Pattern.compile("Received (?:\\d+ )?FAILURE signal(?:\\(s\\))?(?: with UniqueId| out of)");
    private static final Pattern FUNCTION = Pattern.compile(
            "^Received response status \\[FAILED\\] from custom resource\\. Message returned: (.*)$", Pattern.DOTALL);
    private static final Pattern SILENT_FUNCTION =
            Pattern.compile("did not receive a response from your Custom Resource|"
                    + "Custom Resource failed to stabilize in expected time");

    private static final String MEND_SCRIPT =
            "Mend the script (" + where(Parameter.PROVISION_DIRECTORY) + ") and run mvn ami:bake again.";

    private static final String ALLOW_MORE =
            "If it only needs longer, allow more (" + where(Parameter.PROVISION_TIMEOUT)
                    + ", 12h at most); else mend what it hangs on. Then run mvn ami:bake again.";

    /** How a builder that ends itself, for its time is over, begins what it says. */
    private static final String OUT_OF_TIME = "out of time";

    /** How a builder that could not fetch a secret begins what it says. */
    private static final String SECRETS = "secrets: ";

    /** How a builder that rebooted unexpectedly begins what it says. */
    private static final String REBOOTED = "the builder rebooted";

    private static final String EXPECT_REBOOT = "If the script is to reboot the builder, name the scripts in a list ("
            + where(Parameter.PROVISION) + ") and give that one <expectReboot>true</expectReboot>: the next one runs"
            + " afterwards. Else mend it. Then run mvn ami:bake again.";

    private static final String MEND_SECRET = "Mend the reference (" + where(Parameter.ENVIRONMENT)
            + "), or what the role of the builder's instance profile allows (" + where(Parameter.INSTANCE_PROFILE)
            + "), and run mvn ami:bake again.";

    private static final String BAKE = "mvn ami:bake";

    private FailedBakeAdvice() {}

    /** The exception for a bake that failed: the cause first, then what is left, then what to run. */
    public static BakeException of(FailedBake bake) {
        List<String> advice = new ArrayList<>();
        String message =
                bake.cause().map(cause -> message(bake, cause, advice)).orElseGet(() -> withoutCause(bake, advice));
        bake.consoleFile()
                .ifPresent(file -> advice.add("The last lines on the builder's console are kept in " + file + "."));
        advice.add(left(bake));
        return BakeException.user(message, String.join("\n", advice));
    }

    private static String withoutCause(FailedBake bake, List<String> advice) {
        if (bake.left() == FailedBake.Left.NO_STACK) {
            advice.add("Find out who deleted it (CloudTrail's event DeleteStack tells), then run mvn ami:bake again.");
            return "The stack " + bake.stackName() + " was deleted by somebody else while its bake was watched.";
        }
        advice.add("Look at its events: aws cloudformation describe-stack-events --stack-name " + bake.stackName()
                + options(bake));
        return "The stack " + bake.stackName() + " is " + bake.status() + ", and CloudFormation gives no reason.";
    }

    private static String message(FailedBake bake, FailedBake.Cause cause, List<String> advice) {
        Matcher handle = HANDLE.matcher(cause.reason());
        if (handle.find()) {
            String reason = handle.group(1).strip();
            advice.add(mend(reason));
            return signalled(bake, reason);
        }
        if (TIMED_OUT.matcher(cause.reason()).find()) {
            return timedOut(bake, cause, advice);
        }
        if (RESOURCE_SIGNAL.matcher(cause.reason()).find()) {
            Optional<String> failure = bake.builder().failure();
            advice.add(mend(failure.orElse("")));
            return "Provisioning failed: "
                    + failure.orElseGet(() -> "the builder signalled FAILURE, which carries no reason ("
                            + where(Parameter.SIGNAL) + ": handle does)"
                            + (bake.builder().lastLines().isEmpty()
                                    ? ", and nothing could be read from its console"
                                    : ""))
                    + lines("The last lines on its console:", bake.builder().lastLines());
        }
        Matcher function = FUNCTION.matcher(cause.reason());
        if (function.find()) {
            advice.add(Cures.of(function.group(1), BAKE)
                    .orElse("Mend what the message names and run mvn ami:bake again."));
            return "The function that makes the image failed (" + cause.resource() + "): "
                    + sentence(function.group(1));
        }
        if (SILENT_FUNCTION.matcher(cause.reason()).find()) {
            advice.add("The function's log tells why, while the stack stands: run mvn ami:bake -Dami.onFailure=keep ("
                    + where(Parameter.ON_FAILURE) + ") and read its log group.");
            return "The function that makes the image did not answer (" + cause.resource() + "): "
                    + sentence(cause.reason());
        }
        return other(cause, advice);
    }

    private static String mend(String reason) {
        if (reason.startsWith(SECRETS)) {
            return MEND_SECRET;
        }
        if (reason.startsWith(REBOOTED)) {
            return EXPECT_REBOOT;
        }
        return reason.startsWith(OUT_OF_TIME) ? ALLOW_MORE : MEND_SCRIPT;
    }

    private static String signalled(FailedBake bake, String reason) {
        List<String> parts = reason.lines().map(String::stripTrailing).toList();
        List<String> log = parts.size() > 1
                ? parts.subList(1, parts.size())
                : bake.builder().lastLines();
        return "Provisioning failed: " + (parts.isEmpty() ? "the builder gave no reason" : parts.get(0))
                + lines("The last lines of its log:", log);
    }

    private static String timedOut(FailedBake bake, FailedBake.Cause cause, List<String> advice) {
        advice.add(ALLOW_MORE);
        FailedBake.Builder builder = bake.builder();
        String running;
        if (builder.running().isPresent()) {
            running = builder.running().get() + " was running";
        } else if (builder.instanceId().isEmpty()) {
            running = "there was no builder that could signal";
        } else if (builder.lastLines().isEmpty()) {
            running = "nothing could be read from the builder's console";
            advice.add(
                    "A builder that never signals may have no way to AWS: from a private subnet it needs a NAT gateway,"
                            + " or endpoints for S3 (signal handle) or CloudFormation (signal resource) ("
                            + where(Parameter.SUBNET_ID) + ").");
        } else {
            running = "no script was running";
        }
        return "Provisioning did not end within " + Elapsed.text(bake.provisionTimeout()) + " ("
                + cause.resource() + "): " + running + "."
                + lines("The last lines on the builder's console:", builder.lastLines());
    }

    private static String other(FailedBake.Cause cause, List<String> advice) {
        Optional<String> cure = Cures.of(cause.reason(), BAKE);
        if (cause.type().equals("AWS::EC2::Instance")) {
            advice.add(
                    cure.orElse(
                            "Mend what AWS names, be it instanceType, subnetId, securityGroupIds, instanceProfile, rootVolume"
                                    + " or baseImage (all under <configuration>, or as -Dami.<name>), and run mvn ami:bake again."));
            return "The builder could not be made (" + cause.resource() + "): " + sentence(cause.reason());
        }
        advice.add(cure.orElse("Mend what AWS names and run mvn ami:bake again."));
        return cause.resource() + " (" + cause.type() + ") failed: " + sentence(cause.reason());
    }

    private static String left(FailedBake bake) {
        String name = bake.stackName();
        return switch (bake.left()) {
            case NOTHING -> nothing(bake);
            case EVERYTHING -> kept(bake);
            case SOMETHING ->
                "The stack " + name + " is " + bake.status() + ", and not all of it could be taken back"
                        + bake.notDeleted().stream()
                                .map(line -> "\n  " + line)
                                .collect(
                                        Collectors.joining("", bake.notDeleted().isEmpty() ? "" : ":", ""))
                        + "\n" + StackAdvice.cures(bake.notDeleted()) + "Remove what keeps it and run mvn ami:clean.";
            case NO_STACK -> "The stack " + name + " is gone; nothing of it is left in AWS.";
        };
    }

    private static String nothing(FailedBake bake) {
        String gone = "Nothing that costs is left in AWS: the stack " + bake.stackName() + " was rolled back ("
                + bake.status() + "); its record goes with the next mvn ami:bake, or with mvn ami:clean.";
        return bake.builder().instanceId().isEmpty()
                ? gone
                : gone + " To look at a builder that fails, run mvn ami:bake -Dami.onFailure=keep ("
                        + where(Parameter.ON_FAILURE) + ").";
    }

    private static String kept(FailedBake bake) {
        String clean = "The stack " + bake.stackName() + " was kept (" + bake.status()
                + ") and costs until mvn ami:clean removes it, or the next mvn ami:bake replaces it.";
        return bake.builder()
                .instanceId()
                .map(id -> {
                    String session = "aws ssm start-session --target " + id + options(bake);
                    String look = "The failed builder is left for a look: " + session;
                    return bake.builder().reachable()
                            ? look + "\n" + clean
                            : look + "\nBut it has no instance profile of yours, so Session Manager will hardly reach"
                                    + " it: name one that has AmazonSSMManagedInstanceCore ("
                                    + where(Parameter.INSTANCE_PROFILE) + ") and bake again.\n" + clean;
                })
                .orElse(clean);
    }

    private static String options(FailedBake bake) {
        return " --region " + bake.region()
                + bake.profile().map(profile -> " --profile " + profile).orElse("");
    }

    private static String lines(String title, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : "\n" + title + lines.stream().map(line -> "\n    " + line).collect(Collectors.joining());
    }
}
