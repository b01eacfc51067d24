package io.github.amibaker.request;

import java.time.Duration;
import java.util.Optional;

/**
 * In which role AWS is called, and what a session of any role is asked for with.
 *
 * @param role the role to assume with whatever credentials there are; empty: these are used themselves
 * @param lasting how long the goal may need a session, for those whose length nobody gave
 * @param mfaCode asked when a role is behind multi-factor authentication
 */
public record RoleSession(Optional<AssumedRole> role, Duration lasting, MfaCode mfaCode) {
    /** As whoever the credentials belong to. */
    public static final RoleSession NONE = new RoleSession(Optional.empty(), Duration.ofHours(1), MfaCode.NOBODY);

    /**
     * A role to assume.
     *
     * @param roleArn ARN of the role
     * @param externalId what the role's trust policy may ask for
     * @param sessionName how the session is called in AWS's logs
     * @param duration of a session, 15 minutes to 12 hours; empty: as long as the goal may need it
     * @param mfaSerial ARN or serial number of the caller's device
     */
    public record AssumedRole(
            String roleArn,
            Optional<String> externalId,
            Optional<String> sessionName,
            Optional<Duration> duration,
            Optional<String> mfaSerial) {}
}
