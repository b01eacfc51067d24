package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Throttling throttling = new Throttling();

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
        Pace pace = Pace.ofImages(new Middle(), throttling);
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
        Pace pace = Pace.ofImages(new Random(7), throttling);
        for (int look = 0; look < 30; look++) {
            pace.next();
        }
        var intervals = java.util.stream.Stream.generate(pace::next).limit(200).toList();
        assertThat(intervals)
                .allSatisfy(one -> assertThat(one).isBetween(Duration.ofMillis(2700), Duration.ofMillis(3300)));
        assertThat(intervals.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void throttlingDoublesTheIntervalAsLongAsItGoesOn() {
        Pace pace = Pace.ofEvents(new Never(), throttling);
        for (int look = 0; look < 4; look++) {
            pace.news();
            throttling.ask();
            assertThat(pace.next()).isEqualTo(Duration.ofSeconds(2L << (look + 1)));
        }
    }

    @Test
    void oneLookCountsOnceHoweverOftenItWasThrottled() {
        Pace pace = Pace.ofEvents(new Never(), throttling);
        throttling.ask();
        throttling.ask();
        throttling.ask();
        assertThat(pace.next()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void nobodyIsMoreThanAMinuteLate() {
        Pace pace = Pace.ofEvents(new Random(3), throttling);
        for (int look = 0; look < 20; look++) {
            throttling.ask();
            assertThat(pace.next()).isLessThanOrEqualTo(Duration.ofSeconds(60));
        }
    }

    @Test
    void thePaceRecoversStepByStepWhenThrottlingIsOver() {
        Pace pace = Pace.ofEvents(new Never(), throttling);
        throttling.ask();
        pace.next();
        throttling.ask();
        pace.next();
        List<Long> intervals = new ArrayList<>();
        for (int look = 0; look < 8; look++) {
            pace.news();
            intervals.add(pace.next().toMillis());
        }
        assertThat(intervals).containsExactly(7000L, 6000L, 5000L, 4000L, 3000L, 1800L, 1800L, 1800L);
    }

    @Test
    void newsDoNotMakeAThrottledAccountFast() {
        Pace pace = Pace.ofEvents(new Never(), throttling);
        throttling.ask();
        pace.news();
        assertThat(pace.next()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void buildsThatWereThrottledTogetherComeBackApart() {
        List<Long> comingBack = Stream.generate(() -> {
                    Throttling own = new Throttling();
                    Pace pace = Pace.ofEvents(new Random(), own);
                    own.ask();
                    return pace.next().toMillis();
                })
                .limit(200)
                .toList();
        assertThat(comingBack).allMatch(interval -> interval >= 2000 && interval <= 4000);
        assertThat(comingBack.stream().mapToLong(one -> one).summaryStatistics())
                .satisfies(all -> assertThat(all.getMax() - all.getMin()).isGreaterThan(1500));
    }

    @Test
    void whatWasThrottledBeforeTheWatchBeganDoesNotSlowIt() {
        throttling.ask();
        assertThat(Pace.ofEvents(new Middle(), throttling).next()).isEqualTo(Duration.ofSeconds(2));
    }

    /** No jitter for who was throttled. */
    private static final class Never extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public double nextDouble() {
            return 0;
        }
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
