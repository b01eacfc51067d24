package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.sentence;
import static io.github.amibaker.advice.Wording.where;

import java.time.Duration;
import java.util.Optional;

/** What to do about a role that is to be assumed; no text holds a code or a secret. */
public final class RoleAdvice {
    /** Bake and clean alike assume roles. */
    private static final String AGAIN = " Then run the same command again.";

    private RoleAdvice() {}

    /** No ARN of a role. */
    public static Fault malformedRole(String value) {
        return fault(
                Parameter.ASSUME_ROLE,
                (value == null ? "No role is named" : "The role " + quote(value) + " is not the ARN of a role") + ".",
                "Write <assumeRole><roleArn>arn:aws:iam::123456789012:role/images</roleArn></assumeRole>.");
    }

    /** Nothing that AssumeRole takes. */
    public static Fault malformedExternalId(String value) {
        return fault(
                Parameter.ASSUME_ROLE,
                "The external id " + quote(value) + " is not 2 to 1224 characters of A-Z a-z 0-9 _ + = , . @ : / -.",
                "Write it as whoever made the role told it.");
    }

    /** Nothing that AssumeRole takes. */
    public static Fault malformedSessionName(String value) {
        return fault(
                Parameter.ASSUME_ROLE,
                "The session name " + quote(value) + " is not 2 to 64 characters of A-Z a-z 0-9 _ + = , . @ -.",
                "Mend it, or leave it out, then it is ami-maven-plugin.");
    }

    /** Nothing that AssumeRole takes. */
    public static Fault malformedMfaSerial(String value) {
        return fault(
                Parameter.ASSUME_ROLE,
                "The MFA device " + quote(value) + " is neither an ARN nor a serial number.",
                "Write it as 'aws iam list-mfa-devices' does, such as arn:aws:iam::123456789012:mfa/kim.");
    }

    /** Outside what AWS takes, or no length of time. */
    public static Fault malformedDuration(String value) {
        return fault(
                Parameter.ASSUME_ROLE,
                "The duration " + quote(value) + " of the role's session is not between 15m and 12h.",
                "Write it such as 2h, or leave it out.");
    }

    /**
     * AWS refuses to let the caller assume the role.
     *
     * @param parameter where the role is named
     * @param externalId the one that was sent
     */
    public static Fault refused(Parameter parameter, String role, String message, Optional<String> externalId) {
        String id = externalId
                .map(sent -> "the external id " + quote(sent) + " that was sent is the one it asks for")
                .orElse("it asks for no external id, as none was given (<externalId>; external_id of a profile)");
        return new Fault(
                parameter,
                "The role " + role + " cannot be assumed: " + sentence(message),
                "Check that the role exists, that its trust policy names the caller, and that " + id
                        + "; that the caller is allowed sts:AssumeRole on it; and that it does not ask for MFA where no"
                        + " device is named (<mfaSerial>; mfa_serial of a profile)." + AGAIN);
    }

    /** AWS takes something of the request for wrong. */
    public static Fault wrong(Parameter parameter, String role, String message) {
        return new Fault(
                parameter,
                "The role " + role + " cannot be assumed: " + sentence(message),
                "Mend what AWS's message names." + AGAIN);
    }

    /** The length that the user wrote is more than the role allows, or than one hour in a chain of roles. */
    public static Fault tooLong(Parameter parameter, String role, Duration asked, String message) {
        return new Fault(
                parameter,
                "A session of the role " + role + " cannot last " + Elapsed.text(asked) + ": " + sentence(message),
                "Shorten the session (<duration>; duration_seconds of a profile), or let the role's owner raise it ('aws"
                        + " iam update-role --max-session-duration'). Where one role is assumed by another it is an hour"
                        + " at most; a bake that takes longer then needs a service role (" + where(Parameter.ROLE_ARN)
                        + ")." + AGAIN);
    }

    /** Nobody can be asked for the code. */
    public static Fault noMfaCode(Parameter parameter, String serial) {
        return new Fault(
                parameter,
                "The role is behind MFA, and there is no terminal to ask for the code of " + serial
                        + ": Maven runs in batch mode, or its input is not a terminal.",
                "Pass the code that the device shows now: -Dami.mfaCode=123456.");
    }

    /** What was typed or passed cannot be a code; it is not shown, as it may be a password. */
    public static Fault malformedMfaCode(Parameter parameter, String serial) {
        return new Fault(
                parameter,
                "What was given as the code of " + serial + " is not six digits.",
                "Give the code that the device shows now; -Dami.mfaCode=123456 passes it." + AGAIN);
    }

    /** AWS does not accept the device or its code. */
    public static Fault mfaRefused(Parameter parameter, String serial, String message) {
        return new Fault(
                parameter,
                "AWS refuses the MFA device " + serial + " or its code: " + sentence(message),
                "A code can be used once and for half a minute: wait for the next one. Check that the device is that of"
                        + " the user whose access key is used ('aws iam list-mfa-devices')." + AGAIN);
    }

    /** A profile takes its credentials from one that is not there, or from itself. */
    public static Fault brokenSource(String profile, String source, boolean exists) {
        return new Fault(
                Parameter.PROFILE,
                "The AWS profile '" + profile + "' has source_profile '" + source + "', which "
                        + (exists ? "leads back to it without having keys of its own." : "does not exist."),
                "Mend source_profile in ~/.aws/config." + AGAIN);
    }

    /** A profile has a duration_seconds that is no number. */
    public static Fault malformedSeconds(String profile, String seconds) {
        return new Fault(
                Parameter.PROFILE,
                "The AWS profile '" + profile + "' has the duration_seconds " + quote(seconds) + ".",
                "Write a number, such as 3600, or leave it out." + AGAIN);
    }

    /** A profile has a credential_source that AWS's tools do not know. */
    public static Fault unknownSource(String profile, String source) {
        return new Fault(
                Parameter.PROFILE,
                "The AWS profile '" + profile + "' has the credential_source " + quote(source) + ".",
                "Write Environment, Ec2InstanceMetadata or EcsContainer." + AGAIN);
    }
}
