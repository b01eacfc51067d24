package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.FilesAdvice;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ProvisioningAdvice;
import io.github.amibaker.request.FileTree.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads all that is laid over {@code /}: the folder of files, then what is placed one by one, then the artifact. */
final class FilesReader {
    static final String STANDARD = "src/main/ami/files";

    private static final long MOST_BYTES = 100L * 1024 * 1024 * 1024;

    private FilesReader() {}

    static List<PayloadFile> read(BakeParameters parameters, Faults faults) {
        return read(parameters, Files::isReadable, faults);
    }

    /** @param readable whether the rights allow it, which they always do to root */
    static List<PayloadFile> read(BakeParameters parameters, Predicate<Path> readable, Faults faults) {
        List<Found> found = new ArrayList<>(folder(parameters, readable, faults));
        found.addAll(new PlacementReader(parameters, readable, faults).read());
        long bytes =
                found.stream().mapToLong(one -> one.file().content().length()).sum();
        if (bytes > MOST_BYTES) {
            faults.add(ProvisioningAdvice.tooMuch(
                    Parameter.FILES_DIRECTORY,
                    parameters.path(parameters.filesDirectory, STANDARD),
                    bytes,
                    MOST_BYTES));
            return List.of();
        }
        return together(found, faults);
    }

    private static List<Found> folder(BakeParameters parameters, Predicate<Path> readable, Faults faults) {
        Path folder = parameters.path(parameters.filesDirectory, STANDARD);
        Optional<String> obstacle = Obstacle.toListing(folder);
        if (obstacle.isPresent()) {
            if (Files.exists(folder) || parameters.isOwn(parameters.filesDirectory, STANDARD)) {
                faults.add(ProvisioningAdvice.unreadableFolder(Parameter.FILES_DIRECTORY, folder, obstacle.get()));
            }
            return List.of();
        }
        FileTree.Manner manner =
                new FileTree.Manner(Parameter.FILES_DIRECTORY, "", Optional.empty(), Owner.ROOT, Optional.empty());
        return FileTree.read(folder, manner, readable, faults);
    }

    /** In the order of their paths. A folder may come from several sides, as what was named last; all else once. */
    private static List<PayloadFile> together(List<Found> found, Faults faults) {
        Map<String, Found> byPath = new TreeMap<>();
        for (Found one : found) {
            Found other = byPath.put(one.file().path(), one);
            if (other != null
                    && (one.file().kind() != PayloadFile.Kind.FOLDER
                            || other.file().kind() != PayloadFile.Kind.FOLDER)) {
                faults.add(FilesAdvice.twice(one.parameter(), one.file().path(), other.origin(), one.origin()));
            }
        }
        for (Found one : byPath.values()) {
            String path = one.file().path();
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                Found above = byPath.get(path.substring(0, slash));
                if (above != null && above.file().kind() != PayloadFile.Kind.FOLDER) {
                    faults.add(FilesAdvice.underNoFolder(
                            one.parameter(), path, above.file().path(), above.origin()));
                }
            }
        }
        return byPath.values().stream().map(Found::file).toList();
    }
}
