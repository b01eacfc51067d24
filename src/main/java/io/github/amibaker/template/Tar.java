package io.github.amibaker.template;

import io.github.amibaker.request.Owner;
import io.github.amibaker.request.PayloadFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Writes entries as a tar archive, compressed; the same bytes for the same content, whenever and by whomever. */
final class Tar {
    private static final int ANY_SYSTEM = 255;

    private Tar() {}

    /** @param level of compression, as {@link java.util.zip.Deflater} has them */
    static void write(Collection<PayloadFile> entries, int level, OutputStream to) throws IOException {
        try (GzipCompressorOutputStream gzip = gzip(level, to);
                TarArchiveOutputStream tar = into(gzip)) {
            for (PayloadFile file : entries) {
                put(file, tar);
            }
        }
    }

    /** An archive that takes any length of name and file. */
    static TarArchiveOutputStream into(OutputStream to) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(to, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        return tar;
    }

    static void put(PayloadFile file, TarArchiveOutputStream tar) throws IOException {
        tar.putArchiveEntry(header(file));
        if (file.kind() == PayloadFile.Kind.FILE) {
            try (InputStream content = file.content().open()) {
                content.transferTo(tar);
            }
        }
        tar.closeArchiveEntry();
    }

    static GzipCompressorOutputStream gzip(int level, OutputStream to) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(level);
        parameters.setOperatingSystem(ANY_SYSTEM);
        return new GzipCompressorOutputStream(to, parameters);
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

    /** Of a name the builder finds the number; tar takes the number of who is not there, so that is seen to before. */
    private static int number(String owner) {
        return Owner.isNumber(owner) ? Integer.parseInt(owner) : 0;
    }

    private static String name(String owner) {
        return Owner.isNumber(owner) ? "" : owner;
    }
}
