package io.github.amibaker.recipe;

import io.github.amibaker.advice.GoalAdvice;
import io.github.amibaker.console.Console;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.record.Manifest;
import io.github.amibaker.record.ResultProperties;
import io.github.amibaker.request.BakeRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes what came of bakes; those of one file go into it together. */
final class Results {
    private final Console console;
    private final Map<Path, List<BakeRecord>> properties = new LinkedHashMap<>();
    private final Map<Path, List<BakeRecord>> manifests = new LinkedHashMap<>();

    Results(Console console) {
        this.console = console;
    }

    void add(BakeRequest request, BakeRecord baked) {
        properties
                .computeIfAbsent(request.propertiesFile(), file -> new ArrayList<>())
                .add(baked);
        manifests
                .computeIfAbsent(request.manifestFile(), file -> new ArrayList<>())
                .add(baked);
    }

    /** @throws io.github.amibaker.advice.BakeException when a file cannot be written */
    void write() {
        for (Map.Entry<Path, List<BakeRecord>> file : properties.entrySet()) {
            boolean changed = write(file.getValue(), () -> ResultProperties.write(file.getValue(), file.getKey()));
            if (changed) {
                console.info("Its id is in " + file.getKey() + " as "
                        + joined(file.getValue(), baked -> ResultProperties.key(baked, "id")) + ".");
            }
        }
        manifests.forEach((file, records) -> write(records, () -> Manifest.write(records, file)));
    }

    private interface Writing {
        boolean write() throws IOException;
    }

    private static boolean write(List<BakeRecord> records, Writing writing) {
        try {
            return writing.write();
        } catch (IOException e) {
            throw GoalAdvice.resultsNotWritten(joined(records, BakeRecord::imageId), e);
        }
    }

    private static String joined(List<BakeRecord> records, Function<BakeRecord, String> what) {
        return String.join(", ", records.stream().map(what).toList());
    }
}
