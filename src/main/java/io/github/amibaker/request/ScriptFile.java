package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ProvisioningAdvice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one script from a file, byte for byte. */
final class ScriptFile {
    private static final int LONGEST_NAME = 200;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Parameter parameter;
    private final Faults faults;
    private final Consumer<String> warnings;

    /** @param parameter which names the script, or the folder it lies in */
    ScriptFile(Parameter parameter, Faults faults, Consumer<String> warnings) {
        this.parameter = parameter;
        this.faults = faults;
        this.warnings = warnings;
    }

    /** @param interpreted whether something else than its first line says what runs it */
    Optional<Bytes> read(Path file, boolean interpreted) {
        if (Files.isDirectory(file)) {
            faults.add(ProvisioningAdvice.scriptIsNoFile(parameter, file, "a folder"));
            return Optional.empty();
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            faults.add(ProvisioningAdvice.scriptIsNoFile(parameter, file, "a device, a socket or a pipe"));
            return Optional.empty();
        }
        Optional<String> obstacle = Obstacle.toReading(file);
        if (obstacle.isPresent()) {
            faults.add(ProvisioningAdvice.unreadableScript(parameter, file, obstacle.get()));
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                faults.add(ProvisioningAdvice.tooMuch(parameter, file, Files.size(file), MOST_BYTES));
                return Optional.empty();
            }
            return checked(file, Bytes.of(Files.readAllBytes(file)), interpreted);
        } catch (IOException e) {
            faults.add(ProvisioningAdvice.unreadableScript(parameter, file, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Whether a script can be carried under this name. */
    boolean isName(String name) {
        boolean legal = !name.isEmpty()
                && !name.startsWith("-")
                && !name.contains("/")
                && !name.matches("\\.\\.?")
                && name.codePoints().noneMatch(Character::isISOControl)
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
        if (!legal) {
            faults.add(ProvisioningAdvice.scriptName(parameter, name));
        }
        return legal;
    }

    /** What the first line names, when it names something to run the script. */
    static boolean namesInterpreter(String text) {
        return firstLine(text).matches("#![ \\t]*/\\S.*");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private Optional<Bytes> checked(Path file, Bytes content, boolean interpreted) {
        String text = new String(content.toArray(), StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            faults.add(ProvisioningAdvice.emptyScript(parameter, file));
            return Optional.empty();
        }
        String first = firstLine(text);
        boolean windows = Platform.isForWindows(file.getFileName().toString(), content);
        if (!interpreted && !windows && !namesInterpreter(text)) {
            String begins = first.length() > 20 ? first.substring(0, 20) : first;
            faults.add(ProvisioningAdvice.scriptWithoutInterpreter(parameter, file, begins));
            return Optional.empty();
        }
        if (text.startsWith("\r\n", first.length()) && !windows) {
            warnings.accept(ProvisioningAdvice.carriageReturns(parameter, file));
        }
        return Optional.of(content);
    }
}
