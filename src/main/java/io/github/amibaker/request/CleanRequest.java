package io.github.amibaker.request;

import java.time.Duration;
import java.util.Optional;

/**
 * What is to be cleaned up.
 *
 * @param connection where AWS is reached, and as whom
 * @param stackName name of the bake's stack
 * @param deregister whether the images of that stack go too, with their snapshots
 * @param leaveInProgress whether a stack in progress is left alone, since a bake follows that joins it
 * @param orphans what is done about what is left of stacks that are gone, instead of all else
 * @param timeout how long the goal may take; empty: as long as AWS does
 */
public record CleanRequest(
        BakeRequest.Connection connection,
        String stackName,
        boolean deregister,
        boolean leaveInProgress,
        Orphans orphans,
        Optional<Duration> timeout) {

    /** What is done about orphans. */
    public enum Orphans {
        /** Nothing: the stack is cleaned. */
        LEAVE,
        /** They are listed. */
        LIST,
        /** They are deleted. */
        DELETE
    }

    /** What removes the stack of a bake that is done. */
    public static CleanRequest after(BakeRequest bake) {
        return new CleanRequest(bake.connection(), bake.stackName(), false, false, Orphans.LEAVE, bake.timeout());
    }
}
