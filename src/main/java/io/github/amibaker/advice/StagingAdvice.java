package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.sentence;
import static io.github.amibaker.advice.Wording.where;

import java.util.Locale;

/** What to do about scripts and files that are too much for the user data, and the bucket they are staged in. */
public final class StagingAdvice {
    private static final double MEGA = 1_000_000;

    private StagingAdvice() {}

    /** A name that no bucket has. */
    public static Fault bucket(String name) {
        return fault(
                Parameter.STAGING,
                "The bucket name " + quote(name) + " is not legal.",
                "S3 takes 3 to 63 lower-case letters, digits, dots and hyphens; leave <bucket> out for one that the stack"
                        + " makes and takes away again.");
    }

    /** A prefix that would need quoting somewhere. */
    public static Fault prefix(String prefix) {
        return fault(
                Parameter.STAGING,
                "The prefix " + quote(prefix) + " cannot be used.",
                "Write letters, digits and . _ - between slashes, no slash first, 500 characters at most, such as"
                        + " images/staging/.");
    }

    /** A prefix in a bucket that nobody else uses. */
    public static Fault prefixWithoutBucket(String prefix) {
        return fault(
                Parameter.STAGING,
                "The prefix " + quote(prefix) + " is given without a bucket.",
                "The stack's own bucket needs none: name a <bucket> beside <prefix>, or leave both out.");
    }

    /** The bucket that the user named cannot be used. */
    public static Fault noSuchBucket(String bucket, String why) {
        return fault(
                Parameter.STAGING,
                "The bucket " + quote(bucket) + " cannot be used: " + sentence(why),
                "Name one of this account in the region of the bake, or leave <bucket> out for one that the stack makes.");
    }

    /** Why it is no bucket for this bake, by the status of S3's answer. */
    public static String why(int status, String message) {
        return switch (status) {
            case 404 -> "it does not exist";
            case 301, 400 -> "it is in another region";
            default -> message;
        };
    }

    /** An upload begins. */
    public static String uploading(long bytes, String place) {
        return "Uploading " + size(bytes) + " of scripts and files to " + place + ".";
    }

    /** An upload goes on. */
    public static String uploaded(long sent, long bytes) {
        return "Uploaded " + size(sent) + " of " + size(bytes) + " (" + sent * 100 / Math.max(bytes, 1) + " %).";
    }

    /** What an earlier client uploaded is there. */
    public static String alreadyThere(String place) {
        return "Scripts and files are in " + place + " already.";
    }

    /** What the builder would have got could not be brought to it; the stack is told, and goes. */
    public static String failed(String why) {
        return "The scripts and files could not be staged: " + why;
    }

    /** The same as the reason of a signal, in which there is no room for advice. */
    public static String reason(String why) {
        return "staging: " + why.lines().findFirst().orElse("");
    }

    /** The stack was not told, which it will find out by itself. */
    public static String notSignalled(String why) {
        return "The stack could not be told that scripts and files are staged: " + why
                + ". It ends by itself once it has"
                + " waited long enough; mvn ami:bake run again before that goes on.";
    }

    /** Credentials that end before the builder has fetched what is staged. */
    public static String endSoon(long minutes) {
        return "The credentials end in " + minutes
                + " minutes, and with them the address at which the builder fetches its"
                + " scripts and files. Renew them (" + where(Parameter.PROFILE) + ") if the bake fails for that.";
    }

    /** Staging was asked for, of a template that does not do it. */
    public static Fault templateDoesNotStage(String file) {
        return fault(
                Parameter.STAGING,
                "The template " + file + " does not stage anything, and nothing has to be staged.",
                "Leave <staging>always</staging> out. " + howToStage(true));
    }

    /** What could be staged, but for a template that does not do it, or as it must not be. */
    public static String howToStage(boolean ownTemplate) {
        String shorter = "Make scripts and files (" + Parameter.FILES_DIRECTORY.path() + ") shorter. ";
        return shorter
                + (ownTemplate
                        ? "A template of your own stages them when it has the resources Staged, StagedHandle and"
                                + " StagedObjects as the built-in one has them (mvn ami:render with "
                                + Parameter.STAGING.property() + "=always and without a template shows them)."
                        : "They are staged in S3 without <staging>never</staging> (" + where(Parameter.STAGING) + ").");
    }

    /** What rides in the user data all the same is too much. */
    public static String stagedAlready() {
        return "Scripts and files are staged in S3 already: make " + Parameter.ENVIRONMENT.path() + " shorter.";
    }

    /** A builder of Windows fetches nothing. */
    public static String notOfWindows() {
        return "On Windows nothing is staged: make scripts and files (" + Parameter.FILES_DIRECTORY.path()
                + ") shorter, or let a script fetch what is large.";
    }

    private static String size(long bytes) {
        return bytes < MEGA / 10 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f MB", bytes / MEGA);
    }
}
