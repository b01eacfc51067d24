package io.github.amibaker.mojo;

import io.github.amibaker.request.ServerEntry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** A server of Maven's settings, what is secret in it decrypted. */
final class MavenServer {
    /** What Maven encrypted stands in braces, and stays so where it cannot be decrypted; no key of AWS has any. */
    private static final Pattern ENCRYPTED = Pattern.compile("(?s).*\\{.*}.*");

    /** Another master password makes noise of one text in 256 instead of failing; keys and tokens are of these. */
    private static final Pattern WRITABLE = Pattern.compile("[ -~]*");

    private final Settings settings;
    private final SettingsDecrypter decrypter;

    MavenServer(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    /** The server, known or not; null when no id is given. */
    ServerEntry find(String id) {
        if (id == null) {
            return null;
        }
        List<String> ids = settings.getServers().stream().map(Server::getId).toList();
        Server server = settings.getServer(id);
        if (server == null) {
            return new ServerEntry(id, false, ids, null, null, null, false);
        }
        String password = clear(server.getPassword());
        String writtenToken = sessionToken(server).orElse(null);
        String token = clear(writtenToken);
        boolean undecrypted = isUndecrypted(server.getPassword(), password) || isUndecrypted(writtenToken, token);
        return new ServerEntry(id, true, ids, server.getUsername(), password, token, undecrypted);
    }

    private static boolean isUndecrypted(String written, String clear) {
        if (clear == null) {
            return false;
        }
        boolean noise = !clear.equals(written) && !WRITABLE.matcher(clear).matches();
        return noise || ENCRYPTED.matcher(clear).matches();
    }

    private static Optional<String> sessionToken(Server server) {
        return server.getConfiguration() instanceof Xpp3Dom configuration
                ? Optional.ofNullable(configuration.getChild("sessionToken")).map(Xpp3Dom::getValue)
                : Optional.empty();
    }

    /** As Maven decrypts passwords; a token is decrypted as one, since Maven 3 leaves a server's configuration alone. */
    private String clear(String text) {
        Server one = new Server();
        one.setPassword(text);
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(one));
        return result.getServer().getPassword();
    }
}
