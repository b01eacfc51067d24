package io.github.amibaker.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentDigestTest {
    @TempDir
    Path folder;

    private static String of(byte[] bytes) {
        return ContentDigest.of(Bytes.of(bytes));
    }

    @Test
    void isTheSha256OfPlainBytes() {
        assertThat(ContentDigest.of(Bytes.of("hello\n")))
                .isEqualTo("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
    }

    @Test
    void isTheSameOnDiskAndInMemory() throws IOException {
        byte[] jar = Jars.jar("#now\n", 0, "x");
        Path file = Files.write(folder.resolve("x"), jar);
        assertThat(ContentDigest.of(new FileContent(file, jar.length))).isEqualTo(of(jar));
    }

    @Test
    void doesNotKnowTheTimesInAJarNorInTheJarsInIt() {
        assertThat(of(Jars.jar("#then\n", 1_000_000_000_000L, "x")))
                .isEqualTo(of(Jars.jar("#now\n", 1_700_000_000_000L, "x")))
                .isNotEqualTo(of(Jars.jar("#then\n", 1_000_000_000_000L, "y")));
    }

    @Test
    void doesNotKnowTheOrderInAJarButTheNames() {
        assertThat(of(Jars.inOrder(List.of("a", "b"))))
                .isEqualTo(of(Jars.inOrder(List.of("b", "a"))))
                .isNotEqualTo(of(Jars.inOrder(List.of("a", "c"))));
    }

    @Test
    void takesWhatOnlyBeginsAsAZipForWhatItIs() {
        byte[] jar = Jars.jar("", 0, "x");
        byte[] torn = Arrays.copyOf(jar, jar.length / 2);
        byte[] other = Arrays.copyOf(jar, jar.length / 2 + 1);
        assertThat(of(torn)).isNotEqualTo(of(jar)).isNotEqualTo(of(other));
    }

    @Test
    void saysWhichFileWentAway() {
        Path gone = folder.resolve("gone.jar");
        assertThatThrownBy(() -> ContentDigest.of(new FileContent(gone, 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone.jar");
    }
}
