package io.github.amibaker.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The results as properties: what {@code target/ami.properties} holds and later plugins of the module see. */
public final class ResultProperties {
    private ResultProperties() {}

    /** The properties of a bake, in the order of their names. */
    public static SortedMap<String, String> of(BakeRecord bake) {
        return new TreeMap<>(Map.of(
                "ami.id", bake.imageId(),
                "ami.name", bake.imageName(),
                "ami.region", bake.region(),
                "ami.baseImageId", bake.baseImageId(),
                "ami.architecture", bake.architecture(),
                "ami.stackId", bake.stackId(),
                "ami.stackName", bake.stackName(),
                "ami.created", bake.created().toString()));
    }

    /**
     * Writes them where {@link Properties#load} reads them: sorted, ASCII, line feeds, no date.
     *
     * @return whether the file changed
     * @throws IOException when it cannot be written
     */
    public static boolean write(BakeRecord bake, Path file) throws IOException {
        return new ResultFile(file).write(text(of(bake)).getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(SortedMap<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    /** Lets {@link Properties} itself do the escaping; it writes a date first, which is no result. */
    private static String line(String key, String value) {
        Properties one = new Properties();
        one.setProperty(key, value);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            one.store(written, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return written.toString(StandardCharsets.US_ASCII)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .findFirst()
                        .orElseThrow()
                + "\n";
    }
}
