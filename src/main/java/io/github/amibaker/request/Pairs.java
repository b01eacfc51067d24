package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ProvisioningAdvice;
import io.github.amibaker.advice.TemplateAdvice;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the parameters that are maps. An element without text is an empty value. */
final class Pairs {
    /** What a shell, and a template, takes for a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** What all the services that get these tags take: IAM is the strictest. */
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    /** What bash sets for itself and lets nobody export anew; a script would end at its first line. */
    private static final Set<String> READ_ONLY =
            Set.of("BASHOPTS", "BASH_VERSINFO", "EUID", "PPID", "SHELLOPTS", "UID");

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    /** 50 on a resource, without the plugin's ten on the builder. */
    static final int MOST_TAGS = 40;

    private Pairs() {}

    static SortedMap<String, String> environment(Map<String, String> written, Faults faults) {
        return environment(Parameter.ENVIRONMENT, written, faults);
    }

    /** @param parameter where the variables are written */
    static SortedMap<String, String> environment(Parameter parameter, Map<String, String> written, Faults faults) {
        SortedMap<String, String> environment = new TreeMap<>();
        for (Map.Entry<String, String> pair : sorted(written).entrySet()) {
            String name = pair.getKey();
            if (!NAME.matcher(name).matches()) {
                faults.add(ProvisioningAdvice.environmentName(parameter, name));
            } else if (name.startsWith("AMI_")) {
                faults.add(ProvisioningAdvice.reservedEnvironmentName(parameter, name));
            } else if (READ_ONLY.contains(name)) {
                faults.add(ProvisioningAdvice.readOnlyEnvironmentName(parameter, name));
            } else if (pair.getValue().indexOf('\0') >= 0) {
                faults.add(ProvisioningAdvice.environmentValue(parameter, name, pair.getValue()));
            } else if (SecretReference.of(pair.getValue())
                    .filter(reference -> !reference.isLegal())
                    .isPresent()) {
                faults.add(ProvisioningAdvice.secretReference(parameter, name, pair.getValue()));
            } else {
                environment.put(name, pair.getValue());
            }
        }
        return Collections.unmodifiableSortedMap(environment);
    }

    static SortedMap<String, String> tags(Map<String, String> written, Faults faults) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (Map.Entry<String, String> pair : sorted(written).entrySet()) {
            String key = pair.getKey();
            String lower = key.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ami:") || lower.startsWith("aws:")) {
                faults.add(ProvisioningAdvice.reservedTagKey(key));
            } else if (key.isEmpty() || !fits(key, LONGEST_KEY)) {
                faults.add(ProvisioningAdvice.tagKey(key));
            } else if (!fits(pair.getValue(), LONGEST_VALUE)) {
                faults.add(ProvisioningAdvice.tagValue(key, pair.getValue()));
            } else {
                tags.put(key, pair.getValue());
            }
        }
        if (sorted(written).size() > MOST_TAGS) {
            faults.add(ProvisioningAdvice.tooManyTags(written.size(), MOST_TAGS));
        }
        return Collections.unmodifiableSortedMap(tags);
    }

    static SortedMap<String, Object> variables(Map<String, ?> written, Faults faults) {
        SortedMap<String, Object> variables = new TreeMap<>();
        for (Map.Entry<String, ?> pair : sorted(written).entrySet()) {
            String name = pair.getKey();
            if (name.equals("ami") || name.equals("json")) {
                faults.add(TemplateAdvice.reservedVariableName(name));
            } else if (!NAME.matcher(name).matches()) {
                faults.add(TemplateAdvice.variableName(name));
            } else {
                variables.put(name, pair.getValue());
            }
        }
        return Collections.unmodifiableSortedMap(variables);
    }

    private static boolean fits(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                && TAG.matcher(text).matches();
    }

    @SuppressWarnings("unchecked")
    private static <V> SortedMap<String, V> sorted(Map<String, V> written) {
        SortedMap<String, V> sorted = new TreeMap<>();
        if (written != null) {
            written.forEach((key, value) -> sorted.put(key, value == null ? (V) "" : value));
        }
        return sorted;
    }
}
