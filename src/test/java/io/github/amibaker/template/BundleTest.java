package io.github.amibaker.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundleTest {
    @Test
    void namesEveryFileOfTheGuest() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/github/amibaker/template/guest"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")))
                    .containsExactlyInAnyOrderElementsOf(Bundle.GUEST);
        }
    }

    @Test
    void saysWhichFileIsMissingInABrokenJar() {
        assertThatThrownBy(() -> new Bundle().bytes("nothing.sh")).hasMessageContaining("nothing.sh is missing");
    }
}
