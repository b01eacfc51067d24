package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What only Maven can do with files; its layer brings it. */
public interface MavenFiles {
    /**
     * The file's bytes with Maven's properties filled in; those of a binary file as they are.
     *
     * @throws IOException when it cannot be read, or a property refers to itself
     */
    Bytes filtered(Path file) throws IOException;

    /**
     * The artifact's file.
     *
     * @param faults takes why there is none
     */
    Optional<Path> artifact(PlacedArtifact wanted, Faults faults);
}
