package io.github.amibaker.template;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.TemplateAdvice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Holds a rendered template against what CloudFormation takes and what the plugin needs. */
final class TemplateCheck {
    /** Bytes of a template that is sent with the request (CreateStack, TemplateBody). */
    static final int MOST_BYTES = 51_200;

    private static final List<String> STAGING = List.of("Staged", "StagedHandle", "StagedObjects");
    private static final int MOST_RESOURCES = 500;
    private static final int MOST_OUTPUTS = 200;

    private final String file;
    private final Faults faults;

    /** @param file the template's name for texts */
    TemplateCheck(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /** Whether the template stages what does not fit into the user data; what is wrong with it is noted. */
    boolean check(String body) {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            faults.add(TemplateAdvice.tooLong(file, bytes, MOST_BYTES));
        }
        Object template;
        try {
            template = CloudFormationYaml.parse(body);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String line = body.lines().skip(mark.getLine()).findFirst().orElse("");
            faults.add(TemplateAdvice.noYaml(file, mark.getLine() + 1, mark.getColumn() + 1, e.getProblem(), line));
            return false;
        } catch (YAMLException e) {
            faults.add(TemplateAdvice.noYaml(file, 1, 1, String.valueOf(e.getMessage()), ""));
            return false;
        }
        content(section(template, "Resources"), section(template, "Outputs"), section(template, "Parameters"));
        return section(template, "Resources").keySet().containsAll(STAGING);
    }

    private void content(Map<?, ?> resources, Map<?, ?> outputs, Map<?, ?> parameters) {
        if (resources.isEmpty()) {
            faults.add(TemplateAdvice.noResources(file));
        }
        if (!outputs.containsKey("ImageId")) {
            faults.add(TemplateAdvice.noImageId(file));
        }
        if (resources.size() > MOST_RESOURCES) {
            faults.add(TemplateAdvice.tooMany(file, "resources", resources.size(), MOST_RESOURCES));
        }
        if (outputs.size() > MOST_OUTPUTS) {
            faults.add(TemplateAdvice.tooMany(file, "outputs", outputs.size(), MOST_OUTPUTS));
        }
        parameters.forEach((name, parameter) -> {
            if (!(parameter instanceof Map<?, ?> map && map.containsKey("Default"))) {
                faults.add(TemplateAdvice.parameterWithoutDefault(file, String.valueOf(name)));
            }
        });
    }

    private static Map<?, ?> section(Object template, String name) {
        return template instanceof Map<?, ?> map && map.get(name) instanceof Map<?, ?> section ? section : Map.of();
    }
}
