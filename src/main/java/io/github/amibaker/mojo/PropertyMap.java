package io.github.amibaker.mojo;

import io.github.amibaker.advice.GoalAdvice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.execution.MavenSession;

/** The {@code -D} twin of a parameter that is a map, which Maven itself cannot fill from a property. */
final class PropertyMap {
    private final String name;
    private final String written;

    /** The map {@code name}, as {@code -Dami.name=key=value,key=value} has it. */
    PropertyMap(MavenSession session, String name) {
        this.name = name;
        this.written = session.getUserProperties().getProperty("ami." + name, "");
    }

    /**
     * What the pom has, with what the command line has laid over it; null when neither has anything.
     *
     * @throws io.github.amibaker.advice.BakeException when an entry of the property has no {@code =}
     */
    <V> Map<String, V> over(Map<String, V> pom) {
        if (written.isBlank()) {
            return pom;
        }
        Map<String, V> all = new LinkedHashMap<>(pom == null ? Map.of() : pom);
        for (String entry : written.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw GoalAdvice.notAMap(name, entry);
            }
            @SuppressWarnings("unchecked")
            V value = (V) entry.substring(equals + 1);
            all.put(entry.substring(0, equals).strip(), value);
        }
        return all;
    }
}
