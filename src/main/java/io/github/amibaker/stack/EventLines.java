package io.github.amibaker.stack;

import io.github.amibaker.advice.Elapsed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a log says of events: a line when something that lasts begins, a line when a resource is done. */
final class EventLines {
    /** Who reads a line. */
    enum Level {
        INFO,
        ERROR,
        DEBUG
    }

    /** A line for the log. */
    record Line(Level level, String text) {}

    /** Only ids people know: others are noise, and a wait condition handle's is an address that anyone could signal. */
    private static final Pattern PLAIN_ID = Pattern.compile("(i|ami|sg|vol|snap)-[0-9a-f]+");

    private static final String SIGNALLED = "signalled";

    private EventLines() {}

    /**
     * What to say of an event.
     *
     * @param known whether this beginning was told before; CloudFormation tells some twice
     * @param rollingBack whether the stack takes back what it made
     * @param took how long what has ended with this event took
     */
    static Line of(StackEvent event, boolean known, boolean rollingBack, Optional<Duration> took) {
        if (event.ofStack()) {
            return ofStack(event, took);
        }
        if (event.status().isInProgress()) {
            boolean lasts = event.isOfInstance() || event.isOfWaitCondition() || event.isOfCustomResource();
            boolean told = known || !lasts || !event.status().isCreating();
            return line(told ? Level.DEBUG : Level.INFO, event, doing(event.logicalId(), event.type(), event.status()));
        }
        String after = took.map(duration -> " in " + Elapsed.text(duration)).orElse("");
        if (event.status().isFailure()) {
            String reason = event.reason().map(RootCause::headline).orElse("no reason given");
            return line(
                    event.isCancelled() ? Level.DEBUG : Level.ERROR,
                    event,
                    failed(event) + after.replace(" in ", " after ") + ": " + reason);
        }
        String id = event.physicalId()
                .filter(physical -> PLAIN_ID.matcher(physical).matches() && !staysBehind(event))
                .map(physical -> "  " + physical)
                .orElse("");
        // What a rollback removes is of no use to whoever waits for the reason.
        String passed = done(event).equals(SIGNALLED) ? after.replace(" in ", " after ") : after;
        return line(rollingBack ? Level.DEBUG : Level.INFO, event, done(event) + passed + id);
    }

    /** What goes on, for a log in which nothing happened for a while; empty when nothing is known to go on. */
    static Optional<String> stillGoingOn(List<StackProgress.Activity> activities, Instant now) {
        if (activities.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(activities.stream()
                .map(activity ->
                        activity.logicalId() + " " + doing(activity.logicalId(), activity.type(), activity.status())
                                + " for " + Elapsed.text(activity.lasting(now)))
                .collect(Collectors.joining(", ", "still going on: ", "")));
    }

    private static Line ofStack(StackEvent event, Optional<Duration> took) {
        String reason = event.reason()
                .map(RootCause::headline)
                .filter(text -> !text.equals("User Initiated"))
                .map(text -> ": " + text)
                .orElse("");
        String after = took.map(duration -> " after " + Elapsed.text(duration)).orElse("");
        String text = "stack " + event.logicalId() + "  " + words(event.status()) + after;
        boolean told = event.status().isSettled() || event.status().isFailure();
        return new Line(told ? Level.INFO : Level.DEBUG, text + reason);
    }

    /** An image outlives the resource that made it, so its id next to "deleted" would only frighten. */
    private static boolean staysBehind(StackEvent event) {
        return event.isOfCustomResource() && event.status().isDeleted();
    }

    private static Line line(Level level, StackEvent event, String what) {
        return new Line(level, String.format("%-20s  %-40s  %s", event.logicalId(), event.type(), what));
    }

    private static String doing(String logicalId, String type, StackStatus status) {
        if (!type.equals(StackEvent.WAIT_CONDITION) || !status.isCreating()) {
            return "being " + verb(status);
        }
        return logicalId.equals(StackEvent.STAGED) ? "waiting for the upload" : "waiting for the builder's signal";
    }

    private static String done(StackEvent event) {
        boolean signalled = event.isOfWaitCondition() && event.status().isComplete();
        return signalled ? SIGNALLED : verb(event.status());
    }

    private static String failed(StackEvent event) {
        boolean waited = event.isOfWaitCondition() && event.status().isCreateFailure();
        return waited ? "failed" : "could not be " + verb(event.status());
    }

    private static String words(StackStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String verb(StackStatus status) {
        String name = status.name();
        if (name.startsWith("CREATE_")) {
            return "created";
        }
        if (name.startsWith("DELETE_")) {
            return name.equals("DELETE_SKIPPED") ? "kept" : "deleted";
        }
        return name.startsWith("UPDATE_") ? "updated" : words(status);
    }
}
