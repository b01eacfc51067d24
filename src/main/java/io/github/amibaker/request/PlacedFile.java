package io.github.amibaker.request;

/** One of {@code <files>} as the user wrote it: a file or a folder, and where in the image it is put. */
public final class PlacedFile extends Placement {
    /** File or folder, from the project's folder on. */
    public String source;

    /** Whether Maven's properties are filled in. */
    public boolean filtering;

    /** As Maven fills it from {@code -Dami.files=source=/target}: the last equals sign separates the two. */
    public void set(String bare) {
        int equals = bare.lastIndexOf('=');
        source = equals < 0 ? bare : bare.substring(0, equals);
        target = equals < 0 ? null : bare.substring(equals + 1);
    }
}
