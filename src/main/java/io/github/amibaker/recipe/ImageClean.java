package io.github.amibaker.recipe;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.OrphanAdvice;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.preflight.CallerCheck;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.BakeRequestReader;
import io.github.amibaker.request.CleanRequest;
import java.util.Optional;

/** One image of {@code ami:clean}: its stack goes; or what is left of stacks that are gone. */
final class ImageClean {
    private final CleanRequest request;
    private final Tools tools;
    private final String parting;
    private final Optional<AwsClients> clients;

    private ImageClean(CleanRequest request, Tools tools, String parting, Optional<AwsClients> clients) {
        this.request = request;
        this.tools = tools;
        this.parting = parting;
        this.clients = clients;
    }

    /**
     * Reads what is to go, and finds the way to AWS.
     *
     * @param faults takes what is wrong; with any, nothing else may be done with this
     */
    static ImageClean read(
            BakeParameters parameters, boolean leaveInProgress, Tools tools, Goals.Opening opening, Faults faults) {
        CleanRequest request =
                new BakeRequestReader().readClean(parameters, parameters.deregister, leaveInProgress, faults);
        Tools bounded = tools.within(request.timeout());
        String parting = isAboutOrphans(request)
                ? OrphanAdvice.goesOn()
                : StackAdvice.cleanGoesOn(request.stackName(), request.deregister());
        return bounded.goal(
                parting,
                () -> new ImageClean(
                        request, bounded, parting, opening.open(request.connection(), request.timeout(), faults)));
    }

    /** Cleans. */
    CleanRequest run() {
        return tools.goal(parting, () -> {
            try (AwsClients open = clients.orElseThrow()) {
                clean(open);
                return request;
            }
        });
    }

    /** Not to be cleaned after all. */
    void close() {
        clients.ifPresent(AwsClients::close);
    }

    private void clean(AwsClients open) {
        if (!request.connection().allowedAccounts().isEmpty()) {
            Faults faults = new Faults();
            new CallerCheck(open, tools.console()).find(request.connection(), faults);
            faults.throwIfAny();
        }
        if (isAboutOrphans(request)) {
            new OrphanRun(request, open, tools).run();
            return;
        }
        tools.warnOfOverdue(open, request.leaveInProgress() ? "" : request.stackName());
        new Clean(request, open, tools).run();
    }

    private static boolean isAboutOrphans(CleanRequest request) {
        return request.orphans() != CleanRequest.Orphans.LEAVE;
    }
}
