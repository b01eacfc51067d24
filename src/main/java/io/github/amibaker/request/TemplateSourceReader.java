package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.TemplateAdvice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads which template is rendered, and with which names of the user's. */
final class TemplateSourceReader {
    static final String STANDARD = "src/main/ami/template.yaml.ftl";

    private TemplateSourceReader() {}

    /** Empty when the user's template cannot be read. */
    static Optional<BakeRequest.TemplateSource> read(BakeParameters parameters, Faults faults) {
        var variables = Pairs.variables(parameters.templateVariables, faults);
        Path file = parameters.path(parameters.template, STANDARD);
        if (!parameters.isOwn(parameters.template, STANDARD) && Files.notExists(file)) {
            return Optional.of(new BakeRequest.TemplateSource(Optional.empty(), variables));
        }
        Optional<String> why = Obstacle.toReading(file);
        why.ifPresent(reason -> faults.add(TemplateAdvice.unreadable(file.toString(), reason)));
        return why.isPresent()
                ? Optional.empty()
                : Optional.of(new BakeRequest.TemplateSource(Optional.of(file), variables));
    }
}
