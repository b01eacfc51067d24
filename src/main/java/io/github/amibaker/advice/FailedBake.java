package io.github.amibaker.advice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a bake that failed.
 *
 * @param stackName the stack
 * @param status the stack's status in the end
 * @param cause what failed first
 * @param builder what is known of the builder
 * @param left what became of what the stack had made
 * @param notDeleted what could not be taken back and why, a resource each
 * @param provisionTimeout how long provisioning was allowed to take
 * @param region the region in use
 * @param profile the AWS profile, when the user named one
 * @param consoleFile where the last lines on the builder's console were kept, when it said anything
 */
public record FailedBake(
        String stackName,
        String status,
        Optional<Cause> cause,
        Builder builder,
        Left left,
        List<String> notDeleted,
        Duration provisionTimeout,
        String region,
        Optional<String> profile,
        Optional<Path> consoleFile) {

    /**
     * What failed first.
     *
     * @param resource its name in the template
     * @param type its type
     * @param reason AWS's message
     */
    public record Cause(String resource, String type, String reason) {}

    /**
     * What is known of the builder.
     *
     * @param instanceId empty when there never was one
     * @param lastLines the last lines on its console
     * @param running what ran last, such as {@code script 2/3 20-tools.sh}
     * @param failure what the provisioning printed of its failure
     * @param reachable whether it has an instance profile, without which Session Manager cannot reach it
     */
    public record Builder(
            Optional<String> instanceId,
            List<String> lastLines,
            Optional<String> running,
            Optional<String> failure,
            boolean reachable) {}

    /** What became of what the stack had made. */
    public enum Left {
        /** All of it was taken back. */
        NOTHING,
        /** All of it is still there, as asked. */
        EVERYTHING,
        /** Some of it could not be taken back. */
        SOMETHING,
        /** The stack itself is gone. */
        NO_STACK
    }
}
