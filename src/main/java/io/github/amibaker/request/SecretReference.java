package io.github.amibaker.request;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the value of a variable lies that must not stand in a template or in user data; the builder fetches it.
 *
 * @param kind where it is kept
 * @param id a parameter's name with its slash; a secret's name or ARN
 */
public record SecretReference(Kind kind, String id) {

    /** Where a secret is kept. */
    public enum Kind {
        /** A parameter of Systems Manager, {@code ssm-secure:/name}. */
        PARAMETER("ssm-secure:", "(?=.{1,1011}$)(?:/[A-Za-z0-9_.-]+)+"),
        /** A secret of Secrets Manager, {@code secretsmanager:id}. */
        SECRET(
                "secretsmanager:",
                "[A-Za-z0-9/_+=.@-]{1,512}|"
                        + "arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}-[A-Za-z0-9]{6}");

        private final String prefix;
        private final Pattern id;

        Kind(String prefix, String id) {
            this.prefix = prefix;
            this.id = Pattern.compile(id);
        }
    }

    /** The reference that a variable's value is; empty when it is a value like any other. */
    public static Optional<SecretReference> of(String value) {
        for (Kind kind : Kind.values()) {
            if (value.startsWith(kind.prefix)) {
                return Optional.of(new SecretReference(kind, value.substring(kind.prefix.length())));
            }
        }
        return Optional.empty();
    }

    /** Whether there can be a secret of this id. */
    boolean isLegal() {
        return kind.id.matcher(id).matches();
    }

    /** Whether the id says it all: account and region too. */
    public boolean isArn() {
        return id.startsWith("arn:");
    }

    /** As it is written. */
    @Override
    public String toString() {
        return kind.prefix + id;
    }
}
