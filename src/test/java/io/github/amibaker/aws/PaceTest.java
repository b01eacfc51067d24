package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void beginsWithTwoSeconds() {
        assertThat(Pace.ofEvents(new Middle()).next()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void easesToSixSecondsInSilence() {
        Pace pace = Pace.ofEvents(new Middle());
        Duration before = Duration.ZERO;
        for (int look = 0; look < 10; look++) {
            Duration now = pace.next();
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
        assertThat(before).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void newsBringItBackToTwoSeconds() {
        Pace pace = Pace.ofEvents(new Middle());
        for (int look = 0; look < 10; look++) {
            pace.next();
        }
        pace.news();
        assertThat(pace.next()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void ofImagesIsNeverMuchMoreThanASecondAndATwentiethOfTheWaitLate() {
        Pace pace = Pace.ofImages(new Middle());
        Duration waited = Duration.ZERO;
        for (int look = 0; look < 40; look++) {
            Duration interval = pace.next();
            assertThat(interval)
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3))
                    .isLessThanOrEqualTo(Duration.ofMillis(1001).plus(waited.dividedBy(20)));
            waited = waited.plus(interval);
        }
        assertThat(pace.next()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void jitterIsATenthAtMostAndReal() {
        Pace pace = Pace.ofImages(new Random(7));
        for (int look = 0; look < 30; look++) {
            pace.next();
        }
        var intervals = java.util.stream.Stream.generate(pace::next).limit(200).toList();
        assertThat(intervals)
                .allSatisfy(one -> assertThat(one).isBetween(Duration.ofMillis(2700), Duration.ofMillis(3300)));
        assertThat(intervals.stream().distinct().count()).isGreaterThan(100);
    }

    /** Always the middle, so that there is no jitter. */
    private static final class Middle extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public double nextDouble() {
            return 0.5;
        }
    }
}
