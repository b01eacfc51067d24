package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest.Provisioning;
import io.github.amibaker.request.BakeRequest.Script;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.PayloadFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The archive for Windows, which unpacks zip by itself. */
final class ZipPayload implements Archive {
    /** A zip has the time of no zone; this is the first it can have. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final String MARK = "\uFEFF";

    /** Folders end in a slash, and have no content. */
    private final SortedMap<String, byte[]> entries = new TreeMap<>();

    /** @param guest the plugin's own files for the top of the archive, by name */
    ZipPayload(Provisioning provisioning, SortedMap<String, Bytes> guest) {
        guest.forEach((name, content) -> entries.put(name, content.toArray()));
        List<String> order = new ArrayList<>();
        for (Script script : provisioning.scripts()) {
            // By number, as names may have what cmd takes for more than a name.
            String end = script.name().substring(script.name().lastIndexOf('.'));
            String file = order.size() + 1 + end.toLowerCase(Locale.ROOT);
            order.add(file + " " + script.name() + "\n");
            entries.put("scripts/" + file, readable(script, end));
        }
        entries.put("order", utf8(String.join("", order)));
        Map<String, String> secrets = new TreeMap<>();
        provisioning.secrets().forEach((name, reference) -> secrets.put(name, reference.toString()));
        Map<String, String> environment = new TreeMap<>(provisioning.environment());
        environment.keySet().removeAll(secrets.keySet());
        entries.put("environment.json", utf8(Json.of(environment)));
        if (!secrets.isEmpty()) {
            entries.put("secrets.json", utf8(Json.of(secrets)));
        }
        provisioning.files().forEach(this::file);
    }

    private void file(PayloadFile file) {
        String path = "files/" + file.path();
        if (file.kind() == PayloadFile.Kind.FOLDER) {
            entries.put(path + "/", new byte[0]);
            return;
        }
        try (InputStream stream = file.content().open()) {
            entries.put(path, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("/" + file.path() + " cannot be read any more: " + e.getMessage(), e);
        }
    }

    /** Windows PowerShell takes a script for one of the system's code page unless it begins with a byte order mark. */
    private static byte[] readable(Script script, String end) {
        byte[] content = script.content().toArray();
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException other) {
            return content;
        }
        boolean mark = end.equalsIgnoreCase(".ps1")
                && !text.startsWith(MARK)
                && text.chars().anyMatch(one -> one > 0x7f);
        return mark ? utf8(MARK + text) : content;
    }

    @Override
    public byte[] bytes() {
        return zip(entries);
    }

    @Override
    public SortedMap<String, Integer> sizes() {
        int empty = zip(Collections.emptySortedMap()).length;
        SortedMap<String, Integer> sizes = new TreeMap<>();
        entries.forEach((path, content) -> {
            if (!path.endsWith("/")) {
                sizes.put(path, zip(new TreeMap<>(Map.of(path, content))).length - empty);
            }
        });
        return sizes;
    }

    private static byte[] zip(SortedMap<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> one : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(one.getKey());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(one.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written outside memory", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
