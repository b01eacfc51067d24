package io.github.amibaker.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on disk that may be larger than memory; {@code length} is what it was when it was looked at. */
public record FileContent(Path file, long length) implements Content {
    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
