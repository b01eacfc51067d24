package io.github.amibaker.request;

/** {@code <staging>} as the user wrote it. */
public final class StagingPlace {
    /** {@code auto}, {@code always} or {@code never}. */
    public String when;

    /** Name of a bucket in the region of the bake. */
    public String bucket;

    /** What the names of objects in it begin with. */
    public String prefix;

    /** As Maven fills it from {@code <staging>never</staging>} or {@code -Dami.staging=never}: when. */
    public void set(String bare) {
        when = bare;
    }
}
