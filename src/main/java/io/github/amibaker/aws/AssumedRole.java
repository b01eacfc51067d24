package io.github.amibaker.aws;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.RoleAdvice;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * A role that other credentials assume.
 *
 * @param parameter where the user named the role
 */
record AssumedRole(Parameter parameter, String roleArn, Optional<String> externalId, Optional<String> sessionName) {
    /** @param sts called by who assumes the role */
    RoleSessions sessions(SessionLength length, StsClient sts) {
        return new RoleSessions(
                StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts)
                        .refreshRequest(() -> request(length))
                        .build(),
                length,
                refused -> fault(refused, length));
    }

    private AssumeRoleRequest request(SessionLength length) {
        return AssumeRoleRequest.builder()
                .roleArn(roleArn)
                .roleSessionName(sessionName.orElse(RoleSessions.NAME))
                .durationSeconds(length.seconds())
                .externalId(externalId.orElse(null))
                .build();
    }

    /** Empty for what says nothing of the role: keys that are unknown or over, throttling, a fault of AWS. */
    private Optional<Fault> fault(StsException refused, SessionLength length) {
        String message = Failures.message(refused);
        if (SessionLength.isTooLong(refused)) {
            return Optional.of(RoleAdvice.tooLong(parameter, roleArn, length.asked(), message));
        }
        if (Failures.isDenied(refused)) {
            return Optional.of(RoleAdvice.refused(parameter, roleArn, message, externalId));
        }
        return Failures.code(refused).equals("ValidationError")
                ? Optional.of(RoleAdvice.wrong(parameter, roleArn, message))
                : Optional.empty();
    }
}
