package io.github.amibaker.aws;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.profiles.Profile;

/**
 * When temporary credentials end: as their provider knows it, or as the tool that wrote them down says beside them, which
 * the SDK does not read.
 */
final class CredentialsEnd {
    /** As {@code aws configure export-credentials --format env} writes it. */
    static final String VARIABLE = "AWS_CREDENTIAL_EXPIRATION";
    /** As saml2aws and its kin write it into a profile. */
    static final String PROPERTY = "x_security_token_expires";

    private CredentialsEnd() {}

    /** Empty for credentials that do not end, or of which nobody knows it. */
    static Optional<Instant> of(
            AwsCredentials credentials, Optional<Profile> profile, UnaryOperator<String> environment) {
        if (credentials.expirationTime().isPresent()) {
            return credentials.expirationTime();
        }
        if (!(credentials instanceof AwsSessionCredentials session)) {
            return Optional.empty();
        }
        if (session.sessionToken().equals(environment.apply("AWS_SESSION_TOKEN"))) {
            return instant(environment.apply(VARIABLE));
        }
        Map<String, String> properties = profile.map(Profile::properties).orElse(Map.of());
        return session.sessionToken().equals(properties.get("aws_session_token"))
                ? instant(properties.get(PROPERTY))
                : Optional.empty();
    }

    private static Optional<Instant> instant(String written) {
        try {
            return Optional.ofNullable(written).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
