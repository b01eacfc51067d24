package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.quote;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to do about what is left of stacks that are gone. */
public final class OrphanAdvice {
    private OrphanAdvice() {}

    /** The parameter holds neither of its words. */
    public static Fault unknownWord(String value) {
        return new Fault(
                Parameter.ORPHANS,
                "The value " + quote(value) + " of orphans is unknown.",
                "Write -Dami.orphans to list them, or -Dami.orphans=delete to delete them, with mvn ami:clean.");
    }

    /** There is nothing. */
    public static String none(String region) {
        return "There are no orphans of the plugin in " + region + ".";
    }

    /** Above the lines. */
    public static String heading(String region) {
        return "Orphans of the plugin in " + region + ", whose stacks are gone:";
    }

    /** One orphan, in columns. */
    public static String line(String kind, String id, Optional<Duration> age, String stackName, String what) {
        return String.format(
                Locale.ROOT,
                "  %-15s  %-22s  %-12s  of %s  %s",
                kind,
                id,
                age.map(Elapsed::text).orElse("age unknown"),
                stackName,
                what);
    }

    /** Below the lines. */
    public static String howToDelete(int count) {
        return "In all " + count + ". Nothing was deleted: mvn ami:clean -Dami.orphans=delete does.";
    }

    /** One is gone. */
    public static String deleted(String kind, String id, String stackName, String what) {
        return "Deleted " + kind + " " + id + " of " + stackName + " (" + what + ").";
    }

    /** All that could be are gone. */
    public static String done(int count) {
        return "Deleted " + count + " orphan" + (count == 1 ? "." : "s.");
    }

    /** One kind could not be looked for. */
    public static String notListed(String kind, String action, String code, String message) {
        return "Every " + kind + ": " + action + " failed: " + told(code, message);
    }

    /** One could not be deleted. */
    public static String notDeleted(String kind, String id, String action, String code, String message) {
        return "The " + kind + " " + id + ": " + action + " failed: " + told(code, message);
    }

    /** Something stayed. */
    public static BakeException failed(List<String> failures, String command) {
        String cures = failures.stream()
                .flatMap(failure -> Cures.of(failure, command).stream())
                .distinct()
                .map(cure -> cure + "\n")
                .collect(Collectors.joining());
        return BakeException.user(
                "Not all orphans could be looked after:"
                        + failures.stream().map(line -> "\n  " + line).collect(Collectors.joining()),
                cures + "Mend what AWS says and run " + command
                        + " again; what was deleted is gone, and nothing else was" + " touched.");
    }

    /** What to say when the deletion is left alone, such as on Ctrl-C. */
    public static String goesOn() {
        return "Some orphans may be left. mvn ami:clean -Dami.orphans=delete goes on with them.";
    }

    private static String told(String code, String message) {
        return (code.isEmpty() ? "" : code + ": ") + message;
    }
}
