package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

import java.util.Collection;

/** What to do about credentials of Maven's settings; no text holds a secret. */
public final class ServerAdvice {
    private static final String FORM =
            "<server><id>…</id><username>access key id</username><password>secret access key</password></server>";

    private ServerAdvice() {}

    /** The settings have no such server. */
    public static Fault unknown(String id, Collection<String> known) {
        return fault(
                Parameter.SERVER_ID,
                "There is no server " + quote(id) + " in Maven's settings"
                        + (known.isEmpty() ? "." : "; there are " + String.join(", ", known) + "."),
                "Write it into settings.xml as " + FORM + ", or name one that is there.");
    }

    /** Two ways to credentials are named. */
    public static Fault besideProfile(String id, String profile) {
        return fault(
                Parameter.SERVER_ID,
                "Credentials are named twice: the server " + quote(id) + " and the AWS profile " + quote(profile) + ".",
                "Leave out one of them; the profile is " + where(Parameter.PROFILE) + ".");
    }

    /** The user name is no access key id. */
    public static Fault accessKey(String id, String username) {
        return fault(
                Parameter.SERVER_ID,
                "The server " + quote(id) + " has "
                        + (username == null ? "no user name" : "the user name " + quote(username))
                        + ", which is to be an access key id.",
                "Write the id, such as AKIAIOSFODNN7EXAMPLE, between <username> and </username> of that server.");
    }

    /** The password is missing. */
    public static Fault noSecret(String id) {
        return fault(
                Parameter.SERVER_ID,
                "The server " + quote(id) + " has no password, which is to be the secret access key.",
                "Write it between <password> and </password> of that server; 'mvn --encrypt-password' encrypts it.");
    }

    /** Maven has no master password, or another one. */
    public static Fault undecrypted(String id) {
        return fault(
                Parameter.SERVER_ID,
                "Maven could not decrypt the password or session token of the server " + quote(id) + ".",
                "Check the master password in ~/.m2/settings-security.xml (-Dsettings.security names another file), or"
                        + " encrypt it anew with 'mvn --encrypt-password'.");
    }
}
