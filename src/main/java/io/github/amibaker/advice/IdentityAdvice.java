package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.sentence;
import static io.github.amibaker.advice.Wording.where;

import java.nio.file.Path;

/** What to do when credentials are to come from another service: a token, single sign-on, a container's agent. */
public final class IdentityAdvice {
    private static final String AGAIN = " Then run the same command again.";
    private static final String OTHERS = " (" + where(Parameter.SERVER_ID) + ")";

    private IdentityAdvice() {}

    /** The file of the token cannot be used. */
    public static Fault noToken(Path file, String why) {
        return new Fault(
                Parameter.PROFILE,
                "The web identity token file " + quote(file) + " " + why + ".",
                "AWS_WEB_IDENTITY_TOKEN_FILE, or web_identity_token_file of the profile, names it; a CI service has to be"
                        + " told to write it. Or use other credentials." + AGAIN);
    }

    /** Web identity without a role. */
    public static Fault noRole(Path file) {
        return new Fault(
                Parameter.PROFILE,
                "There is a web identity token file " + quote(file) + ", but no role to assume with it.",
                "Set AWS_ROLE_ARN, or role_arn in the profile." + AGAIN);
    }

    /** STS does not accept the token. */
    public static Fault tokenRefused(String role, Path file, String message) {
        return new Fault(
                Parameter.PROFILE,
                "AWS refuses the role " + role + " to the web identity token in " + quote(file) + ": "
                        + sentence(message),
                "Tokens of CI services live for minutes: get a new one right before the bake. Check that the account has"
                        + " the token's issuer as an identity provider, and that the role's trust policy names it and"
                        + " fits the token's aud and sub." + AGAIN);
    }

    /** Single sign-on works, and does not have this role for the user. */
    public static Fault notAssigned(String profile, String account, String role, String message) {
        return new Fault(
                Parameter.PROFILE,
                "Single sign-on does not give the role " + role + " of account " + account + " to the user of the AWS"
                        + " profile '" + profile + "': " + sentence(message),
                "Check sso_account_id and sso_role_name in ~/.aws/config, or let the permission set be assigned."
                        + AGAIN);
    }

    /** What a container's agent answers is of no use. */
    public static Fault container(String message) {
        return new Fault(
                Parameter.PROFILE,
                "The credentials of this container cannot be had: " + sentence(message),
                "AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI names where they are, and"
                        + " AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE the token to ask with. Check that the task or pod has"
                        + " a role, or name a profile or a server of settings.xml" + OTHERS + "." + AGAIN);
    }
}
