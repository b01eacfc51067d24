package io.github.amibaker.aws;

import java.time.Duration;

/** How time passes between two looks at AWS; tests let it pass at once. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Lets time pass.
     *
     * @param duration how long; nothing happens when it is zero or negative
     * @throws InterruptedException when the goal is to end, such as after Ctrl-C
     */
    void sleep(Duration duration) throws InterruptedException;

    /** The sleeper that really waits. */
    static Sleeper real() {
        return duration -> {
            if (!duration.isNegative()) {
                Thread.sleep(duration.toMillis());
            }
        };
    }
}
