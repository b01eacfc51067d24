package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ImageAdvice;
import io.github.amibaker.advice.ImagingAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.console.Console;
import io.github.amibaker.image.ImageSearch;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.BaseLock;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.Resolution;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
     * Asks at most seven calls; one missing thing does not hide the others. Warns of a base image that is deprecated, or
     * will be soon.
     *
     * @param faults takes what AWS does not have
     * @return empty when there is a fault
     * @throws io.github.amibaker.advice.BakeException when AWS cannot be reached or refuses to tell
     */
    public Optional<Resolution> resolve(BakeRequest request, Caller caller, Faults faults) {
        Faults missing = new Faults();
        findings = find(request, request.baseImage(), request.baseLock(), caller, missing);
        missing.list().forEach(faults::add);
        findings.base()
                .flatMap(base -> BaseImageAge.warning(base, request.baseImage(), clock.instant()))
                .ifPresent(console::warn);
        return missing.isEmpty() ? resolution(findings) : Optional.empty();
    }

    /** Whether user data that a template takes is for what the base image is of, though there may be no script to tell. */
    public void userData(BakeRequest request, Faults faults) {
        findings.base().ifPresent(base -> PlatformCheck.userData(request, base, faults));
    }

    /**
     * What {@link #resolve} would have found, had the base image been that one; empty when that cannot be baked on.
     *
     * @param imageId {@code ami-…}
     */
    public Optional<Resolution> resolveOn(BakeRequest request, String imageId) {
        Faults missing = new Faults();
        Optional<Findings> found = findings.caller()
                .map(caller -> find(request, new BaseImage.ById(imageId), Optional.empty(), caller, missing));
        return missing.isEmpty() ? found.flatMap(this::resolution) : Optional.empty();
    }

    /** What {@link #resolve} found that the lock does not have yet, and under what it is to stand there. */
    public Optional<Map.Entry<String, BaseLock.Locked>> toBeLocked() {
        return findings.base().flatMap(BaseImageLookup.Found::toBeLocked);
    }

    private Findings find(
            BakeRequest request, BaseImage image, Optional<BaseLock> lock, Caller caller, Faults missing) {
        Optional<BaseImageLookup.Found> base = new BaseImageLookup(clients, clock)
                .find(image, request.machine().choice().instanceTypes(), lock, missing);
        List<InstanceTypeCheck.Found> types =
                new InstanceTypeCheck(clients).find(request.machine().choice().instanceTypes(), base, missing);
        base.ifPresent(found -> PlatformCheck.check(request, found, missing));
        boolean builtIn = request.template().file().isEmpty();
        NetworkCheck.Found network = new NetworkCheck(clients).find(request.machine(), builtIn, missing);
        base.ifPresent(found -> new ImagingFit(request.imaging(), found.image(), missing).check());
        request.imaging()
                .functionArn()
                .filter(function -> !function.split(":", -1)[3].equals(clients.region()))
                .ifPresent(function -> missing.add(ImagingAdvice.functionElsewhere(function, clients.region())));
        return new Findings(
                Optional.of(caller),
                base,
                types,
                network,
                request.machine().choice().spot().isPresent());
    }

    private Optional<Resolution> resolution(Findings found) {
        if (found.caller().isEmpty() || found.base().isEmpty() || found.types().isEmpty()) {
            return Optional.empty();
        }
        Caller caller = found.caller().get();
        BaseImageLookup.Found base = found.base().get();
        List<Candidate> candidates = Candidate.of(
                found.types().stream().map(InstanceTypeCheck.Found::name).toList(),
                found.network().places(),
                found.spot());
        return Optional.of(new Resolution(
                caller.account(),
                caller.arn(),
                caller.partition(),
                clients.region(),
                base.id(),
                base.name(),
                base.rootDeviceName(),
                base.architecture(),
                found.network().vpcId(),
                candidates,
                candidates.get(0),
                found.network().groupIds()));
    }

    /**
     * Asks what matters only when a stack is created, about what {@link #resolve} found.
     *
     * @param template body of the rendered template; empty when there is none
     * @param faults takes what would keep the bake from a good end
     * @return whether EC2 offers what a candidate is where it is to stand
     */
    public Predicate<Candidate> beforeCreation(BakeRequest request, Optional<String> template, Faults faults) {
        return new CreationChecks(clients, console, clock).run(request, findings, template, faults);
    }

    /** Whether the image's name is free: the function would fail at the end of the bake only. */
    public void imageName(BakeRequest request, Faults faults) {
        request.imageName()
                .flatMap(new ImageSearch(clients)::byName)
                .ifPresent(taken -> faults.add(ImageAdvice.nameTaken(taken.name(), taken.id())));
    }
}
