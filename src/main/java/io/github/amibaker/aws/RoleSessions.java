package io.github.amibaker.aws;

import io.github.amibaker.advice.Fault;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.auth.StsCredentialsProvider;
import software.amazon.awssdk.services.sts.model.StsException;

/** Sessions of a role, each asked for when the one before it ends, and for a shorter time where the role allows no more. */
final class RoleSessions implements AwsCredentialsProvider, AutoCloseable {
    /** How sessions are called where nobody gave them a name; AWS's logs show it. */
    static final String NAME = "ami-maven-plugin";

    private final StsCredentialsProvider sessions;
    private final SessionLength length;
    private final Function<StsException, Optional<Fault>> fault;

    /**
     * Sessions of this provider.
     *
     * @param sessions asks for them, each as long as {@code length} says then
     * @param fault what is told of a refusal; empty for what says nothing of the role
     */
    RoleSessions(StsCredentialsProvider sessions, SessionLength length, Function<StsException, Optional<Fault>> fault) {
        this.sessions = sessions;
        this.length = length;
        this.fault = fault;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return sessions.resolveCredentials();
        } catch (StsException refused) {
            if (length.isShortenedAfter(refused)) {
                return resolveCredentials();
            }
            throw fault.apply(refused)
                    .<SdkException>map(told -> new CredentialsRefused(told, refused))
                    .orElse(refused);
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
