package io.github.amibaker.template;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars as Maven makes them, at some time. */
final class Jars {
    private Jars() {}

    /** With a class, what Maven says of the project, and a jar in it that was made at the same time. */
    static byte[] jar(String comment, long time, String content) {
        byte[] inner = zip(time, List.of("A.class"), content, comment);
        return zip(
                time,
                List.of("META-INF/maven/g/a/pom.properties", "A.class", "lib/inner.jar"),
                content,
                comment,
                inner);
    }

    /** The same entries in that order. */
    static byte[] inOrder(List<String> names) {
        return zip(0, names, "same", "");
    }

    private static byte[] zip(long time, List<String> names, String content, String comment, byte[]... inner) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(time);
                zip.putNextEntry(entry);
                zip.write(
                        name.endsWith(".jar")
                                ? inner[0]
                                : (name.endsWith(".properties") ? comment + "version=1\n" : content)
                                        .getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
