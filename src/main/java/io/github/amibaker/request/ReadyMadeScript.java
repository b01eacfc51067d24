package io.github.amibaker.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The scripts that the plugin brings, for {@code <provision>}; each is a file beside this package. */
public enum ReadyMadeScript {
    UPDATE_PACKAGES,
    CLEAN_IMAGE,
    CIS_LEVEL1,
    JAVA_SERVICE,
    SSM_AGENT,
    CLOUDWATCH_AGENT;

    /** Its name in a pom, such as {@code update-packages}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of this name. */
    static Optional<ReadyMadeScript> of(String text) {
        return Arrays.stream(values())
                .filter(script -> script.text().equals(text))
                .findFirst();
    }

    /** All names. */
    static List<String> names() {
        return Arrays.stream(values()).map(ReadyMadeScript::text).toList();
    }

    /** Name of its file, also on the builder. */
    String fileName() {
        return text() + ".sh";
    }

    /** The script. */
    Bytes bytes() {
        String file = "/io/github/amibaker/scripts/" + fileName();
        try (InputStream stream = ReadyMadeScript.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the plugin's jar is broken: " + file + " is missing in it");
            }
            return Bytes.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin's jar cannot be read: " + file, e);
        }
    }
}
