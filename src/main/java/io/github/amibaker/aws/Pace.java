package io.github.amibaker.aws;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next look: the least interval while there is news, longer and longer in silence. Twice as
 * long after AWS asked to slow down, again and again until it does so no more, and then shorter by a step at each look:
 * many builds that share an account find the rate it bears. Jitter keeps those that began together from asking together.
 */
public final class Pace {
    private static final double JITTER = 0.1;
    /** Builds that were throttled were so together: they come back at any time of the interval's second half. */
    private static final double JITTER_OF_THROTTLED = 0.5;

    private static final double STEP = 0.5;
    private static final Duration SLOWEST = Duration.ofSeconds(60);

    private final Duration least;
    private final Duration most;
    private final double growth;
    private final RandomGenerator random;
    private final Throttling throttling;
    private Duration current;
    private double slowness = 1;
    private int heeded;

    private Pace(Duration least, Duration most, double growth, RandomGenerator random, Throttling throttling) {
        this.least = least;
        this.most = most;
        this.growth = growth;
        this.random = random;
        this.throttling = throttling;
        this.current = least;
        this.heeded = throttling.asked();
    }

    /** As {@link #ofEvents(RandomGenerator, Throttling)}, where nobody is asked to slow down. */
    public static Pace ofEvents(RandomGenerator random) {
        return ofEvents(random, new Throttling());
    }

    /** From 2 seconds while events flow to 6 seconds in silence. */
    public static Pace ofEvents(RandomGenerator random, Throttling throttling) {
        return new Pace(Duration.ofSeconds(2), Duration.ofSeconds(6), 1.25, random, throttling);
    }

    /** From 1 second to 3, slowly: an image that is quickly there is quickly seen, and a slow one does not mind. */
    public static Pace ofImages(RandomGenerator random, Throttling throttling) {
        return new Pace(Duration.ofSeconds(1), Duration.ofSeconds(3), 1.05, random, throttling);
    }

    /** The interval to wait now, with jitter; the one after it is longer unless there is news. */
    public Duration next() {
        heed();
        double spread = slowness > 1 ? 1 - JITTER_OF_THROTTLED * random.nextDouble() : 1 + jitter();
        double nanos = Math.min(current.toNanos() * slowness, (double) SLOWEST.toNanos()) * spread;
        Duration longer = Duration.ofNanos((long) (current.toNanos() * growth));
        current = longer.compareTo(most) > 0 ? most : longer;
        return Duration.ofNanos((long) nanos);
    }

    /** Something happened: back to the least interval that AWS bears. */
    public void news() {
        current = least;
    }

    private void heed() {
        int asked = throttling.asked();
        if (asked > heeded) {
            double slowest = (double) SLOWEST.toNanos() / least.toNanos();
            slowness = Math.min(slowness * 2, slowest);
        } else {
            slowness = Math.max(1, slowness - STEP);
        }
        heeded = asked;
    }

    private double jitter() {
        return JITTER * (2 * random.nextDouble() - 1);
    }
}
