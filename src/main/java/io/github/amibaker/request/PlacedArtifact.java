package io.github.amibaker.request;

/** {@code <artifact>} as the user wrote it: what Maven built or resolves, and where in the image it is put. */
public final class PlacedArtifact extends Placement {
    /** Of an artifact that is attached to the project; empty: the project's main artifact. */
    public String classifier;

    /** {@code group:artifact[:extension[:classifier]]:version} of another project's artifact. */
    public String coordinates;

    /** As Maven fills it from {@code <artifact>/opt/app.jar</artifact>} or {@code -Dami.artifact=/opt/app.jar}. */
    public void set(String bare) {
        target = bare;
    }

    /** Whether nothing was written: Maven makes an empty one then. */
    boolean isEmpty() {
        return target == null
                && owner == null
                && group == null
                && mode == null
                && classifier == null
                && coordinates == null;
    }
}
