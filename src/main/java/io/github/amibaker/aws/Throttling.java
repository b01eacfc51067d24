package io.github.amibaker.aws;

import java.util.concurrent.atomic.AtomicInteger;

/** How often AWS asked this goal to slow down, also where the SDK then tried again and nobody noticed. */
public final class Throttling {
    private final AtomicInteger asked = new AtomicInteger();

    /** AWS asks once more. */
    public void ask() {
        asked.incrementAndGet();
    }

    /** How often so far. */
    public int asked() {
        return asked.get();
    }
}
