package io.github.amibaker.request;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the indentation of the pom from a script that stands in it. Maven strips both ends of an element's text, and with
 * them the first line's own indentation, unless the element says {@code xml:space="preserve"}.
 */
final class InlineText {
    private static final int PYTHON_STEP = 4;

    private InlineText() {}

    /** The script, its lines as far to the left as they go together, an end of line at its end; empty for blanks. */
    static String of(String written) {
        if (written.isBlank()) {
            return "";
        }
        List<String> lines = new ArrayList<>(List.of(written.stripTrailing().split("\n", -1)));
        while (lines.get(0).isBlank()) {
            lines.remove(0);
        }
        boolean stripped = !Character.isWhitespace(lines.get(0).charAt(0));
        List<String> counted = lines.subList(stripped ? 1 : 0, lines.size()).stream()
                .filter(line -> !line.isBlank())
                .toList();
        String common = common(counted);
        if (stripped
                && !counted.isEmpty()
                && opensBlock(lines.get(0))
                && indentation(counted.get(0)).equals(common)) {
            // All the rest is inside the block that the first line opens: it stays further to the right than that.
            common = common.substring(0, Math.max(0, common.length() - PYTHON_STEP));
        }
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.startsWith(common) ? line.substring(common.length()) : line.isBlank() ? "" : line)
                    .append('\n');
        }
        return text.toString();
    }

    /** As Python has it; to a shell indentation means nothing. */
    private static boolean opensBlock(String line) {
        return line.stripTrailing().endsWith(":");
    }

    private static String common(List<String> lines) {
        String common = lines.isEmpty() ? "" : indentation(lines.get(0));
        for (String line : lines) {
            while (!line.startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        return common;
    }

    private static String indentation(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
