package io.github.amibaker.record;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Names that the parts of an earlier image had, as far as a file of results still has them. */
public final class EarlierParts {
    private EarlierParts() {}

    /**
     * Looks into the results of an earlier build.
     *
     * @param inputs hash of the inputs of the image that is asked about
     * @return none when the file is not there, cannot be read, or is about another image
     */
    public static List<String> of(Path manifest, String inputs) {
        try {
            return Files.isRegularFile(manifest) ? find(JSON.std.anyFrom(manifest.toFile()), inputs) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static List<String> find(Object json, String inputs) {
        if (!(json instanceof Map<?, ?> content)) {
            return List.of();
        }
        if (inputs.equals(content.get("inputs")) && content.get("parts") instanceof Collection<?> parts) {
            return parts.stream().map(String::valueOf).toList();
        }
        return content.values().stream()
                .flatMap(value -> find(value, inputs).stream())
                .toList();
    }
}
