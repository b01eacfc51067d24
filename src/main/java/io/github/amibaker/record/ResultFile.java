package io.github.amibaker.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** A file of results: whole or not there, and untouched when nothing changed, so that nothing after it is rebuilt. */
final class ResultFile {
    private final Path path;

    ResultFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * Writes the content to a temporary file beside and moves it into place.
     *
     * @return whether the file changed
     * @throws IOException when the folder cannot be made or written
     */
    boolean write(byte[] content) throws IOException {
        if (Files.isRegularFile(path) && Arrays.equals(Files.readAllBytes(path), content)) {
            return false;
        }
        Path folder = path.getParent();
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, path.getFileName().toString(), ".tmp");
        try {
            Files.write(temporary, content);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return true;
    }
}
