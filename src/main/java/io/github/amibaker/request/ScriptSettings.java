package io.github.amibaker.request;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one script has of its own.
 *
 * @param interpreter program and arguments, separated by blanks, that run the script; empty: its first line says so
 * @param environment variables of this script alone, over those of all
 * @param timeout how long an attempt may take; empty: as long as provisioning may
 * @param retries how many more attempts it has when it fails
 * @param retryPause how long before the next attempt
 * @param expectReboot whether it reboots the builder, and the next one runs afterwards
 */
public record ScriptSettings(
        Optional<String> interpreter,
        SortedMap<String, String> environment,
        Optional<Duration> timeout,
        int retries,
        Duration retryPause,
        boolean expectReboot) {
    /** Nothing. */
    public static final ScriptSettings NONE = new ScriptSettings(
            Optional.empty(), Collections.emptySortedMap(), Optional.empty(), 0, Duration.ZERO, false);

    /** Whether there is anything. */
    public boolean isSet() {
        return !equals(NONE);
    }

    /** The same, run by another interpreter. */
    ScriptSettings interpretedBy(Optional<String> other) {
        return new ScriptSettings(other, environment, timeout, retries, retryPause, expectReboot);
    }

    /** Those of the variables that only say where their value lies, by name. */
    public SortedMap<String, SecretReference> secrets() {
        return secretsOf(environment);
    }

    static SortedMap<String, SecretReference> secretsOf(SortedMap<String, String> environment) {
        SortedMap<String, SecretReference> secrets = new TreeMap<>();
        environment.forEach(
                (name, value) -> SecretReference.of(value).ifPresent(reference -> secrets.put(name, reference)));
        return secrets;
    }
}
