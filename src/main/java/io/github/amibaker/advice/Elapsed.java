package io.github.amibaker.advice;

import java.time.Duration;
import java.util.Locale;

/** Durations as a person says them. */
public final class Elapsed {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Elapsed() {}

    /**
     * Two units at most: {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 1 h 5 min}, {@code 2 d 3 h}.
     *
     * @param duration negative ones, which clocks that disagree make, count as none
     */
    public static String text(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        long seconds = millis / 1000;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%d.%d s", seconds, millis % 1000 / 100);
        }
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return twoUnits(seconds, MINUTE, "min", 1, "s");
        }
        return seconds < DAY ? twoUnits(seconds, HOUR, "h", MINUTE, "min") : twoUnits(seconds, DAY, "d", HOUR, "h");
    }

    private static String twoUnits(long seconds, long large, String largeName, long small, String smallName) {
        long rest = seconds % large / small;
        return seconds / large + " " + largeName + (rest == 0 ? "" : " " + rest + " " + smallName);
    }
}
