package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.ServerEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;

/** The server of Maven's settings that holds credentials, with Maven's own decryption. */
@MojoTest
class MavenServerTest {
    private static final String LOCATION = "settings.security";

    @TempDir
    Path folder;

    @Inject
    private SettingsDecrypter decrypter;

    private final Settings settings = new Settings();
    private final Server server = new Server();

    MavenServerTest() {
        server.setId("images");
        server.setUsername("AKIATEST");
        settings.addServer(server);
    }

    @AfterEach
    void forgetTheMasterPassword() {
        System.clearProperty(LOCATION);
    }

    @Test
    void isNoneWhereNoneIsNamed() {
        assertThat(new MavenServer(settings, decrypter).find(null)).isNull();
    }

    @Test
    void isUnknownWithTheOnesThatAreThere() {
        ServerEntry found = new MavenServer(settings, decrypter).find("image");
        assertThat(found.known()).isFalse();
        assertThat(found.others()).containsExactly("images");
    }

    @Test
    void bringsAKeyInClear() {
        server.setPassword("wJalr/Secret+Key");
        assertThat(find().username()).isEqualTo("AKIATEST");
        assertThat(find().password()).isEqualTo("wJalr/Secret+Key");
        assertThat(find().sessionToken()).isNull();
        assertThat(find().undecrypted()).isFalse();
    }

    @Test
    void bringsAKeyAndATokenThatMavenEncryptedWithTheMasterPassword() throws Exception {
        encrypted("master");
        assertThat(find().password()).isEqualTo("the secret");
        assertThat(find().sessionToken()).isEqualTo("the token");
        assertThat(find().undecrypted()).isFalse();
    }

    @Test
    void saysThatItCouldNotBeDecrypted() throws Exception {
        encrypted("another");
        assertThat(find().undecrypted()).isTrue();
    }

    @Test
    void saysThatATokenAloneCouldNotBeDecrypted() throws Exception {
        encrypted("another");
        server.setPassword("in clear");
        assertThat(find().undecrypted()).isTrue();
    }

    @Test
    void saysThatItCouldNotBeDecryptedWhereAnotherMasterPasswordMakesNoiseOfIt() throws Exception {
        encrypted("another");
        server.setConfiguration(null);
        server.setPassword(thatBecomesNoise(new DefaultPlexusCipher()));
        assertThat(find().password()).isNotEqualTo(server.getPassword());
        assertThat(find().undecrypted()).isTrue();
    }

    @Test
    void aServerWithoutPasswordHasNone() {
        assertThat(find().password()).isNull();
    }

    @Test
    void isPrintedByItsIdAlone() {
        server.setPassword("open");
        assertThat(find()).hasToString("images");
    }

    private void encrypted(String master) throws Exception {
        DefaultPlexusCipher cipher = new DefaultPlexusCipher();
        Path file = Files.writeString(
                folder.resolve("settings-security.xml"),
                "<settingsSecurity><master>" + cipher.encryptAndDecorate(master, LOCATION)
                        + "</master></settingsSecurity>");
        System.setProperty(LOCATION, file.toString());
        server.setPassword(cipher.encryptAndDecorate("the secret", "master"));
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        Xpp3Dom token = new Xpp3Dom("sessionToken");
        token.setValue(cipher.encryptAndDecorate("the token", "master"));
        configuration.addChild(token);
        server.setConfiguration(configuration);
    }

    /** One text in 256 has, decrypted with another password, what looks like its end. */
    private static String thatBecomesNoise(DefaultPlexusCipher cipher) throws PlexusCipherException {
        while (true) {
            String encrypted = cipher.encryptAndDecorate("the secret", "master");
            try {
                cipher.decryptDecorated(encrypted, "another");
                return encrypted;
            } catch (PlexusCipherException asItShould) {
                // the next
            }
        }
    }

    private ServerEntry find() {
        return new MavenServer(settings, decrypter).find("images");
    }
}
