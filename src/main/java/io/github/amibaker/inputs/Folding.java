package io.github.amibaker.inputs;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts parts together in groups where there are more of them than can be kept: files by their folders, the deepest first,
 * then all of a kind. A group's name ends with a slash, {@code file etc/nginx/}, or with dots, {@code script …}.
 */
final class Folding {
    private static final String ALL = "…";

    private final Parts parts;

    Folding(Parts parts) {
        this.parts = parts;
    }

    /** As many entries as fit, by name, with the digest of each: the parts themselves, or groups of them. */
    SortedMap<String, String> within(int most) {
        int depth =
                parts.digests().keySet().stream().mapToInt(Folding::depth).max().orElse(0);
        SortedMap<String, String> entries = parts.digests();
        for (int level = depth; entries.size() > most && level >= 0; level--) {
            entries = folded(level);
        }
        return entries.size() <= most
                ? entries
                : digests(Map.of(ALL, parts.digests().keySet()));
    }

    /** Every name under which a part can have been kept, groups too, and the parts that each stands for. */
    SortedMap<String, SortedSet<String>> names() {
        SortedMap<String, SortedSet<String>> names = new TreeMap<>();
        for (String part : parts.digests().keySet()) {
            List<String> all = new ArrayList<>(List.of(part, ALL));
            for (int level = depth(part); level >= 0; level--) {
                all.add(group(part, level));
            }
            all.forEach(
                    name -> names.computeIfAbsent(name, key -> new TreeSet<>()).add(part));
        }
        return names;
    }

    /** The digest of a part, or of a group with these members. */
    String digest(String name, Iterable<String> members) {
        if (parts.digests().containsKey(name)) {
            return parts.digests().get(name);
        }
        Framed group = new Framed();
        members.forEach(member -> group.add(member).add(parts.digests().getOrDefault(member, "")));
        return HexFormat.of().formatHex(group.bytes());
    }

    private SortedMap<String, String> folded(int level) {
        Map<String, SortedSet<String>> groups = new TreeMap<>();
        for (String part : parts.digests().keySet()) {
            groups.computeIfAbsent(group(part, level), key -> new TreeSet<>()).add(part);
        }
        return digests(groups);
    }

    private SortedMap<String, String> digests(Map<String, ? extends Iterable<String>> groups) {
        SortedMap<String, String> digests = new TreeMap<>();
        groups.forEach((name, members) -> digests.put(name, digest(name, members)));
        return digests;
    }

    /** How many folders the name has after its kind. */
    private static int depth(String part) {
        return (int) part.chars().filter(character -> character == '/').count();
    }

    /** What stands for the part when files are kept by folders that deep; at depth 0 by their kind alone. */
    private static String group(String part, int folders) {
        int end = part.indexOf(' ');
        if (end < 0 || folders > depth(part)) {
            return part;
        }
        if (folders == 0) {
            return part.substring(0, end + 1) + ALL;
        }
        for (int folder = 0; folder < folders; folder++) {
            end = part.indexOf('/', end + 1);
        }
        return part.substring(0, end + 1);
    }
}
