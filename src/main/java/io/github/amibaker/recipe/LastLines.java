package io.github.amibaker.recipe;

import io.github.amibaker.advice.GoalAdvice;
import io.github.amibaker.console.Console;
import io.github.amibaker.record.ConsoleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps what the builder said last; that this fails must not hide why the bake failed. */
record LastLines(Path file, Console console) {
    Optional<Path> keep(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            ConsoleFile.write(lines, file);
            return Optional.of(file);
        } catch (IOException failed) {
            console.warn(GoalAdvice.consoleNotKept(file, failed));
            return Optional.empty();
        }
    }
}
