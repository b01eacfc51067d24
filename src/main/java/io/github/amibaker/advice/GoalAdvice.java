package io.github.amibaker.advice;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What to do about what a goal as a whole meets. */
public final class GoalAdvice {
    private GoalAdvice() {}

    /** A stack that is complete without an image, as a template of the user's own may leave it. */
    public static BakeException noImage(String stackName, Optional<String> output) {
        String what = output.map(value -> "its output ImageId is \"" + value + "\", which is no AMI id")
                .orElse("it has no output ImageId");
        return BakeException.user(
                "Stack " + stackName + " is complete, but " + what + ".",
                "Let the template of " + Parameter.TEMPLATE.path() + " (" + Parameter.TEMPLATE.property()
                        + ") hand over the image's id in its output ImageId, and run mvn ami:bake again.");
    }

    /** Why a clean in the lifecycle does nothing. */
    public static String leftInProgress(String stackName) {
        return "Stack " + stackName + " is in progress and stays: a bake that follows joins it."
                + " To delete it all the same, run mvn ami:clean.";
    }

    /** An entry on the command line that is no key and value. */
    public static BakeException notAMap(String name, String entry) {
        return BakeException.user(
                "-Dami." + name + " has the entry \"" + entry + "\", which is no key=value.",
                "Write -Dami." + name + "=key=value,other=value, or an element a key in <configuration><" + name
                        + ">, and run the same command again.");
    }

    /** A rendering that could not be written. */
    public static BakeException notWritten(Path folder, IOException cause) {
        return BakeException.user(
                "The rendered template could not be written to " + folder + ": " + why(cause) + ".",
                "Make that folder writable, or set another build folder, and run mvn ami:render again.",
                cause);
    }

    /** The builder's last lines could not be kept; why the bake failed is told all the same. */
    public static String consoleNotKept(Path file, IOException cause) {
        return "The builder's last lines could not be written to " + file + ": " + why(cause)
                + ". They are shown above.";
    }

    /** Results that could not be written, although the image is there. */
    public static BakeException resultsNotWritten(String imageId, IOException cause) {
        return BakeException.user(
                "Image " + imageId + " is there, but its results could not be written: " + why(cause) + ".",
                "Make room, or check " + Parameter.PROPERTIES_FILE.path() + " (" + Parameter.PROPERTIES_FILE.property()
                        + ") and "
                        + Parameter.MANIFEST_FILE.path() + " (" + Parameter.MANIFEST_FILE.property()
                        + "), and run mvn ami:bake again: it finds the image and bakes nothing.",
                cause);
    }

    /** What is in the way and why; Java says the latter with the class of the exception alone where it is common. */
    private static String why(IOException cause) {
        if (cause instanceof FileSystemException inTheWay) {
            String reason = cause instanceof AccessDeniedException
                    ? "you have no right to write it"
                    : cause instanceof FileAlreadyExistsException
                            ? "it is no folder"
                            : cause instanceof NoSuchFileException ? "it is not there" : inTheWay.getReason();
            return inTheWay.getFile() + ": "
                    + (reason == null ? cause.getClass().getSimpleName() : reason);
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
