package io.github.amibaker.recipe;

import io.github.amibaker.image.Image;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.stack.StackEvent;
import io.github.amibaker.template.RenderedTemplate;
import java.util.List;
import java.util.Optional;

/** Puts together what came of a bake. */
final class Records {
    private Records() {}

    /**
     * The record of a bake.
     *
     * @param stackId the stack that is there; without one the image's tag tells which one made it
     */
    static BakeRecord of(
            BakeRequest request,
            Resolution resolution,
            RenderedTemplate template,
            Image image,
            Optional<String> stackId,
            List<StackEvent> events) {
        return new BakeRecord(
                request.image(),
                image.id(),
                image.name(),
                resolution.region(),
                resolution.baseImageId(),
                image.architecture(),
                stackId.orElseGet(() -> image.tags().getOrDefault("ami:stack-id", "")),
                request.stackName(),
                image.created(),
                image.tags(),
                image.snapshotIds(),
                template.inputs(),
                List.copyOf(template.parts().digests().keySet()),
                events.stream().map(Records::event).toList());
    }

    private static BakeRecord.Event event(StackEvent event) {
        return new BakeRecord.Event(
                event.time(),
                event.logicalId(),
                event.type(),
                event.status().name(),
                event.reason().orElse(""));
    }
}
