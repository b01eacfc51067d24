package io.github.amibaker.record;

import java.io.IOException;
import java.nio.file.FileSystemException;
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
     * Writes the content to a temporary file beside and moves it into place; into a device or a pipe, directly.
     *
     * @return whether the file changed
     * @throws FileSystemException when the folder cannot be made or written, or there is no room; it names the file
     */
    boolean write(byte[] content) throws FileSystemException {
        try {
            return replace(content);
        } catch (FileSystemException told) {
            throw told;
        } catch (IOException failed) {
            throw (FileSystemException)
                    new FileSystemException(path.toString(), null, failed.getMessage()).initCause(failed);
        }
    }

    private boolean replace(byte[] content) throws IOException {
        if (Files.isRegularFile(path) && Arrays.equals(Files.readAllBytes(path), content)) {
            return false;
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Moved over, /dev/null would be a file from then on.
            Files.write(path, content);
            return true;
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
