package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObstacleTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatTheUserHasNoRightToIsNotRead() throws IOException {
        Path script = Files.writeString(folder.resolve("10-x.sh"), "#!/bin/sh\n");
        assertThat(Obstacle.toReading(script)).isEmpty();
        assertThat(Obstacle.toReading(script, path -> !path.equals(script))).contains("you have no right to read it");
    }

    @Test
    void aFolderThatTheUserHasNoRightToIsNotListed() {
        assertThat(Obstacle.toListing(folder)).isEmpty();
        assertThat(Obstacle.toListing(folder, path -> !path.equals(folder))).contains("you have no right to read it");
    }

    @Test
    void whatIsNotThereIsSaidSoWhateverTheRights() {
        Path nowhere = folder.resolve("nowhere");
        assertThat(Obstacle.toReading(nowhere, path -> false)).contains("it is not there");
        assertThat(Obstacle.toListing(nowhere, path -> false)).contains("it is not there");
    }
}
