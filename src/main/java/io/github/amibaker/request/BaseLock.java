package io.github.amibaker.request;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What base images a module's bakes start from, until the user moves them: for each name and region the image it was
 * found to mean. As text it is sorted, a line for each thing that can change, so that version control can merge it.
 *
 * @param file where it lies
 * @param images by what {@link #key} gives
 */
public record BaseLock(Path file, SortedMap<String, Locked> images) {
    private static final String HEAD = """
            # The images that bakes of this module start from, written by ami-maven-plugin. Commit this file.
            # mvn ami:upgrade-base replaces them by the newest ones.
            """;
    private static final Pattern ID = Pattern.compile("ami-[0-9a-f]{8}(?:[0-9a-f]{9})?");
    private static final List<String> NAMES = List.of("id", "name", "created");

    /** An image that was found; {@code created} is when EC2 made it. */
    public record Locked(String id, String name, Instant created) {}

    /** A text that is no lock. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        Malformed(int line, String what) {
            super(what);
            this.line = line;
        }

        /** Where, beginning with 1. */
        int line() {
            return line;
        }
    }

    /** Under what an image stands here. */
    public static String key(BaseImage base, Optional<String> architecture, String region) {
        return base.text() + architecture.map(one -> " " + one).orElse("") + " in " + region;
    }

    /** The image of that key. */
    public Optional<Locked> find(String key) {
        return Optional.ofNullable(images.get(key));
    }

    /** This lock with another image. */
    public BaseLock with(String key, Locked image) {
        SortedMap<String, Locked> more = new TreeMap<>(images);
        more.put(key, image);
        return new BaseLock(file, Collections.unmodifiableSortedMap(more));
    }

    /** As it stands in the file. */
    public String text() {
        StringBuilder text = new StringBuilder(HEAD);
        images.forEach((key, image) -> text.append("\n[" + key + "]\n")
                .append("id = " + image.id() + "\n")
                .append("name = " + image.name() + "\n")
                .append("created = " + image.created() + "\n"));
        return text.toString();
    }

    /** Reads what {@link #text} wrote, or what a merge of two such texts gave. */
    static BaseLock parse(Path file, String text) throws Malformed {
        SortedMap<String, Locked> images = new TreeMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        String key = null;
        int begin = 0;
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]") && line.contains(" in ")) {
                add(images, key, values, begin);
                key = line.substring(1, line.length() - 1);
                begin = number;
                values.clear();
                if (images.containsKey(key)) {
                    throw new Malformed(number, "names what stands there already");
                }
                continue;
            }
            String[] pair = line.split(" *= *", 2);
            if (key == null || pair.length < 2 || !NAMES.contains(pair[0]) || values.containsKey(pair[0])) {
                throw new Malformed(number, "is " + (isOfMerge(line) ? "of a merge that was not ended" : "not known"));
            }
            check(pair[0], pair[1], number);
            values.put(pair[0], pair[1]);
        }
        add(images, key, values, begin);
        return new BaseLock(file, Collections.unmodifiableSortedMap(images));
    }

    private static boolean isOfMerge(String line) {
        return Set.of('<', '=', '>', '|').contains(line.charAt(0));
    }

    private static void check(String name, String value, int number) throws Malformed {
        if (name.equals("id") && !ID.matcher(value).matches()) {
            throw new Malformed(number, "has no AMI id");
        }
        if (name.equals("created")) {
            try {
                Instant.parse(value);
            } catch (DateTimeParseException spoiled) {
                throw new Malformed(number, "has no time such as 2026-11-02T09:12:46Z");
            }
        }
    }

    private static void add(SortedMap<String, Locked> images, String key, Map<String, String> values, int begin)
            throws Malformed {
        if (key == null) {
            return;
        }
        if (!values.keySet().containsAll(NAMES)) {
            throw new Malformed(begin, "is not followed by id, name and created");
        }
        images.put(key, new Locked(values.get("id"), values.get("name"), Instant.parse(values.get("created"))));
    }
}
