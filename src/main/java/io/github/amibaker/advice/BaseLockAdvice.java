package io.github.amibaker.advice;

import static io.github.amibaker.advice.BaseImageAdvice.day;
import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

import java.nio.file.Path;
import java.time.Instant;

/** What to do about the lock of the base image, and what is told of it. */
public final class BaseLockAdvice {
    private static final String UPGRADE = "mvn ami:upgrade-base";

    private BaseLockAdvice() {}

    /** The lock has no name. */
    public static Fault lockWithoutFile(String value) {
        return fault(
                Parameter.BASE_LOCK,
                "The lock of the base image " + quote(value) + " names no file.",
                "Write true for src/main/ami/base.lock, or the path of a file, or leave it out.");
    }

    /** A line of the lock cannot be understood. */
    public static Fault malformedLock(Path file, int line, String what) {
        return fault(
                Parameter.BASE_LOCK,
                "The lock of the base image " + quote(file) + " cannot be read: line " + line + " " + what + ".",
                "Mend the line or take the file back from version control; without the file the newest images are"
                        + " locked anew.");
    }

    /** The lock is there and cannot be read. */
    public static Fault unreadableLock(Path file, String why) {
        return Wording.unreadable(
                Parameter.BASE_LOCK, "lock of the base image", file, why, "Name a file that can, or remove it.");
    }

    /** The lock cannot be written. */
    public static BakeException lockNotWritten(Path file, Exception cause) {
        return BakeException.user(
                "The lock of the base image " + quote(file) + " cannot be written: " + cause.getMessage() + ".",
                "Make it writable, or leave the lock out (" + where(Parameter.BASE_LOCK) + "). Then run the same"
                        + " command again; nothing was created.",
                cause);
    }

    /** The locked image is gone from AWS, or cannot be launched any more. */
    public static Fault lockedImageUnusable(String id, String name, Path file, String why) {
        return fault(
                Parameter.BASE_LOCK,
                "The base image " + id + " (" + name + ") that " + quote(file) + " has locked " + why + ".",
                "Run " + UPGRADE + " to lock the newest one.");
    }

    /** A base image was locked for the first time. */
    public static String locked(String key, String id, String name, Path file) {
        return "Locked base image " + key + ": " + id + " (" + name + ") in " + file + "; commit it. " + UPGRADE
                + " moves it.";
    }

    /** A lock was asked to move, and there is none. */
    public static Fault noLock() {
        return new Fault(
                Parameter.BASE_LOCK,
                "There is no lock of the base image to upgrade.",
                "Ask for one with true, or the path of its file; then run " + UPGRADE + " again.");
    }

    /** An id cannot move. */
    public static String nothingMoves(String id) {
        return "The base image is " + id + ", an id, which means one image for good: nothing to upgrade.";
    }

    /** The lock has the newest image. */
    public static String newestAlready(String key, String id, String name, Instant created) {
        return "Base image " + key + " is the newest already: " + image(id, name, created) + ".";
    }

    /** The lock moved. */
    public static String upgraded(String key, String from, String to) {
        return "Base image " + key + ": from " + from + " to " + to + ".";
    }

    /** An image with its name and its day. */
    public static String image(String id, String name, Instant created) {
        return id + " (" + name + ", made " + day(created) + ")";
    }
}
