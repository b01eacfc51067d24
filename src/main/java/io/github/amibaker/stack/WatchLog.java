package io.github.amibaker.stack;

import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Prints what happens to a stack, and in silence what goes on. */
final class WatchLog {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** What goes on for less than this has just begun. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Console console;
    private final InstantSource clock;
    private final boolean ofBake;
    private final StackProgress progress = new StackProgress();
    private Instant printed;
    private boolean deletionTold;

    WatchLog(Console console, InstantSource clock, boolean ofBake) {
        this.console = console;
        this.clock = clock;
        this.ofBake = ofBake;
        this.printed = clock.instant();
    }

    /**
     * Prints events.
     *
     * @param old whether they may be from before the watching began
     */
    void print(List<StackEvent> events, boolean old) {
        Instant now = clock.instant();
        for (StackEvent event : events) {
            Instant seen = old && event.time().isBefore(now) ? event.time() : now;
            // What has ended since needs no line of its own for its beginning.
            boolean known = progress.knows(event) || endsIn(events, event);
            boolean rollingBack = progress.isRollingBack();
            Optional<Duration> took = progress.apply(event, seen);
            print(EventLines.of(event, known, rollingBack, took));
            if (ofBake && event.ofStack() && event.status().isDeleting() && !deletionTold) {
                deletionTold = true;
                console.warn(StackAdvice.deletedMeanwhile(event.logicalId()));
            }
        }
        if (old && ofBake && progress.lasts(now, LONG)) {
            // Who joins wants to know at once how far it is.
            goingOn().ifPresent(console::info);
        }
    }

    private static boolean endsIn(List<StackEvent> events, StackEvent begun) {
        return events.stream()
                .anyMatch(event -> event.logicalId().equals(begun.logicalId())
                        && event.status().isSettled());
    }

    /** Says what goes on when nothing was printed for a while; whether it was that long. */
    boolean remindOfSilence() {
        Instant now = clock.instant();
        if (Duration.between(printed, now).compareTo(SILENCE) < 0) {
            return false;
        }
        printed = now;
        goingOn().ifPresent(console::info);
        return true;
    }

    /** What goes on by the events so far, in a line; empty when nothing does. */
    Optional<String> goingOn() {
        return EventLines.stillGoingOn(progress.inProgress(), clock.instant());
    }

    /** The stack's status by the events so far. */
    Optional<StackStatus> stackStatus() {
        return progress.stackStatus();
    }

    private void print(EventLines.Line line) {
        switch (line.level()) {
            case DEBUG -> console.debug(line.text());
            case INFO -> console.info(line.text());
            case ERROR -> console.error(line.text());
        }
        if (line.level() != EventLines.Level.DEBUG) {
            printed = clock.instant();
        }
    }
}
