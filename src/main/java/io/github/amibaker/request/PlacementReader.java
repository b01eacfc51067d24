package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.FilesAdvice;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.FileTree.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads what is put to a place of its own: {@code <files>} and {@code <artifact>}. */
final class PlacementReader {
    private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");
    /** As useradd takes them; or a number below the one that means nobody. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,30}[A-Za-z0-9_.$-]?|[0-9]{1,9}");
    /** The kernel's, not the image's. */
    private static final Pattern NO_PLACE = Pattern.compile("/(?:dev|proc|sys)(?:/.*)?");

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 4_000;

    private final BakeParameters parameters;
    private final Predicate<Path> readable;
    private final Faults faults;

    PlacementReader(BakeParameters parameters, Predicate<Path> readable, Faults faults) {
        this.parameters = parameters;
        this.readable = readable;
        this.faults = faults;
    }

    List<Found> read() {
        List<Found> found = new ArrayList<>();
        for (PlacedFile file : parameters.files == null ? List.<PlacedFile>of() : parameters.files) {
            found.addAll(file(file));
        }
        if (parameters.artifact != null && !parameters.artifact.isEmpty()) {
            found.addAll(artifact(parameters.artifact));
        }
        return found;
    }

    /** The path of the artifact in the image; empty when there is none, or none that a file could have. */
    static Optional<String> artifactPath(BakeParameters parameters) {
        return Optional.ofNullable(parameters.artifact)
                .map(artifact -> artifact.target)
                .filter(target -> target.startsWith("/")
                        && !target.endsWith("/")
                        && problem(target).isEmpty());
    }

    private List<Found> file(PlacedFile file) {
        int before = faults.list().size();
        FileTree.Manner manner = manner(Parameter.FILES, file, file.filtering);
        if (file.source == null || file.source.isBlank()) {
            faults.add(FilesAdvice.noSource(file.target));
            return List.of();
        }
        Path source = parameters.basedir.resolve(file.source).normalize();
        if (Files.notExists(source)) {
            faults.add(FilesAdvice.unreadable(Parameter.FILES, source, "it is not there"));
            return List.of();
        }
        if (faults.list().size() > before) {
            return List.of();
        }
        return FileTree.read(source, Files.isDirectory(source) ? manner : into(manner, file, source), readable, faults);
    }

    private List<Found> artifact(PlacedArtifact artifact) {
        int before = faults.list().size();
        FileTree.Manner manner = manner(Parameter.ARTIFACT, artifact, false);
        if (faults.list().size() == before && artifactPath(parameters).isEmpty()) {
            faults.add(FilesAdvice.artifactIntoFolder(artifact.target));
        }
        Optional<Path> file = parameters.maven.artifact(artifact, faults);
        return faults.list().size() > before
                ? List.of()
                : file.map(found -> FileTree.read(found, manner, readable, faults))
                        .orElse(List.of());
    }

    private FileTree.Manner manner(Parameter parameter, Placement placement, boolean filtering) {
        if (placement.target == null || placement.target.isBlank()) {
            faults.add(FilesAdvice.noTarget(parameter));
        } else {
            problem(placement.target)
                    .ifPresent(why -> faults.add(FilesAdvice.target(parameter, placement.target, why)));
        }
        if (placement.mode != null && !MODE.matcher(placement.mode.strip()).matches()) {
            faults.add(FilesAdvice.mode(parameter, placement.mode));
        }
        name(parameter, "owner", placement.owner);
        name(parameter, "group", placement.group);
        return new FileTree.Manner(
                parameter,
                trimmed(placement.target == null ? "" : placement.target),
                Optional.ofNullable(placement.mode)
                        .map(String::strip)
                        .filter(mode -> MODE.matcher(mode).matches())
                        .map(mode -> Integer.parseInt(mode, 8)),
                new Owner(
                        placement.owner == null ? Owner.ROOT.user() : placement.owner,
                        placement.group == null ? Owner.ROOT.group() : placement.group),
                filtering ? Optional.of(parameters.maven) : Optional.empty());
    }

    private void name(Parameter parameter, String element, String written) {
        if (written != null && !NAME.matcher(written).matches()) {
            faults.add(FilesAdvice.owner(parameter, element, written));
        }
    }

    /** A file goes into a folder under its own name, and to a path under that path's. */
    private static FileTree.Manner into(FileTree.Manner manner, PlacedFile file, Path source) {
        if (!file.target.endsWith("/")) {
            return manner;
        }
        String name = source.getFileName().toString();
        String target = manner.target().isEmpty() ? name : manner.target() + "/" + name;
        return new FileTree.Manner(manner.parameter(), target, manner.mode(), manner.owner(), manner.filtering());
    }

    private static Optional<String> problem(String target) {
        if (!target.startsWith("/")) {
            return Optional.of("is not absolute");
        }
        if (target.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a control character");
        }
        List<String> parts = List.of(trimmed(target).split("/", -1));
        if (parts.contains("..") || parts.contains(".")) {
            return Optional.of("holds . or ..");
        }
        if (parts.size() > 1 && parts.contains("")) {
            return Optional.of("holds two slashes in a row");
        }
        if (NO_PLACE.matcher(target).matches()) {
            return Optional.of("is the kernel's and not kept in an image");
        }
        if (parts.stream().anyMatch(part -> Bytes.of(part).size() > LONGEST_NAME)
                || Bytes.of(target).size() > LONGEST_PATH) {
            return Optional.of("is longer than a file system takes");
        }
        return Optional.empty();
    }

    private static String trimmed(String target) {
        return target.replaceFirst("^/", "").replaceFirst("/$", "");
    }
}
