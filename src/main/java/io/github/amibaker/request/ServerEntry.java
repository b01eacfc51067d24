package io.github.amibaker.request;

import java.util.List;

/**
 * A server of Maven's settings, unchecked.
 *
 * @param id as the user wrote it
 * @param known whether the settings have it
 * @param others the ids that the settings have
 * @param username the access key id
 * @param password the secret access key, decrypted
 * @param sessionToken of temporary credentials
 * @param undecrypted whether Maven could not decrypt the password or the token
 */
public record ServerEntry(
        String id,
        boolean known,
        List<String> others,
        String username,
        String password,
        String sessionToken,
        boolean undecrypted) {
    @Override
    public String toString() {
        return id;
    }
}
