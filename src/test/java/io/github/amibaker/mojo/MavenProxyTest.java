package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.BakeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

/** The proxy of Maven's settings, with Maven's own decryption of its password. */
@MojoTest
class MavenProxyTest {
    private static final String LOCATION = "settings.security";

    @TempDir
    Path folder;

    @Inject
    private SettingsDecrypter decrypter;

    private final Settings settings = new Settings();

    @AfterEach
    void forgetTheMasterPassword() {
        System.clearProperty(LOCATION);
    }

    @Test
    void isNoneWhereTheSettingsHaveNone() {
        assertThat(find()).isNull();
    }

    @Test
    void isNoneWhereNoneIsActive() {
        proxy("old.example").setActive(false);
        assertThat(find()).isNull();
    }

    @Test
    void isTheFirstThatIsActiveWithHostAndPort() {
        proxy("old.example").setActive(false);
        proxy("proxy.example").setPort(3128);
        assertThat(find())
                .isEqualTo(new BakeRequest.Proxy(
                        "proxy.example", 3128, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void bringsTheHostsThatAreReachedWithoutItInMavensForm() {
        proxy("proxy.example").setNonProxyHosts("localhost|*.internal");
        assertThat(find().nonProxyHosts()).contains("localhost|*.internal");
    }

    @Test
    void bringsAPasswordInClear() {
        password("open");
        assertThat(find().username()).contains("me");
        assertThat(find().password()).contains("open");
    }

    @Test
    void bringsAPasswordThatMavenEncryptedWithTheMasterPassword() throws Exception {
        DefaultPlexusCipher cipher = new DefaultPlexusCipher();
        String master = cipher.encryptAndDecorate("master", LOCATION);
        Path file = Files.writeString(
                folder.resolve("settings-security.xml"),
                "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
        System.setProperty(LOCATION, file.toString());
        password(cipher.encryptAndDecorate("secret", "master"));
        assertThat(find().password()).contains("secret");
    }

    @Test
    void doesNotShowItsPassword() {
        password("open");
        assertThat(find()).hasToString("proxy.example:8080");
    }

    private BakeRequest.Proxy find() {
        return new MavenProxy(settings, decrypter).find();
    }

    private void password(String password) {
        Proxy proxy = proxy("proxy.example");
        proxy.setUsername("me");
        proxy.setPassword(password);
    }

    private Proxy proxy(String host) {
        Proxy proxy = new Proxy();
        proxy.setHost(host);
        settings.addProxy(proxy);
        return proxy;
    }
}
