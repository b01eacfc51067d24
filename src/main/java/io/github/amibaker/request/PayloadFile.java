package io.github.amibaker.request;

import java.util.Optional;

/**
 * A file, folder or link that is laid over {@code /}.
 *
 * @param path relative to {@code /}, separated by slashes
 * @param mode permission bits
 * @param owner whose it is in the image
 * @param content the file's bytes, empty for folders and links
 * @param linkTarget where a symbolic link points to
 */
public record PayloadFile(String path, Kind kind, int mode, Owner owner, Content content, Optional<String> linkTarget) {

    /** Root's. */
    public PayloadFile(String path, Kind kind, int mode, Content content, Optional<String> linkTarget) {
        this(path, kind, mode, Owner.ROOT, content, linkTarget);
    }

    /** What lies at the path. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK
    }
}
