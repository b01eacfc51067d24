package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ImageAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.console.Console;
import io.github.amibaker.image.ImageSearch;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks AWS about a request before anything is created: who calls, whether what the request names is there, and, when a
 * stack is to be created, whether the bake can come to a good end.
 */
public final class Preflight {
    private final AwsClients clients;
    private final Console console;
    private final InstantSource clock;
    private Findings findings = Findings.NONE;

    /** Asks with these clients; the console is told who calls, and what could not be checked. */
    public Preflight(AwsClients clients, Console console, InstantSource clock) {
        this.clients = clients;
        this.console = console;
        this.clock = clock;
    }

    /**
     * Asks who calls, and whether that account is allowed.
     *
     * @return empty with a fault when it is not; nothing else may be asked then
     * @throws io.github.amibaker.advice.BakeException when AWS cannot be reached or refuses to tell
     */
    public Optional<Caller> caller(BakeRequest request, Faults faults) {
        return new CallerCheck(clients, console).find(request.connection(), faults);
    }

    /**
     * Asks at most six calls; one missing thing does not hide the others.
     *
     * @param faults takes what AWS does not have
     * @return empty when there is a fault
     * @throws io.github.amibaker.advice.BakeException when AWS cannot be reached or refuses to tell
     */
    public Optional<Resolution> resolve(BakeRequest request, Caller caller, Faults faults) {
        Faults missing = new Faults();
        Optional<BaseImageLookup.Found> base = new BaseImageLookup(clients).find(request.baseImage(), missing);
        Optional<InstanceTypeCheck.Found> type = new InstanceTypeCheck(clients)
                .find(request.machine().instanceType(), base.map(BaseImageLookup.Found::architecture), missing);
        boolean builtIn = request.template().file().isEmpty();
        NetworkCheck.Found network = new NetworkCheck(clients).find(request.machine(), builtIn, missing);
        findings = new Findings(Optional.of(caller), base, type, network);
        missing.list().forEach(faults::add);
        if (!missing.isEmpty() || base.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Resolution(
                caller.account(),
                caller.arn(),
                caller.partition(),
                clients.region(),
                base.get().id(),
                base.get().name(),
                base.get().rootDeviceName(),
                base.get().architecture(),
                type.get().name(),
                network.vpcId()));
    }

    /**
     * Asks what matters only when a stack is created, about what {@link #resolve} found.
     *
     * @param template body of the rendered template; empty when there is none
     * @param faults takes what would keep the bake from a good end
     */
    public void beforeCreation(BakeRequest request, Optional<String> template, Faults faults) {
        new CreationChecks(clients, console, clock).run(request, findings, template, faults);
    }

    /** Whether the image's name is free: the function would fail at the end of the bake only. */
    public void imageName(BakeRequest request, Faults faults) {
        request.imageName()
                .flatMap(new ImageSearch(clients)::byName)
                .ifPresent(taken -> faults.add(ImageAdvice.nameTaken(taken.name(), taken.id())));
    }
}
