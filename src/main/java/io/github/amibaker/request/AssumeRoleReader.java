package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.RoleAdvice;
import io.github.amibaker.request.RoleSession.AssumedRole;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads the role to assume, as AssumeRole takes it.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
final class AssumeRoleReader {
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern MFA_SERIAL = Pattern.compile("[\\w+=/:,.@-]{9,256}");
    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final Duration MOST = Duration.ofHours(12);

    /** What is left to do when provisioning took as long as it may: the image, or a rollback. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(30);

    private AssumeRoleReader() {}

    static RoleSession read(BakeParameters parameters, Faults faults) {
        return new RoleSession(
                Optional.ofNullable(parameters.assumeRole)
                        .filter(AssumeRole::isWritten)
                        .map(written -> role(written, faults)),
                lasting(parameters.provisionTimeout),
                parameters.mfaCode == null ? MfaCode.NOBODY : parameters.mfaCode);
    }

    private static AssumedRole role(AssumeRole written, Faults faults) {
        if (written.roleArn == null
                || !RolesReader.ROLE.matcher(written.roleArn).matches()) {
            faults.add(RoleAdvice.malformedRole(written.roleArn));
        }
        check(EXTERNAL_ID, written.externalId, value -> faults.add(RoleAdvice.malformedExternalId(value)));
        check(SESSION_NAME, written.sessionName, value -> faults.add(RoleAdvice.malformedSessionName(value)));
        check(MFA_SERIAL, written.mfaSerial, value -> faults.add(RoleAdvice.malformedMfaSerial(value)));
        return new AssumedRole(
                String.valueOf(written.roleArn),
                Optional.ofNullable(written.externalId),
                Optional.ofNullable(written.sessionName),
                duration(written.duration, faults),
                Optional.ofNullable(written.mfaSerial));
    }

    private static void check(Pattern pattern, String value, Consumer<String> fault) {
        if (value != null && !pattern.matcher(value).matches()) {
            fault.accept(value);
        }
    }

    private static Optional<Duration> duration(String written, Faults faults) {
        if (written == null) {
            return Optional.empty();
        }
        Optional<Duration> read = ProvisionTimeout.parse(written.strip())
                .filter(length -> length.compareTo(LEAST) >= 0 && length.compareTo(MOST) <= 0);
        if (read.isEmpty()) {
            faults.add(RoleAdvice.malformedDuration(written));
        }
        return read;
    }

    /** What is wrong with the timeout is told where it is read. */
    private static Duration lasting(String provisionTimeout) {
        Duration most = ProvisionTimeout.read(provisionTimeout, new Faults()).plus(AFTERWARDS);
        return most.compareTo(MOST) > 0 ? MOST : most;
    }
}
