package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.sentence;
import static io.github.amibaker.advice.Wording.where;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to do about a stack that is in the way, on its way, or does not go away. */
public final class StackAdvice {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int TAGS_SHOWN = 10;

    private StackAdvice() {}

    /** The name is taken by a stack that no bake made. */
    public static BakeException foreignStack(
            String name, String status, Map<String, String> tags, Instant created, Instant now, ZoneId zone) {
        String shown = tags.entrySet().stream()
                .limit(TAGS_SHOWN)
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(", "));
        String more = tags.size() > TAGS_SHOWN ? ", and " + (tags.size() - TAGS_SHOWN) + " more" : "";
        return BakeException.user(
                "The stack " + name + " is not this plugin's: it has no tag ami:stack-name. It is " + status
                        + ", created " + moment(created, now, zone) + ", and "
                        + (tags.isEmpty() ? "has no tags" : "its tags are " + shown + more) + ".",
                "It is left as it is. Give the bake's stack another name (" + where(Parameter.STACK_NAME)
                        + "), then run mvn ami:bake again.");
    }

    /** A bake of the same name and other inputs is going on. */
    public static BakeException otherBakeInProgress(
            String name, Optional<String> startedBy, Instant created, Instant now, ZoneId zone) {
        return BakeException.user(
                "A bake of other inputs is in progress in the stack " + name + ": "
                        + startedBy.orElse("somebody unknown (it has no tag ami:started-by)") + " started it "
                        + moment(created, now, zone) + ".",
                "Wait until it is done and run mvn ami:bake again; or replace it with mvn ami:bake -Dami.force ("
                        + where(Parameter.FORCE) + "), which ends it; or bake beside it under another name ("
                        + where(Parameter.STACK_NAME) + ").");
    }

    /** A bake of the same inputs is going on, and is watched from now on. */
    public static String joining(String name, Optional<String> startedBy, Instant created, Instant now, ZoneId zone) {
        return "Joining the bake of stack " + name + ", started"
                + startedBy.map(who -> " by " + who).orElse("") + " " + moment(created, now, zone) + ".";
    }

    /** Somebody deletes the stack of a bake that is being watched. */
    public static String deletedMeanwhile(String name) {
        return "The stack " + name + " is being deleted by somebody else while it is watched; this bake will not end"
                + " well. Watching until it is gone.";
    }

    /** AWS does not answer for the moment. */
    public static String unanswered(String action, String message) {
        return action + " is not answered (" + message + "). What is under way in AWS goes on; asking again.";
    }

    /** The watching ends before what is watched does; {@code parting} says how to take it up again. */
    public static BakeException interrupted(String parting, Throwable cause) {
        return BakeException.user("Interrupted.", parting, cause);
    }

    /**
     * The goal has taken as long as it may, and what it watches is not done.
     *
     * @param goingOn what AWS is working on, a line
     * @param parting how to take it up again
     */
    public static BakeException timeOver(Duration limit, String name, Optional<String> goingOn, String parting) {
        return BakeException.user(
                "The time for the goal, " + Elapsed.text(limit) + " (" + where(Parameter.TIMEOUT)
                        + "), is over; the stack " + name + " stays in AWS"
                        + goingOn.map(line -> ", " + line).orElse("") + ".",
                parting);
    }

    /** The goal has taken as long as it may, and waits for nothing that has a name. */
    public static BakeException timeOver(Duration limit, String parting) {
        return BakeException.user(
                "The time for the goal, " + Elapsed.text(limit) + " (" + where(Parameter.TIMEOUT) + "), is over.",
                parting);
    }

    /** What to say when a bake is left alone before its stack was asked for, such as on Ctrl-C. */
    public static String notBegun(String name) {
        return "This build has made nothing in AWS yet; if the stack " + name
                + " bakes, that goes on. mvn ami:bake joins it, or begins the bake.";
    }

    /** What to say when a bake is left alone while its stack is asked for. */
    public static String askedFor(String name) {
        return "AWS was asked to create the stack " + name + "; if it heard that, the bake goes on there."
                + " mvn ami:bake joins it, or begins it; mvn ami:clean ends it and removes the stack.";
    }

    /** What to say when a bake is left alone once there is an image. */
    public static String imageIsThere(String imageId, String name) {
        return "The image " + imageId + " of the stack " + name
                + " is there. mvn ami:bake bakes nothing then, and writes the results where that is not done.";
    }

    /** What to say when a stack is left alone while its deletion is asked for. */
    public static String deletionAskedFor(String name) {
        return "AWS was asked to delete the stack " + name + "; if it heard that, it goes on."
                + " mvn ami:clean watches it to its end, or begins it; mvn ami:bake does so too, and then bakes.";
    }

    /** What to say when a clean is left alone. */
    public static String cleanGoesOn(String name, boolean deregister) {
        return "AWS goes on with what it was asked to delete of the stack " + name + ". mvn ami:clean"
                + (deregister ? " -Dami.deregister" : "") + " goes on with the rest.";
    }

    /** What to say when a bake is left alone, such as on Ctrl-C. */
    public static String goesOn(String name) {
        return "The bake goes on in AWS, in the stack " + name
                + ". mvn ami:bake takes the watching up again; mvn ami:clean ends the bake and removes the stack.";
    }

    /** What to say when an image that is being made is left alone, such as on Ctrl-C. */
    public static String imageGoesOn(String imageId, String name) {
        return "EC2 goes on making the image " + imageId + " of the stack " + name
                + ". mvn ami:bake takes the watching up again; mvn ami:clean removes the stack.";
    }

    /** What to say when a stack whose image is being made is left alone before it is deleted. */
    public static String notDeletedYet(String name) {
        return "The stack " + name + " is not being deleted yet: an image of it is still being made."
                + " mvn ami:clean waits for that again and then deletes it; mvn ami:bake does so too, and then bakes.";
    }

    /** What to say when a deletion is left alone, such as on Ctrl-C. */
    public static String deletionGoesOn(String name) {
        return "AWS goes on deleting the stack " + name
                + ". mvn ami:clean watches it to its end; mvn ami:bake waits for it, and then bakes.";
    }

    /**
     * A stack does not go away.
     *
     * @param left what could not be deleted and why, a resource each
     * @param reason why the stack itself says so
     * @param mayBeLeft whether the next clean deletes the stack without it
     */
    public static BakeException notDeleted(
            String name, String status, List<String> left, Optional<String> reason, boolean mayBeLeft) {
        String what = left.isEmpty() ? reason.map(text -> " " + sentence(text)).orElse("") : listed(left);
        return BakeException.user(
                "The stack " + name + " could not be deleted, it is " + status + (left.isEmpty() ? "." : ":") + what,
                cures(left.isEmpty() ? reason.stream().toList() : left)
                        + "Remove what keeps it, then run mvn ami:clean again; it goes on with what is left, and images"
                        + " are kept."
                        + (mayBeLeft ? " What keeps it then too is let go of, since it costs nothing." : ""));
    }

    /** A deletion is tried again. */
    public static String deletionAgain(String name, List<String> left) {
        return "The last deletion of the stack " + name + " failed; trying again. It could not delete" + listed(left);
    }

    /** A stack is gone, but for what could not be deleted twice. */
    public static String leftBehind(String name, List<String> left) {
        return "The stack " + name + " was deleted without what could not be deleted twice, which stays:" + listed(left)
                + "\nOnce nothing uses it any more, mvn ami:clean -Dami.orphans=delete removes it"
                + " (without =delete: lists it).";
    }

    private static String listed(List<String> left) {
        return left.stream().map(line -> "\n  " + indent(line)).collect(Collectors.joining());
    }

    /** A stack that should be gone by now. */
    public static String overdue(String name, Duration over, Optional<String> startedBy, String region) {
        return "The stack " + name + " is " + Elapsed.text(over) + " past its deadline"
                + startedBy.map(caller -> ", started by " + caller).orElse("") + ". To remove it: mvn ami:clean"
                + " -Dami.stackName=" + name + " -Dami.region=" + region;
    }

    /** What mends the failures of deletions, each once and on a line of its own. */
    static String cures(List<String> notDeleted) {
        return notDeleted.stream()
                .flatMap(line -> Cures.of(line, "mvn ami:clean").stream())
                .distinct()
                .map(cure -> cure + "\n")
                .collect(Collectors.joining());
    }

    /** When something began, in local time, and how long ago that is. */
    static String moment(Instant then, Instant now, ZoneId zone) {
        Duration ago = Duration.between(then, now);
        return "at " + TIME.format(then.atZone(zone)) + " (" + Elapsed.text(ago) + " ago)";
    }

    private static String indent(String text) {
        return text.strip().replace("\n", "\n    ");
    }
}
