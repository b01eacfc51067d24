package io.github.amibaker.image;

import io.github.amibaker.console.Console;
import java.util.ArrayList;
import java.util.List;

/** A console that remembers what the user would see. */
final class Lines implements Console {
    final List<String> lines = new ArrayList<>();

    @Override
    public void info(String line) {
        lines.add(line);
    }

    @Override
    public void warn(String line) {
        lines.add("WARN " + line);
    }

    @Override
    public void error(String line) {
        lines.add("ERROR " + line);
    }

    @Override
    public void debug(String line) {
        // the user does not see it
    }
}
