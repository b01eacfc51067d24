package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PreflightAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.console.Console;
import io.github.amibaker.request.BakeRequest.Connection;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Asks who calls, and ends it when that is an account which the user did not allow. */
public final class CallerCheck {
    private final AwsClients clients;
    private final Console console;

    /** Tells this console who calls. */
    public CallerCheck(AwsClients clients, Console console) {
        this.clients = clients;
        this.console = console;
    }

    /**
     * The caller; the first of all calls, since nothing may be asked in an account that is not allowed.
     *
     * @return empty, with a fault, when the account is not allowed
     * @throws io.github.amibaker.advice.BakeException when AWS cannot be reached or does not know the caller
     */
    public Optional<Caller> find(Connection connection, Faults faults) {
        Caller caller = ask();
        console.info(PreflightAdvice.caller(caller.arn(), caller.account(), clients.region()));
        if (connection.allowedAccounts().isEmpty()
                || connection.allowedAccounts().contains(caller.account())) {
            return Optional.of(caller);
        }
        faults.add(PreflightAdvice.foreignAccount(caller.account(), caller.arn(), connection.allowedAccounts()));
        return Optional.empty();
    }

    private Caller ask() {
        try {
            GetCallerIdentityResponse identity = clients.sts().getCallerIdentity();
            return new Caller(identity.account(), identity.arn());
        } catch (SdkException failure) {
            throw clients.failures().of("sts:GetCallerIdentity", failure);
        }
    }
}
