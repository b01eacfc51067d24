package io.github.amibaker.aws;

import java.time.Duration;

/** The time that a goal may take is over while it waits for AWS; what AWS does goes on. */
public final class TimeOver extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration limit;

    /** After that long. */
    public TimeOver(Duration limit) {
        super("The time of " + limit + " is over.");
        this.limit = limit;
    }

    /** How long the goal might take. */
    public Duration limit() {
        return limit;
    }
}
