package io.github.amibaker.recipe;

import io.github.amibaker.advice.OrphanAdvice;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.orphans.Orphans;
import io.github.amibaker.request.CleanRequest;
import software.amazon.awssdk.core.exception.AbortedException;

/** The recipe of {@code ami:clean -Dami.orphans}: what is left of stacks that are gone is listed, or goes too. */
final class OrphanRun {
    private final CleanRequest request;
    private final AwsClients clients;
    private final Tools tools;

    OrphanRun(CleanRequest request, AwsClients clients, Tools tools) {
        this.request = request;
        this.clients = clients;
        this.tools = tools;
    }

    void run() {
        Orphans orphans = new Orphans(clients, tools.console(), tools.sleeper(), tools.clock());
        if (request.orphans() == CleanRequest.Orphans.LIST) {
            orphans.list();
            return;
        }
        try {
            orphans.delete();
        } catch (InterruptedException | AbortedException interrupted) {
            Thread.currentThread().interrupt();
            throw StackAdvice.interrupted(OrphanAdvice.goesOn(), interrupted);
        }
    }
}
