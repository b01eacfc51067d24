package io.github.amibaker.aws;

import io.github.amibaker.advice.Fault;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Credentials that cannot be had, for a reason that the user can mend. */
final class CredentialsRefused extends SdkClientException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    CredentialsRefused(Fault fault) {
        super(SdkClientException.builder().message(fault.what()));
        this.fault = fault;
    }

    CredentialsRefused(Fault fault, Throwable cause) {
        super(SdkClientException.builder().message(fault.what()).cause(cause));
        this.fault = fault;
    }

    /** What is to be mended; found also where a client has put its own exception around it. */
    static Optional<Fault> fault(Throwable failure) {
        for (Throwable one = failure; one != null && one != one.getCause(); one = one.getCause()) {
            if (one instanceof CredentialsRefused refused) {
                return Optional.of(refused.fault);
            }
        }
        return Optional.empty();
    }
}
