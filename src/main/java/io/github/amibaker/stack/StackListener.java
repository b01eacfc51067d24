package io.github.amibaker.stack;

import java.util.List;

/** Hears of what happens to a stack that is watched, and may do what the stack waits for. */
public interface StackListener {
    /** Does nothing. */
    StackListener NONE = fresh -> {};

    /**
     * Hears of what happened.
     *
     * @param fresh what was not told before, oldest first; may be nothing
     */
    void seen(List<StackEvent> fresh) throws InterruptedException;

    /** Both, this one first. */
    default StackListener and(StackListener other) {
        return fresh -> {
            seen(fresh);
            other.seen(fresh);
        };
    }
}
