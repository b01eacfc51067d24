package io.github.amibaker.recipe;

import io.github.amibaker.advice.BaseImageAdvice;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.image.Image;
import io.github.amibaker.image.ImageSearch;
import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.stack.Stack;
import io.github.amibaker.stack.StackDecision;
import io.github.amibaker.stack.StackFailure;
import io.github.amibaker.stack.StackOutcome;
import io.github.amibaker.stack.StackSituation;
import io.github.amibaker.template.RenderedTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The recipe of {@code ami:bake}, from what AWS knows to an image; what went before is in {@link Goals}. */
final class Bake {
    private final BakeRequest request;
    private final Resolution resolution;
    private final RenderedTemplate template;
    private final AwsClients clients;
    private final Tools tools;
    private final Path consoleFile;
    private final Preflight preflight;
    private final Creation creation;
    private boolean checked;

    Bake(
            BakeRequest request,
            Resolution resolution,
            RenderedTemplate template,
            AwsClients clients,
            Tools tools,
            Path consoleFile,
            Preflight preflight) {
        this.request = request;
        this.resolution = resolution;
        this.template = template;
        this.clients = clients;
        this.tools = tools;
        this.consoleFile = consoleFile;
        this.preflight = preflight;
        this.creation = new Creation(request, resolution, template, clients, tools, preflight);
    }

    /** Looks at what is there, and does what DESIGN 8 says about it until there is an image. */
    BakeRecord run() {
        while (true) {
            Optional<Stack> stack = tools.stack(clients, request.stackName());
            Optional<Bake> begun = begunFromAnotherBase(stack);
            begun.ifPresent(then -> tools.console()
                    .info(BaseImageAdvice.begunBefore(
                            request.baseImage().text(), then.resolution.baseImageId(), resolution.baseImageId())));
            Optional<BakeRecord> baked = begun.orElse(this).act(stack);
            if (baked.isPresent()) {
                return baked.get();
            }
        }
    }

    /** What a bake would do about what is there now. */
    StackDecision decision() {
        Optional<Stack> stack = tools.stack(clients, request.stackName());
        Bake bake = begunFromAnotherBase(stack).orElse(this);
        return bake.decision(bake.situation(stack));
    }

    private Optional<Bake> begunFromAnotherBase(Optional<Stack> stack) {
        return stack.flatMap(found -> new MovedBase(request, preflight).of(found, template, resolution))
                .map(then ->
                        new Bake(request, then.resolution(), then.template(), clients, tools, consoleFile, preflight));
    }

    /** What changed since the last image, and what a bake would do; nothing is done. */
    void explain() {
        explanation().inFull(decision());
    }

    /**
     * Where several images are baked, none is begun before all are known to be well.
     *
     * @throws io.github.amibaker.advice.BakeException with what would keep this one from a good end
     */
    void checkBefore() {
        StackDecision decision = decision();
        if (decision instanceof StackDecision.Refuse refuse) {
            throw refuse.reason();
        }
        if (!(decision instanceof StackDecision.Reuse) && !(decision instanceof StackDecision.Join)) {
            check();
        }
    }

    private Explanation explanation() {
        return new Explanation(request, resolution, template, clients, tools.console());
    }

    private StackDecision decision(StackSituation found) {
        return StackDecision.of(found, tools.clock().instant(), tools.zone());
    }

    private Optional<BakeRecord> act(Optional<Stack> stackNow) {
        StackSituation found = situation(stackNow);
        StackDecision decision = decision(found);
        if (decision instanceof StackDecision.Refuse refuse) {
            throw refuse.reason();
        }
        if (decision instanceof StackDecision.Reuse reuse) {
            return Optional.of(reuse(reuse.imageId(), found.stack()));
        }
        if (decision instanceof StackDecision.Join join) {
            Stack stack = join.stack();
            tools.console()
                    .info(StackAdvice.joining(
                            stack.name(),
                            stack.startedBy(),
                            stack.created(),
                            tools.clock().instant(),
                            tools.zone()));
            return follow(stack.id());
        }
        if (decision instanceof StackDecision.Replace replace) {
            check();
            creation.learn(replace.stack());
            tools.console().info("Deleting stack " + request.stackName() + " first: " + replace.why() + ".");
            new StackRemoval(clients, tools).remove(replace.stack());
        }
        if (decision instanceof StackDecision.WaitForDeleteThenCreate waiting) {
            creation.learn(waiting.stack());
            tools.console().info("Stack " + request.stackName() + " is being deleted, waiting for that.");
            tools.deletion(clients).delete(waiting.stack());
        }
        return decision instanceof StackDecision.Create
                ? tools.goal(StackAdvice.askedFor(request.stackName()), this::create)
                : Optional.empty();
    }

    private StackSituation situation(Optional<Stack> stack) {
        ImageSearch search = new ImageSearch(clients);
        boolean alive = stack.flatMap(Stack::imageId)
                .flatMap(search::byId)
                .filter(image -> !image.isFailed())
                .isPresent();
        Optional<String> ofInputs = stack.isPresent()
                ? Optional.empty()
                : search.byInputs(template.inputs(), request.stackName()).stream()
                        .filter(Image::isAvailable)
                        .map(Image::id)
                        .findFirst();
        return new StackSituation(stack, alive, ofInputs, template.inputs(), request.force());
    }

    private Optional<BakeRecord> create() {
        check();
        return creation.create().flatMap(this::follow);
    }

    /** Before anything is deleted or created; what changed is told once. */
    private void check() {
        creation.check();
        if (!checked) {
            explanation().inOneLine();
        }
        checked = true;
    }

    /** Empty when it goes on in another stack. */
    private Optional<BakeRecord> follow(String stackArn) {
        StackOutcome outcome = tools.watch(clients)
                .follow(stackArn, tools.listener(request, stackArn, consoleFile.getParent(), clients));
        tools.warnOfOverdue(clients, "");
        Optional<String> survivor = outcome.isDeleted() ? survivor(stackArn) : Optional.empty();
        if (!outcome.isComplete() && survivor.isEmpty()) {
            if (creation.goesOn(outcome)) {
                return Optional.empty();
            }
            throw StackFailure.of(
                    outcome,
                    request.provisionTimeout(),
                    request.machine().instanceProfile().isPresent(),
                    clients.region(),
                    request.connection().profile(),
                    new LastLines(consoleFile, tools.console())
                            .keep(outcome.builder().lastLines()));
        }
        Image image =
                available(survivor.orElseGet(() -> Outputs.imageId(outcome)), Optional.of(stackArn), outcome.stack());
        tools.console()
                .info("Baked " + image.id() + " (" + image.name() + ") in " + clients.region()
                        + creation.market(outcome) + ".");
        return Optional.of(Records.of(request, resolution, template, image, Optional.of(stackArn), outcome.events()));
    }

    /** Another build of the same bake may have done all there is to do, and removed the stack, before this one looked. */
    private Optional<String> survivor(String stackArn) {
        return new ImageSearch(clients)
                .byStackId(stackArn).stream()
                        .filter(Image::isAvailable)
                        .map(Image::id)
                        .findFirst();
    }

    private BakeRecord reuse(String imageId, Optional<Stack> stack) {
        Optional<String> stackId = stack.map(Stack::id);
        Image image = available(imageId, stackId, stack);
        tools.console()
                .info("Nothing changed since " + image.id() + " (" + image.name() + ") was baked: nothing to bake.");
        return Records.of(request, resolution, template, image, stackId, List.of());
    }

    private Image available(String imageId, Optional<String> stackId, Optional<Stack> stack) {
        Image image = tools.interruptible(
                request.stackName(),
                StackAdvice.imageGoesOn(imageId, request.stackName()),
                () -> tools.imageWait(clients).available(imageId));
        return tools.goal(
                StackAdvice.imageIsThere(imageId, request.stackName()),
                () -> new Tagging(clients, template).complete(image, stackId, stack));
    }
}
