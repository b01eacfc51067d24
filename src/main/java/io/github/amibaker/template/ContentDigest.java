package io.github.amibaker.template;

import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Content;
import io.github.amibaker.request.FileContent;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * What tells one content from another: the SHA-256 of its bytes. Of a jar or any other zip it is that of the names and
 * contents of its entries, so that building it again makes no difference: not their times, not their order, and not the
 * time that Maven writes into pom.properties. Jars in jars are looked into as well.
 */
final class ContentDigest {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final Pattern POM_PROPERTIES = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final Pattern COMMENT = Pattern.compile("(?m)^#.*\\R?");

    private ContentDigest() {}

    /**
     * The hash, hexadecimal.
     *
     * @throws UncheckedIOException when a file went away, or cannot be read any more
     */
    static String of(Content content) {
        try {
            if (isZip(content)) {
                try (InputStream stream = content.open()) {
                    return entries(stream);
                } catch (ZipException | EOFException | IllegalArgumentException noZip) {
                    return plain(content);
                }
            }
            return plain(content);
        } catch (IOException e) {
            String what = content instanceof FileContent file ? file.file().toString() : "a file";
            throw new UncheckedIOException(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isZip(Content content) throws IOException {
        try (InputStream stream = content.open()) {
            return java.util.Arrays.equals(stream.readNBytes(ZIP.length), ZIP);
        }
    }

    private static String plain(Content content) throws IOException {
        try (InputStream stream = content.open()) {
            return plain(stream);
        }
    }

    private static String plain(InputStream stream) throws IOException {
        DigestInputStream digesting = new DigestInputStream(stream, sha256());
        digesting.transferTo(java.io.OutputStream.nullOutputStream());
        return hex(digesting.getMessageDigest());
    }

    private static String entries(InputStream stream) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        ZipInputStream zip = new ZipInputStream(stream, StandardCharsets.UTF_8);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            digests.merge(entry.getName(), entry(entry.getName(), zip), (one, other) -> one + other);
        }
        String all = digests.entrySet().stream()
                .map(entry -> entry.getKey() + "\0" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        return plain(Bytes.of("zip\n" + all).open());
    }

    private static String entry(String name, ZipInputStream zip) throws IOException {
        if (POM_PROPERTIES.matcher(name).matches()) {
            String text = new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1);
            return plain(Bytes.of(COMMENT.matcher(text).replaceAll("")).open());
        }
        return name.endsWith(".jar") ? entries(unclosed(zip)) : plain(zip);
    }

    private static InputStream unclosed(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public void close() {}
        };
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
