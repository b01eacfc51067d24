package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Content;
import io.github.amibaker.request.PayloadFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;

/**
 * The scripts and files that do not fit into the user data, in an archive on disk.
 *
 * @param file where it lies
 * @param length in bytes
 * @param sha256 of all of it, hexadecimal
 */
public record StagedArchive(Path file, long length, String sha256) {
    /** How what is compressed already begins: zip, gzip, xz, zstd, bzip2. */
    private static final Set<String> COMPRESSED = Set.of("504b0304", "1f8b", "fd377a58", "28b52ffd", "425a68");

    private static final int BUFFER = 1 << 20;

    /**
     * Writes it, never more of it in memory than a buffer.
     *
     * @throws IOException when a file changed or went away meanwhile, or there is no room
     */
    public static StagedArchive write(BakeRequest request, Path file) throws IOException {
        List<PayloadFile> entries = List.copyOf(Payload.staged(request.provisioning()));
        Files.createDirectories(file.getParent());
        MessageDigest digest = sha256Digest();
        try (BufferedOutputStream out =
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), BUFFER)) {
            Tar.write(entries, level(entries), out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new StagedArchive(file, Files.size(file), HexFormat.of().formatHex(digest.digest()));
    }

    /** What is for the most part compressed already is not compressed again, which takes long and gains nothing. */
    private static int level(List<PayloadFile> entries) throws IOException {
        long all = 0;
        long compressed = 0;
        for (PayloadFile entry : entries) {
            all += entry.content().length();
            compressed += isCompressed(entry.content()) ? entry.content().length() : 0;
        }
        return compressed * 2 > all ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED;
    }

    private static boolean isCompressed(Content content) throws IOException {
        try (InputStream stream = content.open()) {
            String begins = HexFormat.of().formatHex(stream.readNBytes(4));
            return COMPRESSED.stream().anyMatch(begins::startsWith);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
