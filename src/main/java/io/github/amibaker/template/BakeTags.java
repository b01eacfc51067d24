package io.github.amibaker.template;

import io.github.amibaker.inputs.Parts;
import io.github.amibaker.inputs.PartsTags;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of stack and image: the plugin's, by which a bake is found again, and the user's. */
final class BakeTags {
    private static final int LONGEST = 256;
    /** Tags that a resource may have. */
    private static final int MOST = 50;
    /** Those of the plugin that an image has anyway. */
    private static final int OURS = 8;

    private BakeTags() {}

    static SortedMap<String, String> ofStack(BakeRequest request, Resolution resolution, String inputs) {
        SortedMap<String, String> tags = common(request, resolution, inputs);
        tags.put("ami:started-by", legal(resolution.caller()));
        return tags;
    }

    /** Without {@code ami:stack-id}, which only the stack knows. */
    static SortedMap<String, String> ofImage(BakeRequest request, Resolution resolution, Parts parts) {
        SortedMap<String, String> tags = common(request, resolution, parts.hash());
        tags.putAll(PartsTags.of(parts, MOST - OURS - request.tags().size()));
        request.project().gitCommit().ifPresent(commit -> tags.put("ami:git-commit", legal(commit)));
        return tags;
    }

    /** As resources take them. */
    static List<Map<String, String>> list(SortedMap<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> {
                    Map<String, String> pair = new TreeMap<>();
                    pair.put("Key", tag.getKey());
                    pair.put("Value", tag.getValue());
                    return pair;
                })
                .toList();
    }

    private static SortedMap<String, String> common(BakeRequest request, Resolution resolution, String inputs) {
        SortedMap<String, String> tags = new TreeMap<>(request.tags());
        tags.put("ami:project", legal(request.project().coordinates()));
        tags.put("ami:stack-name", request.stackName());
        request.image().ifPresent(id -> tags.put("ami:image", id));
        tags.put("ami:inputs", inputs);
        tags.put("ami:base-image", resolution.baseImageId());
        return tags;
    }

    /** What the plugin puts in is made legal, as is every default. */
    private static String legal(String value) {
        String legal = value.replaceAll("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]", "-");
        return legal.length() <= LONGEST ? legal : legal.substring(0, LONGEST);
    }
}
