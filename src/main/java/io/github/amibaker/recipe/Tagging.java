package io.github.amibaker.recipe;

import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.image.Image;
import io.github.amibaker.image.ImageTags;
import io.github.amibaker.stack.Stack;
import io.github.amibaker.template.RenderedTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tags what a template of the user's own made as the built-in template's function tags what it makes. */
final class Tagging {
    private static final String PROJECT = "ami:project";

    private final AwsClients clients;
    private final RenderedTemplate template;

    Tagging(AwsClients clients, RenderedTemplate template) {
        this.clients = clients;
        this.template = template;
    }

    /**
     * The image with all tags on it.
     *
     * @param stackId the stack that made it, when that is known
     * @param stack the stack as it is, when it is there
     */
    Image complete(Image image, Optional<String> stackId, Optional<Stack> stack) {
        if (template.builtIn()) {
            return image;
        }
        SortedMap<String, String> all = new TreeMap<>(image.tags());
        all.putIfAbsent("Name", image.name());
        all.putAll(template.imageTags());
        stackId.ifPresent(id -> all.put("ami:stack-id", id));
        // Neither is an input: who baked has told, not who joined.
        stack.flatMap(Stack::project).ifPresent(project -> all.put(PROJECT, project));
        Map<String, String> told = new HashMap<>(image.tags());
        told.keySet().retainAll(Set.of(PROJECT, "ami:git-commit"));
        all.putAll(told);
        SortedMap<String, String> missing = new TreeMap<>(all);
        missing.entrySet().removeAll(image.tags().entrySet());
        if (!missing.isEmpty()) {
            new ImageTags(clients).put(image, missing);
        }
        return image.withTags(all);
    }
}
