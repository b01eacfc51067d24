package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What to do about the list of scripts, and what a script has of its own. */
public final class ScriptAdvice {
    private static final String SOURCES =
            "Give each script one of: the name of a file, <file>, <inline>, or <readyMade>.";

    private ScriptAdvice() {}

    /** No script, or more than one. */
    public static Fault notOneSource(int number, boolean several) {
        return of(number, several ? "names more than one script." : "names no script.", SOURCES);
    }

    /** Neither a file nor, where that could be meant, a ready-made script. */
    public static Fault noSuchScript(int number, String written, Path folder, Path project, List<String> readyMade) {
        return of(
                number,
                quote(written) + " is no file, neither in " + quote(folder) + " nor from " + quote(project) + ".",
                "Name a file in one of them, or one of the scripts that the plugin brings: "
                        + String.join(", ", readyMade) + ".");
    }

    /** A ready-made script that the plugin does not have. */
    public static Fault unknownReadyMade(int number, String written, List<String> readyMade) {
        return of(
                number,
                quote(written) + " is no ready-made script.",
                "The plugin brings " + String.join(", ", readyMade) + ".");
    }

    /** Nothing between the tags. */
    public static Fault emptyInline(int number) {
        return of(number, "holds nothing: its <inline> is empty.", "Write the script there, or remove the entry.");
    }

    /** A first line that looks as if it named something to run the script. */
    public static Fault inlineWithoutInterpreter(int number, String first) {
        return of(
                number,
                "does not say what runs it: its <inline> begins with " + quote(first) + ".",
                "Write #! and the path of a program; or leave that line out, for /bin/bash -e; or give <interpreter>.");
    }

    /** Two scripts of one name. */
    public static Fault sameName(int number, String name) {
        return of(
                number,
                quote(name) + " is called as one before it, and is another script.",
                "Give one of them a <name> of its own.");
    }

    /** No program. */
    public static Fault interpreter(int number, String written) {
        return of(
                number,
                "has " + quote(written) + " as its <interpreter>.",
                "Name a program, with its arguments if need be, such as python3 or pwsh -NoProfile -File.");
    }

    /** A time that cannot be understood, or that is out of range. */
    public static Fault time(int number, String element, String written, Duration least, Duration most) {
        return of(
                number,
                "has " + quote(written) + " as its <" + element + ">.",
                "Write whole seconds, minutes and hours, such as 90s, 5m or 1h30m, from " + Elapsed.text(least) + " to "
                        + Elapsed.text(most) + ".");
    }

    /** No number of attempts. */
    public static Fault retries(int number, String written, int most) {
        return of(
                number,
                "has " + quote(written) + " as its <retries>.",
                "Write how many more attempts it has when it fails, from 0 to " + most + ".");
    }

    /** Neither yes nor no. */
    public static Fault expectReboot(int number, String written) {
        return of(number, "has " + quote(written) + " as its <expectReboot>.", "Write true or false.");
    }

    private static Fault of(int number, String what, String mend) {
        return fault(Parameter.PROVISION, "Script " + number + " of the list: " + what, mend);
    }
}
