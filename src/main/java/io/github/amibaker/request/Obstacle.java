package io.github.amibaker.request;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** What is in the way of reading a file or a folder, in words that end a sentence. */
final class Obstacle {
    private Obstacle() {}

    /** Empty when the path is a file that can be read. */
    static Optional<String> toReading(Path file) {
        return toReading(file, Files::isReadable);
    }

    /** @param readable whether the rights allow it, which they always do to root */
    static Optional<String> toReading(Path file, Predicate<Path> readable) {
        if (Files.notExists(file)) {
            return Optional.of(Files.isSymbolicLink(file) ? "it is a link to nothing" : "it is not there");
        }
        if (Files.isDirectory(file)) {
            return Optional.of("it is a folder");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("it is a device, a socket or a pipe");
        }
        return readable.test(file) ? Optional.empty() : Optional.of("you have no right to read it");
    }

    /** Empty when the path is a folder that can be listed. */
    static Optional<String> toListing(Path folder) {
        return toListing(folder, path -> Files.isReadable(path) && Files.isExecutable(path));
    }

    /** @param listable whether the rights allow it, which they always do to root */
    static Optional<String> toListing(Path folder, Predicate<Path> listable) {
        if (Files.notExists(folder)) {
            return Optional.of("it is not there");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("it is no folder");
        }
        return listable.test(folder) ? Optional.empty() : Optional.of("you have no right to read it");
    }
}
