package io.github.amibaker.template;

import freemarker.cache.TemplateLoader;
import io.github.amibaker.request.Bytes;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gives FreeMarker the files of one folder and of no other, in UTF-8, and remembers which it took. */
final class TemplateFolder implements TemplateLoader {
    private final Path folder;
    private final SortedMap<String, Bytes> taken = new TreeMap<>();

    /** @throws IOException when the folder is gone */
    TemplateFolder(Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    /** What was read so far, by its name in the folder. */
    SortedMap<String, Bytes> taken() {
        return taken;
    }

    @Override
    public Object findTemplateSource(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) && file.toRealPath().startsWith(folder) ? file : null;
    }

    @Override
    public long getLastModified(Object source) {
        return -1;
    }

    @Override
    public Reader getReader(Object source, String encoding) throws IOException {
        Path file = (Path) source;
        byte[] bytes = Files.readAllBytes(file);
        taken.put(folder.relativize(file).toString().replace('\\', '/'), Bytes.of(bytes));
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not written in UTF-8", e);
        }
    }

    @Override
    public void closeTemplateSource(Object source) {
        // nothing stays open
    }
}
