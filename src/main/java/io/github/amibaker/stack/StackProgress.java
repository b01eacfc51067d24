package io.github.amibaker.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the events so far say: what is in progress since when, and what the stack's status is. Durations of things done
 * are differences between CloudFormation's own times; durations of things in progress count from when they were seen,
 * so that a clock that disagrees cannot make them negative or hours long.
 */
final class StackProgress {
    /** A resource that is being worked on. */
    record Activity(String logicalId, String type, StackStatus status, Instant begun, Instant seen) {
        /** How long it has been going on. */
        Duration lasting(Instant now) {
            Duration duration = Duration.between(seen, now);
            return duration.isNegative() ? Duration.ZERO : duration;
        }
    }

    private final Map<String, Activity> inProgress = new LinkedHashMap<>();
    private Optional<StackStatus> stackStatus = Optional.empty();
    private Optional<Instant> stackBegun = Optional.empty();

    /**
     * Takes note of an event.
     *
     * @param seen when it was read, by this machine's clock; for events from before the watching began, the earlier of
     *     that and the event's own time
     * @return how long what has just ended took; empty when nothing ended, or when its beginning was never seen
     */
    Optional<Duration> apply(StackEvent event, Instant seen) {
        if (event.ofStack()) {
            stackStatus = Optional.of(event.status());
            stackBegun = stackBegun.or(() -> Optional.of(event.time()));
            return event.status().isSettled()
                    ? stackBegun.map(begun -> Duration.between(begun, event.time()))
                    : Optional.empty();
        }
        Activity before = inProgress.get(event.logicalId());
        if (event.status().isInProgress()) {
            if (before == null || !before.status().equals(event.status())) {
                inProgress.put(
                        event.logicalId(),
                        new Activity(event.logicalId(), event.type(), event.status(), event.time(), seen));
            }
            return Optional.empty();
        }
        inProgress.remove(event.logicalId());
        return Optional.ofNullable(before).map(activity -> Duration.between(activity.begun(), event.time()));
    }

    /** Whether this very activity is known already: CloudFormation tells some beginnings twice. */
    boolean knows(StackEvent event) {
        Activity known = inProgress.get(event.logicalId());
        return known != null && known.status().equals(event.status());
    }

    /** What is being worked on, in the order it began. */
    List<Activity> inProgress() {
        return new ArrayList<>(inProgress.values());
    }

    /** Whether anything has been going on for that long. */
    boolean lasts(Instant now, Duration time) {
        return inProgress.values().stream()
                .anyMatch(activity -> activity.lasting(now).compareTo(time) >= 0);
    }

    /** The stack's own status, empty before its first event. */
    Optional<StackStatus> stackStatus() {
        return stackStatus;
    }

    /** Whether the stack is taking back what it made. */
    boolean isRollingBack() {
        return stackStatus.filter(StackStatus::isRollback).isPresent();
    }
}
