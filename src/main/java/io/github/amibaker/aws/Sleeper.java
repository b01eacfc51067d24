package io.github.amibaker.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How time passes between two looks at AWS; tests let it pass at once. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Lets time pass.
     *
     * @param duration how long; nothing happens when it is zero or negative
     * @throws InterruptedException when the goal is to end, such as after Ctrl-C
     * @throws TimeOver when the goal has taken as long as it may
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

    /**
     * This sleeper for as long as a goal may take, counted from now: it wakes up when the time is over, so that there is
     * one more look, and refuses to sleep from then on.
     */
    default Sleeper within(Duration limit, InstantSource clock) {
        Instant begin = clock.instant();
        return duration -> {
            Duration left = limit.minus(Duration.between(begin, clock.instant()));
            if (left.isZero() || left.isNegative()) {
                throw new TimeOver(limit);
            }
            sleep(duration.compareTo(left) < 0 ? duration : left);
        };
    }
}
