package io.github.amibaker.recipe;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.GoalAdvice;
import io.github.amibaker.advice.OrphanAdvice;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.console.Console;
import io.github.amibaker.preflight.Caller;
import io.github.amibaker.preflight.CallerCheck;
import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.record.ConsoleFile;
import io.github.amibaker.record.Manifest;
import io.github.amibaker.record.ResultProperties;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequest.Teardown;
import io.github.amibaker.request.BakeRequestReader;
import io.github.amibaker.request.CleanRequest;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.request.UpgradeRequest;
import io.github.amibaker.template.RenderedTemplate;
import io.github.amibaker.template.TemplateRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The goals, each a column of steps: parameters, request, template, stack, image, record. */
public final class Goals {
    private final Tools tools;
    private final Opening opening;
    private final TemplateRenderer renderer = new TemplateRenderer();

    /** Goals that tell this console what happens. */
    public Goals(Console console) {
        this(Tools.real(console), AwsClients::open);
    }

    Goals(Tools tools, Opening opening) {
        this.tools = tools;
        this.opening = opening;
    }

    /** Finds the way to AWS, or notes what is wrong with region, profile and credentials. */
    interface Opening {
        Optional<AwsClients> open(BakeRequest.Connection connection, Optional<Duration> limit, Faults faults);
    }

    /**
     * Bakes an image, or finds the one that is there, and writes the results.
     *
     * @throws BakeException when anything is wrong; before anything is created when it is the user's to mend
     */
    public BakeRecord bake(BakeParameters parameters) {
        Faults faults = new Faults();
        BakeRequest request = read(parameters, faults);
        Tools bounded = tools.within(request.timeout());
        String parting = StackAdvice.notBegun(request.stackName());
        return bounded.goal(parting, () -> bake(request, parameters.buildDirectory, faults, bounded));
    }

    private BakeRecord bake(BakeRequest request, Path buildDirectory, Faults faults, Tools bounded) {
        Optional<RenderedTemplate> rehearsed = renderer.rehearse(request, faults);
        try (AwsClients clients = open(request.connection(), request.timeout(), faults)) {
            Preflight preflight = tools.preflight(clients);
            Resolution resolution = resolve(request, rehearsed, preflight);
            new BaseLocking(tools.console()).lock(request, preflight);
            RenderedTemplate template = renderer.render(request, resolution);
            tools.overdue(clients).report(clients.region(), "");
            Path consoleFile = buildDirectory.resolve(ConsoleFile.NAME);
            BakeRecord baked = new Bake(request, resolution, template, clients, bounded, consoleFile, preflight).run();
            return bounded.goal(StackAdvice.imageIsThere(baked.imageId(), request.stackName()), () -> {
                write(request, baked);
                if (request.teardown() == Teardown.AFTER_BAKE) {
                    new Clean(CleanRequest.after(request), clients, bounded).run();
                }
                return baked;
            });
        }
    }

    /**
     * Checks what a bake would check, and all of it, and creates nothing.
     *
     * @return what a bake would do now, a sentence
     * @throws BakeException with everything that is wrong
     */
    public String validate(BakeParameters parameters) {
        Faults faults = new Faults();
        BakeRequest request = read(parameters, faults);
        Tools bounded = tools.within(request.timeout());
        return bounded.goal(StackAdvice.notBegun(request.stackName()), () -> {
            Optional<RenderedTemplate> rehearsed = renderer.rehearse(request, faults);
            Optional<AwsClients> clients = opening.open(request.connection(), request.timeout(), faults);
            if (clients.isEmpty()) {
                faults.throwIfAny();
            }
            try (AwsClients open = clients.orElseThrow()) {
                return new Validation(bounded, open, renderer).run(request, rehearsed, faults);
            }
        });
    }

    /** Removes the bake's stack, and its images when asked; or what is left of stacks that are gone. */
    public void clean(BakeParameters parameters, boolean deregister, boolean leaveInProgress) {
        Faults faults = new Faults();
        CleanRequest request = new BakeRequestReader().readClean(parameters, deregister, leaveInProgress, faults);
        Tools bounded = tools.within(request.timeout());
        boolean orphans = request.orphans() != CleanRequest.Orphans.LEAVE;
        String parting = orphans ? OrphanAdvice.goesOn() : StackAdvice.cleanGoesOn(request.stackName(), deregister);
        bounded.goal(parting, () -> {
            try (AwsClients clients = open(request.connection(), request.timeout(), faults)) {
                if (!request.connection().allowedAccounts().isEmpty()) {
                    new CallerCheck(clients, tools.console()).find(request.connection(), faults);
                    faults.throwIfAny();
                }
                if (orphans) {
                    new OrphanRun(request, clients, bounded).run();
                    return request;
                }
                tools.overdue(clients).report(clients.region(), request.leaveInProgress() ? "" : request.stackName());
                new Clean(request, clients, bounded).run();
                return request;
            }
        });
    }

    /** Lets the lock of the base image have what that means now, and tells what changed. */
    public void upgradeBase(BakeParameters parameters) {
        Faults faults = new Faults();
        UpgradeRequest request = UpgradeRequest.read(parameters, faults);
        try (AwsClients clients = open(request.connection(), Optional.empty(), faults)) {
            new BaseUpgrade(request, clients, tools).run();
        }
    }

    /**
     * Writes the template and the user data as they would be used, without calling AWS.
     *
     * @return the files
     */
    public Rendering render(BakeParameters parameters) {
        Faults faults = new Faults();
        Optional<RenderedTemplate> rehearsed = renderer.rehearse(read(parameters, faults), faults);
        faults.throwIfAny();
        RenderedTemplate template = rehearsed.orElseThrow();
        Path folder = parameters.buildDirectory.resolve("ami");
        Rendering rendering = new Rendering(folder.resolve("template.yaml"), folder.resolve(template.userDataName()));
        try {
            Files.createDirectories(folder);
            Files.writeString(rendering.template(), template.body());
            Files.writeString(rendering.userData(), template.userData());
        } catch (IOException e) {
            throw GoalAdvice.notWritten(folder, e);
        }
        return rendering;
    }

    /**
     * Writes the policies that the configuration needs, without calling AWS.
     *
     * @param deregister whether images may be removed too
     */
    public void policy(BakeParameters parameters, boolean deregister) {
        Faults faults = new Faults();
        BakeRequest request = read(parameters, faults);
        faults.throwIfAny();
        new Policies(request, parameters.buildDirectory.resolve("ami"), tools.console()).write(deregister);
    }

    /** Where a rendering lies. */
    public record Rendering(Path template, Path userData) {}

    /** All that can be known without AWS is noted in the faults, which are thrown with what {@link #open} finds. */
    private BakeRequest read(BakeParameters parameters, Faults faults) {
        Optional<BakeRequest> request = new BakeRequestReader().read(parameters, faults, tools.console()::warn);
        if (request.isEmpty()) {
            faults.throwIfAny();
        }
        return request.orElseThrow();
    }

    /** The way to AWS, unless anything is wrong with it or was wrong before. */
    private AwsClients open(BakeRequest.Connection connection, Optional<Duration> limit, Faults faults) {
        Optional<AwsClients> clients = opening.open(connection, limit, faults);
        if (!faults.isEmpty()) {
            clients.ifPresent(AwsClients::close);
        }
        faults.throwIfAny();
        return clients.orElseThrow();
    }

    /** When something is missing nothing will be created, so that all else that is wrong is told with it. */
    private static Resolution resolve(BakeRequest request, Optional<RenderedTemplate> rehearsed, Preflight preflight) {
        Faults faults = new Faults();
        Optional<Caller> caller = preflight.caller(request, faults);
        faults.throwIfAny();
        Optional<Resolution> resolution = preflight.resolve(request, caller.orElseThrow(), faults);
        if (resolution.isEmpty()) {
            preflight.beforeCreation(request, rehearsed.map(RenderedTemplate::body), faults);
            preflight.imageName(request, faults);
        }
        faults.throwIfAny();
        return resolution.orElseThrow();
    }

    private void write(BakeRequest request, BakeRecord baked) {
        try {
            boolean changed = ResultProperties.write(baked, request.propertiesFile());
            Manifest.write(baked, request.manifestFile());
            if (changed) {
                tools.console().info("Its id is in " + request.propertiesFile() + " as ami.id.");
            }
        } catch (IOException e) {
            throw GoalAdvice.resultsNotWritten(baked.imageId(), e);
        }
    }
}
