package io.github.amibaker.stack;

import io.github.amibaker.console.Console;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was printed. */
public final class RecordingConsole implements Console {
    public final List<String> info = new ArrayList<>();
    public final List<String> warnings = new ArrayList<>();
    public final List<String> errors = new ArrayList<>();
    public final List<String> debug = new ArrayList<>();
    public final List<String> all = new ArrayList<>();

    @Override
    public void info(String line) {
        info.add(line);
        all.add(line);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
        all.add(line);
    }

    @Override
    public void error(String line) {
        errors.add(line);
        all.add(line);
    }

    @Override
    public void debug(String line) {
        debug.add(line);
        all.add(line);
    }
}
