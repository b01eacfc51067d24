package io.github.amibaker.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The results as properties: what {@code target/ami.properties} holds and later plugins of the module see. */
public final class ResultProperties {
    private static final String AMI = "ami.";

    private ResultProperties() {}

    /** The properties of bakes, in the order of their names; those of one of several images with its id in them. */
    public static SortedMap<String, String> of(List<BakeRecord> bakes) {
        SortedMap<String, String> all = new TreeMap<>();
        bakes.forEach(bake ->
                of(bake).forEach((name, value) -> all.put(key(bake, name.substring(AMI.length())), value)));
        return all;
    }

    /** The key of a property, such as {@code ami.id} or {@code ami.arm64.id}. */
    public static String key(BakeRecord bake, String name) {
        return AMI + bake.image().map(id -> id + ".").orElse("") + name;
    }

    private static SortedMap<String, String> of(BakeRecord bake) {
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
    public static boolean write(List<BakeRecord> bakes, Path file) throws IOException {
        return new ResultFile(file).write(text(of(bakes)).getBytes(StandardCharsets.US_ASCII));
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
