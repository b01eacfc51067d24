package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest.PayloadFile;
import io.github.amibaker.request.BakeRequest.Provisioning;
import io.github.amibaker.request.BakeRequest.Script;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Owner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** The archive that rides in the user data: what runs on the builder, the user's scripts, files and variables. */
final class Payload implements Archive {
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;
    private static final int ANY_SYSTEM = 255;

    private final SortedMap<String, PayloadFile> entries = new TreeMap<>();

    /** @param guest the plugin's own files for the top of the archive, by name */
    Payload(Provisioning provisioning, SortedMap<String, Bytes> guest) {
        guest.forEach((name, content) -> file(name, EXECUTABLE, content));
        file("order", PLAIN, Bytes.of(order(provisioning)));
        file("environment", PLAIN, Bytes.of(environment(provisioning)));
        if (!provisioning.secrets().isEmpty()) {
            file("secrets", PLAIN, Bytes.of(secrets(provisioning)));
        }
        for (Script script : provisioning.scripts()) {
            file("scripts/" + script.name(), EXECUTABLE, script.content());
        }
        for (PayloadFile file : provisioning.files()) {
            String path = "files/" + file.path();
            entries.put(
                    path,
                    new PayloadFile(path, file.kind(), file.mode(), file.owner(), file.content(), file.linkTarget()));
        }
        String owners = owners(provisioning);
        if (!owners.isEmpty()) {
            file("owners", PLAIN, Bytes.of(owners));
        }
    }

    @Override
    public byte[] bytes() {
        return compressed(archive());
    }

    @Override
    public SortedMap<String, Integer> sizes() {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        entries.forEach((path, file) -> {
            if (file.kind() == PayloadFile.Kind.FILE) {
                sizes.put(path, compressed(bytes(file)).length);
            }
        });
        return sizes;
    }

    private void file(String path, int mode, Bytes content) {
        entries.put(path, new PayloadFile(path, PayloadFile.Kind.FILE, mode, content, java.util.Optional.empty()));
    }

    private static String order(Provisioning provisioning) {
        return provisioning.scripts().stream()
                .map(script -> script.name() + "\n")
                .collect(Collectors.joining());
    }

    /** What has its value already. */
    private static String environment(Provisioning provisioning) {
        return provisioning.environment().entrySet().stream()
                .filter(pair -> !provisioning.secrets().containsKey(pair.getKey()))
                .map(pair -> "export " + pair.getKey() + "='" + pair.getValue().replace("'", "'\\''") + "'\n")
                .collect(Collectors.joining());
    }

    private static String secrets(Provisioning provisioning) {
        return provisioning.secrets().entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private byte[] archive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (PayloadFile file : entries.values()) {
                tar.putArchiveEntry(header(file));
                if (file.kind() == PayloadFile.Kind.FILE) {
                    tar.write(bytes(file));
                }
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written outside memory", e);
        }
        return bytes.toByteArray();
    }

    private static TarArchiveEntry header(PayloadFile file) {
        TarArchiveEntry entry = switch (file.kind()) {
            case FILE -> new TarArchiveEntry(file.path());
            case FOLDER -> new TarArchiveEntry(file.path() + "/");
            case LINK -> new TarArchiveEntry(file.path(), TarConstants.LF_SYMLINK);
        };
        entry.setMode(file.mode());
        entry.setModTime(0L);
        entry.setIds(number(file.owner().user()), number(file.owner().group()));
        entry.setNames(name(file.owner().user()), name(file.owner().group()));
        entry.setSize(file.kind() == PayloadFile.Kind.FILE ? file.content().length() : 0);
        file.linkTarget().ifPresent(entry::setLinkName);
        return entry;
    }

    private static byte[] bytes(PayloadFile file) {
        try (InputStream stream = file.content().open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("/" + file.path() + " cannot be read any more: " + e.getMessage(), e);
        }
    }

    /** Of a name the builder finds the number; tar takes the number of who is not there, so that is seen to before. */
    private static int number(String owner) {
        return Owner.isNumber(owner) ? Integer.parseInt(owner) : 0;
    }

    private static String name(String owner) {
        return Owner.isNumber(owner) ? "" : owner;
    }

    /** Whom the image has to know, a line each: the table, and the name in it. */
    private static String owners(Provisioning provisioning) {
        return provisioning.files().stream()
                .map(PayloadFile::owner)
                .flatMap(owner -> Stream.of("passwd " + owner.user(), "group " + owner.group()))
                .filter(line -> !line.endsWith(" root") && !line.matches("\\w+ [0-9]+"))
                .distinct()
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static byte[] compressed(byte[] content) {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
        parameters.setOperatingSystem(ANY_SYSTEM);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(bytes, parameters)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written outside memory", e);
        }
        return bytes.toByteArray();
    }
}
