package io.github.amibaker.aws;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.RoleAdvice;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.StsException;

/** Sessions of a role, each asked for when the one before it ends. */
final class AssumedRole implements AwsCredentialsProvider, AutoCloseable {
    /** How sessions are called where nobody gave them a name; AWS's logs show it. */
    static final String SESSION_NAME = "ami-maven-plugin";

    private final Wish wish;
    private final SessionLength length;
    private final StsAssumeRoleCredentialsProvider sessions;

    /**
     * What is asked for.
     *
     * @param parameter where the user named the role
     */
    record Wish(Parameter parameter, String roleArn, Optional<String> externalId, Optional<String> sessionName) {}

    AssumedRole(Wish wish, SessionLength length, StsClient sts) {
        this.wish = wish;
        this.length = length;
        this.sessions = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(this::request)
                .build();
    }

    private AssumeRoleRequest request() {
        return AssumeRoleRequest.builder()
                .roleArn(wish.roleArn())
                .roleSessionName(wish.sessionName().orElse(SESSION_NAME))
                .durationSeconds(length.seconds())
                .externalId(wish.externalId().orElse(null))
                .build();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return sessions.resolveCredentials();
        } catch (StsException refused) {
            if (length.isShortenedAfter(refused)) {
                return resolveCredentials();
            }
            throw fault(refused)
                    .<SdkException>map(fault -> new CredentialsRefused(fault, refused))
                    .orElse(refused);
        }
    }

    /** Empty for what says nothing of the role: keys that are unknown or over, throttling, a fault of AWS. */
    private Optional<Fault> fault(StsException refused) {
        String message = Failures.message(refused);
        if (SessionLength.isTooLong(refused)) {
            return Optional.of(RoleAdvice.tooLong(wish.parameter(), wish.roleArn(), length.asked(), message));
        }
        if (Failures.isDenied(refused)) {
            return Optional.of(RoleAdvice.refused(wish.parameter(), wish.roleArn(), message, wish.externalId()));
        }
        return Failures.code(refused).equals("ValidationError")
                ? Optional.of(RoleAdvice.wrong(wish.parameter(), wish.roleArn(), message))
                : Optional.empty();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
