package io.github.amibaker.stack;

import io.github.amibaker.aws.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only where somebody sleeps. */
public final class FakeTime implements Sleeper, InstantSource {
    public final List<Duration> slept = new ArrayList<>();
    private Instant now;
    private int interruptAfter = Integer.MAX_VALUE;

    public FakeTime(Instant now) {
        this.now = now;
    }

    public void interruptAfter(int sleeps) {
        interruptAfter = sleeps;
    }

    /** As what is not waited for takes its time. */
    public void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        slept.add(duration);
        if (slept.size() > 5_000) {
            throw new AssertionError("this never ends");
        }
        if (slept.size() >= interruptAfter) {
            throw new InterruptedException();
        }
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
