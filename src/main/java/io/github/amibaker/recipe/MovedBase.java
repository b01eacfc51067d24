package io.github.amibaker.recipe;

import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.stack.Stack;
import io.github.amibaker.template.RenderedTemplate;
import io.github.amibaker.template.TemplateRenderer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bake in progress that began before the base image's name came to mean another image: it is the same bake, if it is
 * the same in all else.
 */
final class MovedBase {
    private static final Pattern AMI = Pattern.compile("ami-[0-9a-f]{8}([0-9a-f]{9})?");

    private final BakeRequest request;
    private final Preflight preflight;

    MovedBase(BakeRequest request, Preflight preflight) {
        this.request = request;
        this.preflight = preflight;
    }

    /** What that bake was begun from, and the template it has. */
    record Begun(Resolution resolution, RenderedTemplate template) {}

    /** What the stack was begun from, where that is not what the name means now and all else is the same. */
    Optional<Begun> of(Stack stack, RenderedTemplate now, Resolution resolvedNow) {
        boolean another = stack.isOurs()
                && stack.status().isInProgress()
                && !stack.status().isRollback()
                && !stack.status().isDeleting()
                && !stack.inputs().equals(Optional.of(now.inputs()));
        if (!another
                || request.force()
                || !request.baseImage().moves()
                || request.baseLock().isPresent()) {
            return Optional.empty();
        }
        return stack.baseImage()
                .filter(image -> AMI.matcher(image).matches() && !image.equals(resolvedNow.baseImageId()))
                .flatMap(image -> preflight.resolveOn(request, image))
                .map(then -> new Begun(then, new TemplateRenderer().render(request, then)))
                .filter(begun ->
                        stack.inputs().equals(Optional.of(begun.template().inputs())));
    }
}
