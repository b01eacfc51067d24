package io.github.amibaker.request;

import java.util.Optional;

/**
 * Whether and where what does not fit into the user data is staged in S3 for the builder.
 *
 * @param bucket the user's; empty: one that the stack makes and that goes with it
 * @param prefix what the names of objects begin with; empty, or with a slash at its end
 * @param needed whether this bake stages; decided when all that goes into its user data is read
 */
public record Staging(When when, Optional<String> bucket, String prefix, boolean needed) {
    /** When scripts and files are staged. */
    public enum When {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** Where it happens by itself when it has to. */
    public static final Staging AUTOMATIC = new Staging(When.AUTO, Optional.empty(), "", false);

    Staging needed(boolean decided) {
        return new Staging(when, bucket, prefix, decided);
    }
}
