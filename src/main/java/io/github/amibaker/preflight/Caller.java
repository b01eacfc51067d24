package io.github.amibaker.preflight;

/** Who calls AWS: the account's id, and the ARN of the user, the role's session or the root. */
public record Caller(String account, String arn) {
    /** {@code aws}, {@code aws-cn}, … */
    String partition() {
        return arn.split(":", -1)[1];
    }
}
