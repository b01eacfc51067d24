package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest.Provisioning;
import io.github.amibaker.request.BakeRequest.Script;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.PayloadFile;
import io.github.amibaker.request.ScriptSettings;
import io.github.amibaker.request.SecretReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The archive that rides in the user data: what runs on the builder, the user's scripts, files and variables. */
final class Payload implements Archive {
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;
    private static final String FILES = "files/";

    private final SortedMap<String, PayloadFile> entries = new TreeMap<>();

    /**
     * What rides in the user data.
     *
     * @param guest the plugin's own files for the top of the archive, by name
     * @param staged whether scripts and files do not: the builder fetches them
     */
    Payload(Provisioning provisioning, SortedMap<String, Bytes> guest, boolean staged) {
        guest.forEach((name, content) -> file(name, EXECUTABLE, content));
        file("order", PLAIN, Bytes.of(order(provisioning)));
        file("environment", PLAIN, Bytes.of(environment(provisioning.environment())));
        secrets("secrets", provisioning.secrets());
        int number = 0;
        for (Script script : provisioning.scripts()) {
            number++;
            if (script.settings().isSet()) {
                own(number, script.settings());
            }
        }
        if (!staged) {
            scriptsAndFiles(provisioning);
        }
        String owners = owners(provisioning);
        if (!owners.isEmpty()) {
            file("owners", PLAIN, Bytes.of(owners));
        }
    }

    private Payload() {}

    /** What is staged instead, sorted. */
    static Collection<PayloadFile> staged(Provisioning provisioning) {
        Payload payload = new Payload();
        payload.scriptsAndFiles(provisioning);
        return payload.entries.values();
    }

    private void scriptsAndFiles(Provisioning provisioning) {
        for (Script script : provisioning.scripts()) {
            file("scripts/" + script.name(), EXECUTABLE, script.content());
        }
        for (PayloadFile file : provisioning.files()) {
            String path = FILES + file.path();
            entries.put(
                    path,
                    new PayloadFile(path, file.kind(), file.mode(), file.owner(), file.content(), file.linkTarget()));
        }
    }

    /**
     * The archive, compressed; the same bytes for the same content, whenever and by whomever it is made. Files that are
     * no text would spoil the coding of what is: where it is shorter, they are a gzip member of their own.
     */
    @Override
    public byte[] bytes() {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        int text = write(archive);
        byte[] tar = archive.toByteArray();
        byte[] whole = compressed(tar);
        byte[] first = compressed(Arrays.copyOf(tar, text));
        byte[] files = compressed(Arrays.copyOfRange(tar, text, tar.length));
        if (first.length + files.length >= whole.length) {
            return whole;
        }
        byte[] both = Arrays.copyOf(first, first.length + files.length);
        System.arraycopy(files, 0, both, first.length, files.length);
        return both;
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

    /** What a script has of its own, as the builder's each.sh reads it. */
    private void own(int number, ScriptSettings settings) {
        StringBuilder each = new StringBuilder();
        settings.interpreter().ifPresent(words -> each.append("with=" + quoted(words) + "\n"));
        settings.timeout().ifPresent(time -> each.append("timeout=" + time.toSeconds() + "\n"));
        if (settings.retries() > 0) {
            each.append("retries=" + settings.retries() + "\npause="
                    + settings.retryPause().toSeconds() + "\n");
        }
        if (settings.expectReboot()) {
            each.append("reboots=1\n");
        }
        if (!each.isEmpty()) {
            file("each." + number, PLAIN, Bytes.of(each.toString()));
        }
        String environment = environment(settings.environment());
        if (!environment.isEmpty()) {
            file("environment." + number, PLAIN, Bytes.of(environment));
        }
        secrets("secrets." + number, settings.secrets());
    }

    /** What has its value already. */
    private static String environment(SortedMap<String, String> environment) {
        return environment.entrySet().stream()
                .filter(pair -> SecretReference.of(pair.getValue()).isEmpty())
                .map(pair -> "export " + pair.getKey() + "=" + quoted(pair.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    private void secrets(String path, SortedMap<String, SecretReference> secrets) {
        if (!secrets.isEmpty()) {
            String lines = secrets.entrySet().stream()
                    .map(pair -> pair.getKey() + "=" + pair.getValue() + "\n")
                    .collect(Collectors.joining());
            file(path, PLAIN, Bytes.of(lines));
        }
    }

    /** Writes the archive, the user's files last; returns where they begin. */
    private int write(ByteArrayOutputStream bytes) {
        int text = 0;
        try (TarArchiveOutputStream tar = Tar.into(bytes)) {
            for (boolean ofTheUser : new boolean[] {false, true}) {
                tar.flush();
                text = bytes.size();
                for (PayloadFile file : entries.values()) {
                    if (file.path().startsWith(FILES) == ofTheUser) {
                        Tar.put(file, tar);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written outside memory", e);
        }
        return text;
    }

    private static byte[] bytes(PayloadFile file) {
        try (InputStream stream = file.content().open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("/" + file.path() + " cannot be read any more: " + e.getMessage(), e);
        }
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = Tar.gzip(Deflater.BEST_COMPRESSION, bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written outside memory", e);
        }
        return bytes.toByteArray();
    }
}
