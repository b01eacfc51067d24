package io.github.amibaker.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a builder said last, kept when its bake fails: the builder itself is gone with the stack. */
public final class ConsoleFile {
    /** Its name in the build folder. */
    public static final String NAME = "ami-console.log";

    private ConsoleFile() {}

    /** Its name for one of several images, or for the only one. */
    public static String name(Optional<String> image) {
        return image.map(id -> "ami-console-" + id + ".log").orElse(NAME);
    }

    /**
     * Writes the lines, whole or not at all, over those of an earlier failure.
     *
     * @throws IOException when the folder cannot be made or written
     */
    public static void write(List<String> lines, Path file) throws IOException {
        new ResultFile(file).write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
