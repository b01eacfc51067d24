package io.github.amibaker.aws;

import io.github.amibaker.advice.IdentityAdvice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Sessions of a role for who shows a token of another identity provider, as CI services and Kubernetes write it into a
 * file; the file is read anew for each session.
 */
final class WebIdentity implements AwsCredentialsProvider, AutoCloseable {
    private final Wish wish;
    private final SessionLength length;
    private final StsAssumeRoleWithWebIdentityCredentialsProvider sessions;

    /** What is asked for. */
    record Wish(String roleArn, Path tokenFile, Optional<String> sessionName) {}

    /** @param sts called by nobody, as the token tells who it is */
    WebIdentity(Wish wish, SessionLength length, StsClient sts) {
        this.wish = wish;
        this.length = length;
        this.sessions = StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(this::request)
                .build();
    }

    private AssumeRoleWithWebIdentityRequest request() {
        return AssumeRoleWithWebIdentityRequest.builder()
                .roleArn(wish.roleArn())
                .roleSessionName(wish.sessionName().orElse(AssumedRole.SESSION_NAME))
                .durationSeconds(length.seconds())
                .webIdentityToken(token(wish.tokenFile()))
                .build();
    }

    private static String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (!token.isEmpty()) {
                return token;
            }
            throw new CredentialsRefused(IdentityAdvice.noToken(file, "is empty"));
        } catch (IOException unreadable) {
            String why = Files.exists(file) ? "cannot be read" : "does not exist";
            throw new CredentialsRefused(IdentityAdvice.noToken(file, why), unreadable);
        }
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return sessions.resolveCredentials();
        } catch (StsException refused) {
            if (length.isShortenedAfter(refused)) {
                return resolveCredentials();
            }
            if (Patience.isTransient(refused)) {
                throw refused;
            }
            SdkException told = new CredentialsRefused(
                    IdentityAdvice.tokenRefused(wish.roleArn(), wish.tokenFile(), Failures.message(refused)), refused);
            throw told;
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
