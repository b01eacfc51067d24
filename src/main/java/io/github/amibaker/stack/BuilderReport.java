package io.github.amibaker.stack;

import java.util.List;
import java.util.Optional;

/**
 * What the builder's console said.
 *
 * @param instanceId the builder, empty when there never was one
 * @param lastLines the last lines it printed while it was provisioned, oldest first
 * @param running what ran when the console was read last, such as {@code script 2/3 20-tools.sh}
 * @param failure what the provisioning said of its failure, such as {@code script 20-x.sh line 7: false (exit code 1)}
 */
public record BuilderReport(
        Optional<String> instanceId, List<String> lastLines, Optional<String> running, Optional<String> failure) {

    /** Nothing is known. */
    public static final BuilderReport NONE =
            new BuilderReport(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
}
