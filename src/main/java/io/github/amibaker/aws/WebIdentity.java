package io.github.amibaker.aws;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.IdentityAdvice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * A role for who shows a token of another identity provider, as CI services and Kubernetes write it into a file; the file
 * is read anew for each session.
 */
record WebIdentity(String roleArn, Path tokenFile, Optional<String> sessionName) {
    /** @param sts called by nobody, as the token tells who it is */
    RoleSessions sessions(SessionLength length, StsClient sts) {
        return new RoleSessions(
                StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                        .stsClient(sts)
                        .refreshRequest(() -> request(length))
                        .build(),
                length,
                this::fault);
    }

    private AssumeRoleWithWebIdentityRequest request(SessionLength length) {
        return AssumeRoleWithWebIdentityRequest.builder()
                .roleArn(roleArn)
                .roleSessionName(sessionName.orElse(RoleSessions.NAME))
                .durationSeconds(length.seconds())
                .webIdentityToken(token(tokenFile))
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

    private Optional<Fault> fault(StsException refused) {
        return Patience.isTransient(refused)
                ? Optional.empty()
                : Optional.of(IdentityAdvice.tokenRefused(roleArn, tokenFile, Failures.message(refused)));
    }
}
