package io.github.amibaker.request;

/** Whose a file in the image is: names that the base image knows, or numbers. */
public record Owner(String user, String group) {
    /** Whose everything is of which nobody says anything else. */
    public static final Owner ROOT = new Owner("root", "root");

    /** Whether that is a number, which needs nobody who bears it. */
    public static boolean isNumber(String nameOrNumber) {
        return nameOrNumber.matches("[0-9]+");
    }
}
