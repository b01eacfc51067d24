package io.github.amibaker.aws;

import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.RoleAdvice;
import io.github.amibaker.request.MfaCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * A user's session that AWS knows to be behind multi-factor authentication. With it roles are assumed again and again, so
 * that the code is asked for once, for all goals of this Maven and for sessions that end in the middle of a bake; a code
 * sent with AssumeRole itself would be good for one session of one role.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>
 */
final class MfaSession implements AwsCredentialsProvider {
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    /** AWS's own default. */
    private static final Duration STANDARD = Duration.ofHours(12);
    /** One that ends so soon is not begun with. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private static final Map<Key, Known> KNOWN = new HashMap<>();

    private final Device device;
    private final AwsCredentialsProvider user;
    private final StsClient sts;
    private final InstantSource clock;

    /**
     * The user's device.
     *
     * @param parameter where the user named it
     */
    record Device(Parameter parameter, String serial, MfaCode code) {}

    private record Key(String serial, String accessKeyId, Optional<URI> endpoint) {}

    private record Known(AwsSessionCredentials credentials, Instant end) {}

    /** @param sts called by the same user */
    MfaSession(Device device, AwsCredentialsProvider user, StsClient sts, InstantSource clock) {
        this.device = device;
        this.user = user;
        this.sts = sts;
        this.clock = clock;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        // Modules that are built side by side ask one after another, so that the first answer serves all.
        synchronized (KNOWN) {
            Key key = new Key(
                    device.serial(),
                    user.resolveCredentials().accessKeyId(),
                    sts.serviceClientConfiguration().endpointOverride());
            Known known = KNOWN.get(key);
            if (known == null || known.end().isBefore(clock.instant().plus(MARGIN))) {
                known = begin();
                KNOWN.put(key, known);
            }
            return known.credentials();
        }
    }

    private Known begin() {
        String code = device.code()
                .of(device.serial())
                .map(String::strip)
                .orElseThrow(() -> new CredentialsRefused(RoleAdvice.noMfaCode(device.parameter(), device.serial())));
        if (!CODE.matcher(code).matches()) {
            throw new CredentialsRefused(RoleAdvice.malformedMfaCode(device.parameter(), device.serial()));
        }
        try {
            Credentials session = sts.getSessionToken(request -> request.serialNumber(device.serial())
                            .tokenCode(code)
                            .durationSeconds((int) STANDARD.toSeconds()))
                    .credentials();
            return new Known(
                    AwsSessionCredentials.create(
                            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()),
                    session.expiration());
        } catch (StsException refused) {
            if (Failures.isDenied(refused) || Failures.code(refused).equals("ValidationError")) {
                throw new CredentialsRefused(
                        RoleAdvice.mfaRefused(device.parameter(), device.serial(), Failures.message(refused)), refused);
            }
            throw refused;
        }
    }
}
