package io.github.amibaker.inputs;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is different from the image before, by the names of the parts.
 *
 * @param changed parts that are there as before, with another content; a group stands for a part in it
 * @param removed parts that are there no more, as far as their names are known
 * @param removedNameless how many parts are there no more whose names are not known
 */
public record Changes(
        SortedSet<String> added, SortedSet<String> changed, SortedSet<String> removed, int removedNameless) {

    /**
     * Compares.
     *
     * @param tags all tags of the image before
     * @param now the parts of now
     * @param namesBefore names that parts of the image before may have had; none when nobody knows
     * @return empty when the tags do not tell what the image before was made from
     */
    public static Optional<Changes> between(Map<String, String> tags, Parts now, Collection<String> namesBefore) {
        return PartsTags.read(tags).map(before -> between(before, new Folding(now), now, namesBefore));
    }

    private static Changes between(
            Map<String, String> before, Folding folding, Parts now, Collection<String> namesBefore) {
        SortedSet<String> added = new TreeSet<>(now.digests().keySet());
        SortedSet<String> changed = new TreeSet<>();
        for (Map.Entry<String, SortedSet<String>> name : folding.names().entrySet()) {
            String content = before.remove(PartsTags.name(name.getKey()));
            if (content != null) {
                added.removeAll(name.getValue());
                String digest = folding.digest(name.getKey(), name.getValue());
                if (!HexFormat.of().formatHex(PartsTags.content(digest)).equals(content)) {
                    changed.add(name.getKey());
                }
            }
        }
        SortedSet<String> removed = namesBefore.stream()
                .filter(name -> before.remove(PartsTags.name(name)) != null)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Changes(added, changed, removed, before.size());
    }

    /** Whether nothing is different, as far as that can be told. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && removedNameless == 0;
    }
}
