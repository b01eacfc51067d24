package io.github.amibaker.request;

/**
 * What is to be cleaned up.
 *
 * @param connection where AWS is reached, and as whom
 * @param stackName name of the bake's stack
 * @param deregister whether the images of that stack go too, with their snapshots
 * @param leaveInProgress whether a stack in progress is left alone, since a bake follows that joins it
 */
public record CleanRequest(
        BakeRequest.Connection connection, String stackName, boolean deregister, boolean leaveInProgress) {}
