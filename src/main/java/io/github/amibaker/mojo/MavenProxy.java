package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeRequest;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The active proxy of Maven's settings, its password decrypted. */
final class MavenProxy {
    private final Settings settings;
    private final SettingsDecrypter decrypter;

    MavenProxy(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    /** The proxy, or null when the settings have none that is active. */
    BakeRequest.Proxy find() {
        Proxy active = settings.getActiveProxy();
        if (active == null) {
            return null;
        }
        Proxy open =
                decrypter.decrypt(new DefaultSettingsDecryptionRequest(active)).getProxy();
        return new BakeRequest.Proxy(
                open.getHost(),
                open.getPort(),
                Optional.ofNullable(open.getUsername()),
                Optional.ofNullable(open.getPassword()),
                Optional.ofNullable(open.getNonProxyHosts()));
    }
}
