package io.github.amibaker.request;

import java.util.Objects;
import java.util.stream.Stream;

/** A role to assume as the user wrote it, unchecked. */
public final class AssumeRole {
    /** ARN of the role. */
    public String roleArn;

    /** What the role's trust policy asks for, where a third party made it. */
    public String externalId;

    /** How the session is called in AWS's logs. */
    public String sessionName;

    /** Of a session, written as {@code provisionTimeout} is. */
    public String duration;

    /** ARN or serial number of the caller's MFA device. */
    public String mfaSerial;

    /** Whether the user wrote anything; Maven makes a bean of nothing, too. */
    boolean isWritten() {
        return Stream.of(roleArn, externalId, sessionName, duration, mfaSerial).anyMatch(Objects::nonNull);
    }

    /** As Maven fills it from {@code <assumeRole>arn:…</assumeRole>} or {@code -Dami.assumeRole=arn:…}: the role alone. */
    public void set(String bare) {
        roleArn = bare;
    }
}
