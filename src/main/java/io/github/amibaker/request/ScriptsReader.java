package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ProvisioningAdvice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the provisioning scripts, in the order in which they run: by name, byte for byte, as {@code LC_ALL=C ls}. */
final class ScriptsReader {
    static final String STANDARD = "src/main/ami/provision";

    private static final int LONGEST_NAME = 200;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Faults faults;
    private final Consumer<String> warnings;

    private ScriptsReader(Faults faults, Consumer<String> warnings) {
        this.faults = faults;
        this.warnings = warnings;
    }

    /** @param needed whether a bake without scripts makes no sense, as it does with a template of the user's own */
    static List<BakeRequest.Script> read(
            BakeParameters parameters, boolean needed, Faults faults, Consumer<String> warnings) {
        Path folder = parameters.path(parameters.provisionDirectory, STANDARD);
        boolean own = parameters.isOwn(parameters.provisionDirectory, STANDARD);
        Optional<String> obstacle = Obstacle.toListing(folder);
        if (obstacle.isPresent()) {
            if (Files.exists(folder)) {
                faults.add(ProvisioningAdvice.unreadableFolder(Parameter.PROVISION_DIRECTORY, folder, obstacle.get()));
            } else if (needed || own) {
                faults.add(ProvisioningAdvice.noScripts(folder, "is not there"));
            }
            return List.of();
        }
        return new ScriptsReader(faults, warnings).read(folder, needed);
    }

    private List<BakeRequest.Script> read(Path folder, boolean needed) {
        List<BakeRequest.Script> scripts = new ArrayList<>();
        List<Path> entries;
        try (Stream<Path> found = Files.list(folder)) {
            entries = found.sorted(Comparator.comparing(ScriptsReader::nameBytes, Arrays::compareUnsigned))
                    .toList();
        } catch (IOException e) {
            faults.add(ProvisioningAdvice.unreadableFolder(
                    Parameter.PROVISION_DIRECTORY, folder, String.valueOf(e.getMessage())));
            return scripts;
        }
        int broken = faults.list().size();
        for (Path entry : entries) {
            String name = name(entry);
            if (name.startsWith(".")) {
                continue;
            }
            if (name.endsWith("~") || name.endsWith(".swp") || name.matches("#.*#")) {
                warnings.accept(ProvisioningAdvice.leftover(entry));
                continue;
            }
            script(entry, name).ifPresent(scripts::add);
        }
        if (scripts.isEmpty() && needed && broken == faults.list().size()) {
            faults.add(ProvisioningAdvice.noScripts(folder, "holds none"));
        }
        return List.copyOf(scripts);
    }

    private Optional<BakeRequest.Script> script(Path entry, String name) {
        if (name.startsWith("-")
                || name.codePoints().anyMatch(Character::isISOControl)
                || nameBytes(entry).length > LONGEST_NAME) {
            faults.add(ProvisioningAdvice.scriptName(name));
            return Optional.empty();
        }
        if (Files.isDirectory(entry)) {
            faults.add(ProvisioningAdvice.scriptIsNoFile(entry, "a folder"));
            return Optional.empty();
        }
        if (Files.exists(entry) && !Files.isRegularFile(entry)) {
            faults.add(ProvisioningAdvice.scriptIsNoFile(entry, "a device, a socket or a pipe"));
            return Optional.empty();
        }
        Optional<String> obstacle = Obstacle.toReading(entry);
        if (obstacle.isPresent()) {
            faults.add(ProvisioningAdvice.unreadableScript(entry, obstacle.get()));
            return Optional.empty();
        }
        try {
            if (Files.size(entry) > MOST_BYTES) {
                faults.add(ProvisioningAdvice.tooMuch(
                        Parameter.PROVISION_DIRECTORY, entry, Files.size(entry), MOST_BYTES));
                return Optional.empty();
            }
            return checked(entry, name, Bytes.of(Files.readAllBytes(entry)));
        } catch (IOException e) {
            faults.add(ProvisioningAdvice.unreadableScript(entry, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Optional<BakeRequest.Script> checked(Path entry, String name, Bytes content) {
        String text = new String(content.toArray(), StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            faults.add(ProvisioningAdvice.emptyScript(entry));
            return Optional.empty();
        }
        String firstLine = text.lines().findFirst().orElse("");
        if (!firstLine.matches("#![ \\t]*/\\S.*") && !Platform.isForWindows(name, content)) {
            String begins = firstLine.length() > 20 ? firstLine.substring(0, 20) : firstLine;
            faults.add(ProvisioningAdvice.scriptWithoutInterpreter(entry, begins));
            return Optional.empty();
        }
        if (text.startsWith("\r\n", firstLine.length()) && !Platform.isForWindows(name, content)) {
            warnings.accept(ProvisioningAdvice.carriageReturns(entry));
        }
        return Optional.of(new BakeRequest.Script(name, content));
    }

    private static String name(Path entry) {
        return entry.getFileName().toString();
    }

    private static byte[] nameBytes(Path entry) {
        return name(entry).getBytes(StandardCharsets.UTF_8);
    }
}
