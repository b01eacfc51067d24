package io.github.amibaker.recipe;

import io.github.amibaker.image.Image;
import io.github.amibaker.inputs.Changes;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What changed since the image before, in words: a line each, and all in one line. */
final class Difference {
    private static final int NAMED_IN_A_LINE = 8;

    private final BakeRequest request;
    private final Resolution resolution;
    private final Image before;
    private final Optional<Image> baseBefore;

    /**
     * Words for what is different from that image.
     *
     * @param baseBefore what that image was baked on, when it is still there
     */
    Difference(BakeRequest request, Resolution resolution, Image before, Optional<Image> baseBefore) {
        this.request = request;
        this.resolution = resolution;
        this.before = before;
        this.baseBefore = baseBefore;
    }

    /** Which image this is about, half a sentence. */
    String since() {
        return "Since " + before.id() + " (" + before.name() + ") was baked, " + before.created();
    }

    /** Each thing on a line of its own. */
    List<String> lines(Changes changes) {
        return Stream.of(
                        each("changed  ", changes.changed()),
                        each("added    ", changes.added()),
                        each("removed  ", removed(changes)))
                .flatMap(List::stream)
                .toList();
    }

    /** All of it in one line, the first names only where there are many. */
    String line(Changes changes) {
        List<String> said = new ArrayList<>();
        some("changed", changes.changed(), said);
        some("added", changes.added(), said);
        some("removed", removed(changes), said);
        return since() + ": " + String.join("; ", said) + ".";
    }

    private List<String> each(String verb, Collection<String> names) {
        return names.stream().map(name -> "  " + verb + words(name)).toList();
    }

    private void some(String verb, Collection<String> names, List<String> said) {
        if (names.isEmpty()) {
            return;
        }
        List<String> first = new ArrayList<>(
                names.stream().limit(NAMED_IN_A_LINE).map(this::words).toList());
        if (names.size() > NAMED_IN_A_LINE) {
            first.add("and " + (names.size() - NAMED_IN_A_LINE) + " more (-Dami.explain lists all)");
        }
        said.add(verb + " " + String.join(", ", first));
    }

    private static List<String> removed(Changes changes) {
        List<String> removed = new ArrayList<>(changes.removed());
        int nameless = changes.removedNameless();
        if (nameless > 0) {
            removed.add(
                    nameless + (nameless == 1 ? " thing" : " things") + " whose name only the build that baked knew");
        }
        return removed;
    }

    /** The name of a part, or of a group of them, as a user knows it. */
    private String words(String name) {
        return switch (name) {
            case "baseImage" -> "base image " + base();
            case "version" -> "version " + version();
            case "plugin" -> "the plugin itself (its template, function and what runs on the builder)";
            case "…" -> "something";
            default ->
                name.endsWith("/")
                        ? name.replaceFirst(" ", " in ")
                        : name.endsWith(" …") ? "some " + name.substring(0, name.length() - 2) : name;
        };
    }

    private String base() {
        String old = before.tags().getOrDefault("ami:base-image", "unknown");
        String oldName = baseBefore.map(image -> " (" + image.name() + ")").orElse("");
        return old + oldName + " -> " + resolution.baseImageId() + " (" + resolution.baseImageName() + ")";
    }

    private String version() {
        String project = before.tags().getOrDefault("ami:project", "");
        return project.substring(project.lastIndexOf(':') + 1) + " -> "
                + request.project().version();
    }
}
