package io.github.amibaker.record;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The file of a lock; it is the old one or the new one, never half of one. */
public final class LockFile {
    private LockFile() {}

    /**
     * Writes.
     *
     * @throws FileSystemException when that cannot be; the file is as it was
     */
    public static void write(String text, Path file) throws FileSystemException {
        new ResultFile(file).write(text.getBytes(StandardCharsets.UTF_8));
    }
}
