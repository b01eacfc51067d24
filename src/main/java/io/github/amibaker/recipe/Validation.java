package io.github.amibaker.recipe;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.PreflightAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.preflight.Caller;
import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.record.ConsoleFile;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.stack.StackDecision;
import io.github.amibaker.template.RenderedTemplate;
import io.github.amibaker.template.TemplateRenderer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The recipe of {@code ami:validate}: all that can be known beforehand, of here and of AWS, in one list. */
final class Validation {
    private static final Set<Parameter> CONNECTION = EnumSet.of(
            Parameter.REGION, Parameter.PROFILE, Parameter.SERVER_ID, Parameter.ENDPOINT, Parameter.ALLOWED_ACCOUNTS);

    private final Tools tools;
    private final AwsClients clients;
    private final TemplateRenderer renderer;

    Validation(Tools tools, AwsClients clients, TemplateRenderer renderer) {
        this.tools = tools;
        this.clients = clients;
        this.renderer = renderer;
    }

    /**
     * Checks; changes nothing.
     *
     * @param rehearsed the template as far as it can be rendered without AWS
     * @param faults what is known to be wrong; with the way to AWS itself, nothing is asked
     * @return what a bake would do now, a sentence
     */
    String run(BakeRequest request, Optional<RenderedTemplate> rehearsed, Faults faults) {
        if (faults.list().stream().map(Fault::parameter).anyMatch(CONNECTION::contains)) {
            faults.throwIfAny();
        }
        Faults asked = new Faults();
        Optional<String> verdict = ask(request, rehearsed, asked);
        // a parameter that is wrong in itself was asked about with a stand-in
        Set<Parameter> known = EnumSet.noneOf(Parameter.class);
        faults.list().forEach(fault -> known.add(fault.parameter()));
        asked.list().stream()
                .filter(fault -> !known.contains(fault.parameter()))
                .forEach(faults::add);
        faults.throwIfAny();
        return verdict.orElseThrow();
    }

    private Optional<String> ask(BakeRequest request, Optional<RenderedTemplate> rehearsed, Faults faults) {
        Preflight preflight = tools.preflight(clients);
        Optional<Caller> caller = preflight.caller(request, faults);
        if (caller.isEmpty()) {
            return Optional.empty();
        }
        Optional<Resolution> resolution = preflight.resolve(request, caller.get(), faults);
        if (rehearsed.filter(RenderedTemplate::usesUserData).isPresent()) {
            preflight.userData(request, faults);
        }
        // what was rehearsed was rendered without fault, so that this has none either
        Optional<RenderedTemplate> template = resolution.isPresent() && rehearsed.isPresent()
                ? resolution.map(found -> renderer.render(request, found))
                : rehearsed;
        preflight.beforeCreation(request, template.map(RenderedTemplate::body), faults);
        if (resolution.isEmpty() || template.isEmpty()) {
            preflight.imageName(request, faults);
            return Optional.empty();
        }
        Path nowhere = Path.of(ConsoleFile.NAME);
        StackDecision decision =
                new Bake(request, resolution.get(), template.get(), clients, tools, nowhere, preflight).decision();
        if (!(decision instanceof StackDecision.Reuse) && !(decision instanceof StackDecision.Join)) {
            preflight.imageName(request, faults);
        }
        return verdict(request.stackName(), decision, faults);
    }

    private static Optional<String> verdict(String stack, StackDecision decision, Faults faults) {
        if (decision instanceof StackDecision.Refuse refuse) {
            faults.add(PreflightAdvice.refusedStack(refuse.reason()));
            return Optional.empty();
        }
        return Optional.of("Nothing is wrong, nothing was created. A bake " + Verdict.of(stack, decision));
    }
}
