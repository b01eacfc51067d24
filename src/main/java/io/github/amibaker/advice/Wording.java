package io.github.amibaker.advice;

/** How the texts of this package quote values and end. */
final class Wording {
    private static final int LONGEST = 80;

    private Wording() {}

    /** A fault whose advice ends with what to run next. */
    static Fault fault(Parameter parameter, String what, String mend) {
        return new Fault(parameter, what, mend + " Then run mvn ami:bake again.");
    }

    /** The value in quotes, control characters made visible, cut when it is long. */
    static String quote(String value) {
        if (value == null) {
            return "nothing";
        }
        StringBuilder shown = new StringBuilder("\"");
        value.codePoints().limit(LONGEST).forEach(point -> {
            if (point < 0x20 || point == 0x7f) {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        long length = value.codePoints().count();
        return shown + "\"" + (length > LONGEST ? "… (" + length + " characters)" : "");
    }
}
