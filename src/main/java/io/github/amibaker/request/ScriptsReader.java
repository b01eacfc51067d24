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

/**
 * Reads the provisioning scripts, in the order in which they run: as a list has them, or those of the folder by name, byte
 * for byte, as {@code LC_ALL=C ls}.
 */
final class ScriptsReader {
    static final String STANDARD = "src/main/ami/provision";

    private final Faults faults;
    private final Consumer<String> warnings;
    private final ScriptFile file;

    private ScriptsReader(Faults faults, Consumer<String> warnings) {
        this.faults = faults;
        this.warnings = warnings;
        this.file = new ScriptFile(Parameter.PROVISION_DIRECTORY, faults, warnings);
    }

    /** @param needed whether a bake without scripts makes no sense, as it does with a template of the user's own */
    static List<BakeRequest.Script> read(
            BakeParameters parameters, boolean needed, Faults faults, Consumer<String> warnings) {
        if (parameters.provision != null && !parameters.provision.isEmpty()) {
            return new ScriptListReader(parameters, faults, warnings).read();
        }
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
            if (file.isName(name)) {
                file.read(entry, false)
                        .map(content -> new BakeRequest.Script(name, content))
                        .ifPresent(scripts::add);
            }
        }
        if (scripts.isEmpty() && needed && broken == faults.list().size()) {
            faults.add(ProvisioningAdvice.noScripts(folder, "holds none"));
        }
        return List.copyOf(scripts);
    }

    private static String name(Path entry) {
        return entry.getFileName().toString();
    }

    private static byte[] nameBytes(Path entry) {
        return name(entry).getBytes(StandardCharsets.UTF_8);
    }
}
