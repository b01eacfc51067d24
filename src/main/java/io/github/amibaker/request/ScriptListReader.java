package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ScriptAdvice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the scripts that a list names, in the list's order. */
final class ScriptListReader {
    /** What runs a script in the pom that does not say so itself: it ends at the first command that fails. */
    static final String SHELL = "/bin/bash -e";

    private record Content(String name, Bytes bytes, Optional<String> interpreter) {}

    private final BakeParameters parameters;
    private final Path folder;
    private final Faults faults;
    private final ScriptFile files;

    ScriptListReader(BakeParameters parameters, Faults faults, Consumer<String> warnings) {
        this.parameters = parameters;
        this.folder = parameters.path(parameters.provisionDirectory, ScriptsReader.STANDARD);
        this.faults = faults;
        this.files = new ScriptFile(Parameter.PROVISION, faults, warnings);
    }

    List<BakeRequest.Script> read() {
        List<BakeRequest.Script> scripts = new ArrayList<>();
        Map<String, Bytes> byName = new HashMap<>();
        int number = 0;
        for (BakeParameters.Script written : parameters.provision) {
            number++;
            BakeParameters.Script entry = written == null ? new BakeParameters.Script() : written;
            ScriptSettings settings = new ScriptSettingsReader(number, faults).read(entry);
            Optional<Content> content = content(entry, number, settings.interpreter());
            if (content.isEmpty()) {
                continue;
            }
            String name = content.get().name();
            Bytes before = byName.putIfAbsent(name, content.get().bytes());
            if (before != null && !before.equals(content.get().bytes())) {
                faults.add(ScriptAdvice.sameName(number, name));
            }
            scripts.add(new BakeRequest.Script(
                    name,
                    content.get().bytes(),
                    settings.interpretedBy(content.get().interpreter())));
        }
        return List.copyOf(scripts);
    }

    private Optional<Content> content(BakeParameters.Script entry, int number, Optional<String> interpreter) {
        long kinds = Stream.of(entry.bare, entry.file, entry.inline, entry.readyMade)
                .filter(kind -> kind != null)
                .count();
        if (kinds != 1) {
            faults.add(ScriptAdvice.notOneSource(number, kinds > 1));
            return Optional.empty();
        }
        if (entry.inline != null) {
            return inline(entry, number, interpreter);
        }
        if (entry.readyMade != null) {
            return readyMade(entry, number, interpreter);
        }
        return entry.bare == null ? file(entry, entry.file, number, interpreter) : bare(entry, number, interpreter);
    }

    /** A file before a ready-made script of the same name: what lies in the project is meant. */
    private Optional<Content> bare(BakeParameters.Script entry, int number, Optional<String> interpreter) {
        String word = entry.bare.strip();
        Optional<ReadyMadeScript> ready = ReadyMadeScript.of(word);
        if (ready.isPresent() && find(word).isEmpty()) {
            return Optional.of(new Content(ready.get().fileName(), ready.get().bytes(), interpreter));
        }
        return file(entry, word, number, interpreter);
    }

    private Optional<Content> readyMade(BakeParameters.Script entry, int number, Optional<String> interpreter) {
        Optional<ReadyMadeScript> ready = ReadyMadeScript.of(entry.readyMade.strip());
        if (ready.isEmpty()) {
            faults.add(ScriptAdvice.unknownReadyMade(number, entry.readyMade, ReadyMadeScript.names()));
            return Optional.empty();
        }
        return named(entry.name, ready.get().fileName(), ready.get().bytes(), interpreter);
    }

    private Optional<Content> file(
            BakeParameters.Script entry, String written, int number, Optional<String> interpreter) {
        Optional<Path> found = find(written.strip());
        if (found.isEmpty()) {
            faults.add(ScriptAdvice.noSuchScript(number, written, folder, parameters.basedir, ReadyMadeScript.names()));
            return Optional.empty();
        }
        return files.read(found.get(), interpreter.isPresent())
                .flatMap(bytes -> named(entry.name, found.get().getFileName().toString(), bytes, interpreter));
    }

    /** In the folder of scripts, or from the project's folder. */
    private Optional<Path> find(String written) {
        return written.isEmpty()
                ? Optional.empty()
                : Stream.of(folder.resolve(written), parameters.basedir.resolve(written))
                        .filter(Files::exists)
                        .map(Path::normalize)
                        .findFirst();
    }

    private Optional<Content> inline(BakeParameters.Script entry, int number, Optional<String> interpreter) {
        String text = InlineText.of(entry.inline);
        if (text.isEmpty()) {
            faults.add(ScriptAdvice.emptyInline(number));
            return Optional.empty();
        }
        Optional<String> runs = text.startsWith("#!") ? interpreter : interpreter.or(() -> Optional.of(SHELL));
        if (runs.isEmpty() && !ScriptFile.namesInterpreter(text)) {
            faults.add(ScriptAdvice.inlineWithoutInterpreter(
                    number, text.lines().findFirst().orElse("")));
            return Optional.empty();
        }
        String standard =
                "inline-" + number + ending(runs.orElse(text.lines().findFirst().orElse("")));
        return named(entry.name, standard, Bytes.of(text), runs);
    }

    /** PowerShell takes no other name for a script of its own; the rest is for people. */
    private static String ending(String interpreter) {
        if (interpreter.contains("pwsh")) {
            return ".ps1";
        }
        return interpreter.contains("python") ? ".py" : ".sh";
    }

    private Optional<Content> named(String given, String standard, Bytes bytes, Optional<String> interpreter) {
        String name = given == null ? standard : given.strip();
        return files.isName(name) ? Optional.of(new Content(name, bytes, interpreter)) : Optional.empty();
    }
}
