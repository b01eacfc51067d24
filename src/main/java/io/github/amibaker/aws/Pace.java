package io.github.amibaker.aws;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next look: the least interval while there is news, longer and longer in silence.
 * Jitter keeps builds that began together from asking together.
 */
public final class Pace {
    private static final double JITTER = 0.1;

    private final Duration least;
    private final Duration most;
    private final double growth;
    private final RandomGenerator random;
    private Duration current;

    private Pace(Duration least, Duration most, double growth, RandomGenerator random) {
        this.least = least;
        this.most = most;
        this.growth = growth;
        this.random = random;
        this.current = least;
    }

    /** From 2 seconds while events flow to 6 seconds in silence. */
    public static Pace ofEvents(RandomGenerator random) {
        return new Pace(Duration.ofSeconds(2), Duration.ofSeconds(6), 1.25, random);
    }

    /** From 1 second to 3, slowly: an image that is quickly there is quickly seen, and a slow one does not mind. */
    public static Pace ofImages(RandomGenerator random) {
        return new Pace(Duration.ofSeconds(1), Duration.ofSeconds(3), 1.05, random);
    }

    /** The interval to wait now, a tenth more or less at random; the one after it is longer unless there is news. */
    public Duration next() {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        Duration interval = Duration.ofNanos((long) (current.toNanos() * factor));
        Duration longer = Duration.ofNanos((long) (current.toNanos() * growth));
        current = longer.compareTo(most) > 0 ? most : longer;
        return interval;
    }

    /** Something happened: back to the least interval. */
    public void news() {
        current = least;
    }
}
