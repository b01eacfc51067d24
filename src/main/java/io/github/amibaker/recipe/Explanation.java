package io.github.amibaker.recipe;

import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.console.Console;
import io.github.amibaker.image.Image;
import io.github.amibaker.image.ImageSearch;
import io.github.amibaker.inputs.Changes;
import io.github.amibaker.record.EarlierParts;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.stack.StackDecision;
import io.github.amibaker.template.RenderedTemplate;
import java.util.Optional;

/** Tells what changed since the last image, from its tags; names of what was removed only earlier results can tell. */
final class Explanation {
    private final BakeRequest request;
    private final Resolution resolution;
    private final RenderedTemplate template;
    private final AwsClients clients;
    private final Console console;

    Explanation(
            BakeRequest request,
            Resolution resolution,
            RenderedTemplate template,
            AwsClients clients,
            Console console) {
        this.request = request;
        this.resolution = resolution;
        this.template = template;
        this.clients = clients;
        this.console = console;
    }

    /** Before a bake, in one line. */
    void inOneLine() {
        new LastImage(request, clients).find().ifPresent(before -> {
            Optional<Changes> changes = changes(before);
            Difference difference = difference(before);
            console.info(
                    isSame(before)
                            ? difference.since() + ", nothing changed."
                            : changes.filter(known -> !known.isEmpty())
                                    .map(difference::line)
                                    .orElse(unknown(difference)));
        });
    }

    /** Instead of a bake: everything, and what a bake would do. */
    void inFull(StackDecision decision) {
        Optional<Image> last = new LastImage(request, clients).find();
        last.ifPresentOrElse(
                this::tell,
                () -> console.info("There is no image of stack " + request.stackName() + " in " + clients.region()
                        + ", nor one of another version of this project: it would be the first."));
        console.info("A bake " + Verdict.of(request.stackName(), decision));
    }

    private void tell(Image before) {
        Difference difference = difference(before);
        if (isSame(before)) {
            console.info("Nothing changed: " + before.id() + " (" + before.name() + ") was baked from these inputs, "
                    + before.created() + ".");
            return;
        }
        Optional<Changes> changes = changes(before).filter(known -> !known.isEmpty());
        if (changes.isEmpty()) {
            console.info(unknown(difference));
            return;
        }
        console.info(difference.since() + ":");
        difference.lines(changes.get()).forEach(console::info);
    }

    private boolean isSame(Image before) {
        return template.inputs().equals(before.tags().get("ami:inputs"));
    }

    private Optional<Changes> changes(Image before) {
        String inputs = before.tags().getOrDefault("ami:inputs", "");
        return Changes.between(before.tags(), template.parts(), EarlierParts.of(request.manifestFile(), inputs));
    }

    private Difference difference(Image before) {
        Optional<Image> base = Optional.ofNullable(before.tags().get("ami:base-image"))
                .filter(id -> !id.equals(resolution.baseImageId()))
                .flatMap(new ImageSearch(clients)::byId);
        return new Difference(request, resolution, before, base);
    }

    private static String unknown(Difference difference) {
        return difference.since() + ", something changed; what, its tags do not tell.";
    }
}
