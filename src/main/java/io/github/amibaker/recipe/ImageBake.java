package io.github.amibaker.recipe;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.preflight.Caller;
import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.record.ConsoleFile;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequest.Teardown;
import io.github.amibaker.request.BakeRequestReader;
import io.github.amibaker.request.CleanRequest;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.template.RenderedTemplate;
import io.github.amibaker.template.TemplateRenderer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** One image of {@code ami:bake}, step by step: what can be known without AWS, what AWS knows, the bake. */
final class ImageBake implements AutoCloseable {
    private final BakeRequest request;
    private final Path consoleFile;
    private final Tools tools;
    private final TemplateRenderer renderer;
    private final Optional<RenderedTemplate> rehearsed;
    private final Optional<AwsClients> clients;
    private Optional<Bake> bake = Optional.empty();

    private ImageBake(
            BakeRequest request,
            Path consoleFile,
            Tools tools,
            TemplateRenderer renderer,
            Optional<RenderedTemplate> rehearsed,
            Optional<AwsClients> clients) {
        this.request = request;
        this.consoleFile = consoleFile;
        this.tools = tools;
        this.renderer = renderer;
        this.rehearsed = rehearsed;
        this.clients = clients;
    }

    /**
     * Looks at everything that AWS is not asked about, and finds the way to AWS.
     *
     * @param faults takes what is wrong; with any, nothing else may be done with this
     * @return empty when there is not even a template to look at
     */
    static Optional<ImageBake> read(
            BakeParameters parameters, Tools tools, Goals.Opening opening, TemplateRenderer renderer, Faults faults) {
        Optional<BakeRequest> read =
                new BakeRequestReader().read(parameters, faults, tools.console()::warn, renderer::stages);
        return read.map(request -> {
            Tools bounded = tools.within(request.timeout());
            return bounded.goal(
                    StackAdvice.notBegun(request.stackName()),
                    () -> new ImageBake(
                            request,
                            parameters.buildDirectory.resolve(ConsoleFile.name(request.image())),
                            bounded,
                            renderer,
                            renderer.rehearse(request, faults),
                            opening.open(request.connection(), request.timeout(), faults)));
        });
    }

    /** What was asked for. */
    BakeRequest request() {
        return request;
    }

    /**
     * Asks AWS all that is to be known before anything is created.
     *
     * @throws BakeException with everything that is wrong
     */
    ImageBake check() {
        return goal(() -> {
            bake(true).checkBefore();
            return this;
        });
    }

    /** Bakes, or finds the image that is there. */
    BakeRecord run() {
        return goal(() -> bake(true).run());
    }

    /** Tells what changed since the last image, and what a bake would do. */
    ImageBake explain() {
        return goal(() -> {
            bake(false).explain();
            return this;
        });
    }

    /** When results are written: removes the stack where it is to go at once. */
    ImageBake tearDown(BakeRecord baked) {
        if (request.teardown() == Teardown.AFTER_BAKE) {
            tools.goal(StackAdvice.imageIsThere(baked.imageId(), request.stackName()), () -> {
                new Clean(CleanRequest.after(request), clients.orElseThrow(), tools).run();
                return baked;
            });
        }
        return this;
    }

    @Override
    public void close() {
        clients.ifPresent(AwsClients::close);
    }

    private <T> T goal(Supplier<T> steps) {
        return tools.goal(StackAdvice.notBegun(request.stackName()), steps);
    }

    /** @param locks whether the base image is written down, where the user asks for that */
    private Bake bake(boolean locks) {
        if (bake.isEmpty()) {
            Preflight preflight = tools.preflight(clients.orElseThrow());
            Resolution resolution = resolve(preflight);
            if (locks) {
                new BaseLocking(tools.console()).lock(request, preflight);
            }
            RenderedTemplate template = renderer.render(request, resolution);
            bake = Optional.of(
                    new Bake(request, resolution, template, clients.orElseThrow(), tools, consoleFile, preflight));
        }
        return bake.get();
    }

    /** When something is missing nothing will be created, so that all else that is wrong is told with it. */
    private Resolution resolve(Preflight preflight) {
        Faults faults = new Faults();
        Optional<Caller> caller = preflight.caller(request, faults);
        faults.throwIfAny();
        Optional<Resolution> resolution = preflight.resolve(request, caller.orElseThrow(), faults);
        if (rehearsed.filter(RenderedTemplate::usesUserData).isPresent()) {
            preflight.userData(request, faults);
        }
        if (resolution.isEmpty()) {
            preflight.beforeCreation(request, rehearsed.map(RenderedTemplate::body), faults);
            preflight.imageName(request, faults);
        }
        faults.throwIfAny();
        return resolution.orElseThrow();
    }
}
