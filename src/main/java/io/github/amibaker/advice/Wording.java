package io.github.amibaker.advice;

import java.nio.file.Path;

/** How the texts of this package quote values and end. */
final class Wording {
    private static final int LONGEST = 80;

    private Wording() {}

    /** A fault whose advice ends with what to run next. */
    static Fault fault(Parameter parameter, String what, String mend) {
        return new Fault(parameter, what, mend + " Then run mvn ami:bake again.");
    }

    /** A fault of a file or folder of that kind, which is there and cannot be read. */
    static Fault unreadable(Parameter parameter, String kind, Path file, String why, String mend) {
        return fault(parameter, "The " + kind + " " + quote(file) + " cannot be read: " + why + ".", mend);
    }

    /** Where a parameter is written: the element, and the property. */
    static String where(Parameter parameter) {
        return parameter.path() + ", " + parameter.property();
    }

    /** The text with an end, as a sentence has one. */
    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") || stripped.endsWith("!") || stripped.endsWith("?") ? stripped : stripped + ".";
    }

    /** The value in quotes, control characters made visible, cut when it is long. */
    static String quote(String value) {
        if (value == null) {
            return "nothing";
        }
        long length = value.codePoints().count();
        return visible(value, LONGEST) + (length > LONGEST ? "… (" + length + " characters)" : "");
    }

    /** The path in quotes, control characters made visible; whole, since its end tells most. */
    static String quote(Path path) {
        return visible(path.toString(), Integer.MAX_VALUE);
    }

    private static String visible(String text, int most) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(most).forEach(point -> {
            if (point < 0x20 || point == 0x7f) {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.append('"').toString();
    }
}
