package io.github.amibaker.stack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Turns snapshots of a console, each the last 64 KB of it, into its lines, each once. Old output may have fallen out at
 * the front of a snapshot, and a snapshot may be older than the one before.
 */
final class ConsoleText {
    private static final Pattern ESCAPES =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[ -/]*[0-~])");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}&&[^\t]]");

    /** One character a byte, so that a cut in the middle of a character does no harm. */
    private String snapshot = "";

    private String partial = "";

    /**
     * The lines that are complete with this snapshot and were not before.
     *
     * @param bytes the console's output as EC2 gives it
     */
    List<String> lines(byte[] bytes) {
        String next = new String(bytes, StandardCharsets.ISO_8859_1);
        if (next.isEmpty() || snapshot.contains(next)) {
            return List.of();
        }
        String text = partial + next.substring(overlap(snapshot, next));
        snapshot = next;
        int end = text.lastIndexOf('\n') + 1;
        partial = text.substring(end);
        return split(text.substring(0, end));
    }

    /** The last line, which nothing completed. */
    List<String> rest() {
        List<String> rest = split(partial);
        partial = "";
        return rest;
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        for (String raw : text.split("\n", -1)) {
            String line = harmless(raw);
            if (!line.isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** What a terminal would show of the line: the part after the last carriage return, without colours and controls. */
    private static String harmless(String raw) {
        String decoded = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).stripTrailing();
        String shown = decoded.substring(decoded.lastIndexOf('\r') + 1);
        return CONTROLS.matcher(ESCAPES.matcher(shown).replaceAll(""))
                .replaceAll("")
                .replace("\ufffd", "?")
                .stripTrailing();
    }

    /** How many characters at the end of {@code before} are the first ones of {@code next} (Knuth, Morris, Pratt). */
    private static int overlap(String before, String next) {
        int[] borders = new int[next.length() + 1];
        borders[0] = -1;
        for (int i = 1, border = -1; i <= next.length(); i++) {
            while (border >= 0 && next.charAt(border) != next.charAt(i - 1)) {
                border = borders[border];
            }
            borders[i] = ++border;
        }
        int matched = 0;
        for (int i = 0; i < before.length(); i++) {
            while (matched >= 0 && (matched == next.length() || next.charAt(matched) != before.charAt(i))) {
                matched = borders[matched];
            }
            matched++;
        }
        return matched;
    }
}
