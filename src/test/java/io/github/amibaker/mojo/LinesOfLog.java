package io.github.amibaker.mojo;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A log of Maven that remembers its lines, as {@code [INFO] text}. */
final class LinesOfLog extends SystemStreamLog {
    final List<String> lines = new ArrayList<>();
    boolean debug;

    @Override
    public boolean isDebugEnabled() {
        return debug;
    }

    @Override
    public void debug(CharSequence text) {
        lines.add("[DEBUG] " + text);
    }

    @Override
    public void info(CharSequence text) {
        lines.add("[INFO] " + text);
    }

    @Override
    public void warn(CharSequence text) {
        lines.add("[WARNING] " + text);
    }

    @Override
    public void error(CharSequence text) {
        lines.add("[ERROR] " + text);
    }
}
