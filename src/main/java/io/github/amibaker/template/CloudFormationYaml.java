package io.github.amibaker.template;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a template of CloudFormation, in YAML or JSON; short forms such as {@code !Ref} become their long forms. */
final class CloudFormationYaml {
    private static final int MOST_ALIASES = 50;
    private static final int MOST_CHARACTERS = 3 * 1024 * 1024;

    private CloudFormationYaml() {}

    /**
     * What the text holds.
     *
     * @throws org.yaml.snakeyaml.error.YAMLException when it is neither YAML nor JSON
     */
    static Object parse(String text) {
        if (text.stripLeading().startsWith("{")) {
            try {
                return JSON.std.anyFrom(text);
            } catch (IOException e) {
                // no JSON, so it must be YAML that begins like it
            }
        }
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setCodePointLimit(MOST_CHARACTERS);
        return new Yaml(new ShortForms(options)).load(text);
    }

    private static final class ShortForms extends SafeConstructor {
        ShortForms(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return shortForm(node);
                }
            });
        }

        private Object shortForm(Node node) {
            String tag = node.getTag().getValue().substring(1);
            String function = tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
            Object value = value(node);
            if (tag.equals("GetAtt") && value instanceof String path) {
                value = List.of((Object[]) path.split("\\.", 2));
            }
            return Map.of(function, value);
        }

        private Object value(Node node) {
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            return node instanceof MappingNode mapping
                    ? constructMapping(mapping)
                    : constructSequence((SequenceNode) node);
        }
    }
}
