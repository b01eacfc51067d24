package io.github.amibaker;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class that is longer than a few screens has more than one reason to change: it is split, not the bound raised. */
class RoomsTest {
    private static final Path SOURCES = Path.of("src");
    private static final int MOST = 250;
    private static final int MOST_OF_A_MOJO = 100;

    private static SortedMap<String, Integer> lines() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return new TreeMap<>(files.filter(file -> file.toString().endsWith(".java"))
                    .collect(toMap(file -> SOURCES.relativize(file).toString(), RoomsTest::length)));
        }
    }

    private static int length(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int most(String file) {
        return file.startsWith("main/java/io/github/amibaker/mojo/") ? MOST_OF_A_MOJO : MOST;
    }

    @Test
    void noClassOutgrowsItsRoom() throws IOException {
        SortedMap<String, Integer> tooLong = lines();
        assertThat(tooLong).hasSizeGreaterThan(300);
        tooLong.entrySet().removeIf(file -> file.getValue() <= most(file.getKey()));
        assertThat(tooLong).isEmpty();
    }
}
