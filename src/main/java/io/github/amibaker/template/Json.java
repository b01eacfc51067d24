package io.github.amibaker.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes values as JSON on one line that is YAML of any version too: no escape that only JSON knows, non-ASCII
 * characters as they are, and no character that YAML takes for the end of a line.
 */
public final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /**
     * The JSON on one line.
     *
     * @param value a text, number, boolean, null, or a list or map of such
     */
    public static String of(Object value) {
        Json json = new Json();
        json.write(value);
        return json.out.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                quote(String.valueOf(entry.getKey()));
                out.append(": ");
                write(entry.getValue());
                out.append(entries.hasNext() ? ", " : "");
            }
            out.append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (int i = 0; i < list.size(); i++) {
                out.append(i == 0 ? "" : ", ");
                write(list.get(i));
            }
            out.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            quote(value.toString());
        }
    }

    private void quote(String text) {
        out.append('"');
        text.codePoints().forEach(this::character);
        out.append('"');
    }

    private void character(int point) {
        switch (point) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPlain(point)) {
                    out.appendCodePoint(point);
                } else {
                    out.append(String.format("\\u%04x", point));
                }
            }
        }
    }

    /** What YAML 1.1 calls printable, without its line ends and the byte order mark. */
    private static boolean isPlain(int point) {
        return (point >= 0x20 && point <= 0x7e)
                || (point >= 0xa0 && point <= 0xd7ff && point != 0x2028 && point != 0x2029)
                || (point >= 0xe000 && point <= 0xfffd && point != 0xfeff)
                || point >= 0x10000;
    }
}
