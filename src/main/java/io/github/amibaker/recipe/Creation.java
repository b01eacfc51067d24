package io.github.amibaker.recipe;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PlacementAdvice;
import io.github.amibaker.advice.ProvisioningAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.request.SecretReference;
import io.github.amibaker.stack.Stack;
import io.github.amibaker.stack.StackEvent;
import io.github.amibaker.stack.StackOutcome;
import io.github.amibaker.stack.StackPast;
import io.github.amibaker.template.RenderedTemplate;
import io.github.amibaker.template.SecretRights;
import io.github.amibaker.template.TemplateRenderer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes the stacks of one bake: the first, and others where AWS has no room for the builder. */
final class Creation {
    private final BakeRequest request;
    private final Resolution resolution;
    private final RenderedTemplate template;
    private final AwsClients clients;
    private final Tools tools;
    private final Preflight preflight;
    private final Candidates candidates;
    private boolean checked;

    Creation(
            BakeRequest request,
            Resolution resolution,
            RenderedTemplate template,
            AwsClients clients,
            Tools tools,
            Preflight preflight) {
        this.request = request;
        this.resolution = resolution;
        this.template = template;
        this.clients = clients;
        this.tools = tools;
        this.preflight = preflight;
        this.candidates = new Candidates(resolution.candidates());
    }

    /** Before anything is deleted or created; once, but for the name, which somebody may take in the meantime. */
    void check() {
        Faults faults = new Faults();
        if (!checked) {
            List<Candidate> left =
                    candidates.keep(preflight.beforeCreation(request, Optional.of(template.body()), faults));
            if (!left.isEmpty()) {
                tools.console()
                        .info(PlacementAdvice.notOffered(
                                left.stream().map(candidates::text).toList()));
            }
        }
        preflight.imageName(request, faults);
        faults.throwIfAny();
        checked = true;
    }

    /** Begins to create a stack; empty when somebody else took its name just now. */
    Optional<String> create() {
        nameRights();
        Candidate candidate = candidates.begin();
        RenderedTemplate ofCandidate = candidate.equals(resolution.candidate())
                ? template
                : new TemplateRenderer().render(request, resolution.at(candidate));
        Optional<String> arn = tools.deployment(clients)
                .create(
                        request.stackName(),
                        ofCandidate.tagged(candidates.tags(candidate)),
                        tools.clock().instant().plus(request.deadline()),
                        request.onFailure(),
                        request.roles().roleArn());
        if (arn.isEmpty()) {
            tools.console().info("Somebody else created stack " + request.stackName() + " at the same moment.");
        } else {
            tools.console()
                    .info("Baking in stack " + request.stackName() + ", started by " + resolution.caller()
                            + (candidates.haveChoice() ? ", on " + candidates.text(candidate) : "") + ".");
            tools.console().debug("Stack " + arn.get());
        }
        return arn;
    }

    /** Learns from a stack of the same inputs that was met, before it goes. */
    void learn(Stack met) {
        if (candidates.haveChoice()
                && met.inputs().filter(template.inputs()::equals).isPresent()) {
            learn(met, new StackPast(clients.cloudformation(), clients.failures()).rootCause(met.id()));
        }
    }

    /**
     * Whether the bake goes on with another candidate, after a stack failed because AWS had no room.
     *
     * @throws io.github.amibaker.advice.BakeException when all were tried
     */
    boolean goesOn(StackOutcome failed) {
        if (!candidates.haveChoice() || failed.stack().isEmpty()) {
            return false;
        }
        if (!learn(failed.stack().get(), failed.rootCause())) {
            return false;
        }
        if (candidates.next().isEmpty()) {
            throw candidates.allTried(request.stackName());
        }
        return true;
    }

    private boolean learn(Stack stack, Optional<StackEvent> rootCause) {
        if (candidates.knows(stack)) {
            return true;
        }
        boolean shortage = candidates.learn(stack, rootCause).isPresent();
        if (shortage) {
            candidates.next().ifPresent(next -> tools.console().warn(candidates.goingOn(next)));
        }
        return shortage;
    }

    /** On which market it was baked, for the end of a sentence. */
    String market(StackOutcome baked) {
        return baked.stack().map(candidates::market).orElse("");
    }

    /** Where the plugin does not make the builder's role itself. */
    private void nameRights() {
        Collection<SecretReference> secrets = request.provisioning().allSecrets();
        boolean ofTheUser = request.machine().instanceProfile().isPresent()
                || request.template().file().isPresent();
        if (!secrets.isEmpty() && ofTheUser) {
            tools.console().info(ProvisioningAdvice.secretRights(new SecretRights(secrets).lines(resolution)));
        }
    }
}
