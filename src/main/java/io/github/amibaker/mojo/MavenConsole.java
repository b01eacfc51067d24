package io.github.amibaker.mojo;

import io.github.amibaker.console.Console;
import io.github.amibaker.console.PartingWords;
import org.apache.maven.plugin.logging.Log;

/** Our lines in Maven's log; Maven decides on colours, {@code -q} and {@code -X}. */
final class MavenConsole implements Console {
    private final Log log;

    MavenConsole(Log log) {
        this.log = log;
    }

    @Override
    public void info(String line) {
        PartingWords.printBefore(() -> line.lines().forEach(log::info));
    }

    @Override
    public void warn(String line) {
        PartingWords.printBefore(() -> line.lines().forEach(log::warn));
    }

    @Override
    public void error(String line) {
        line.lines().forEach(log::error);
    }

    @Override
    public void debug(String line) {
        if (log.isDebugEnabled()) {
            PartingWords.printBefore(() -> line.lines().forEach(log::debug));
        }
    }
}
