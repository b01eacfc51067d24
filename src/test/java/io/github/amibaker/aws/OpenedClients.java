package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.BakeRequest.Connection;
import io.github.amibaker.request.BakeRequest.Keys;
import io.github.amibaker.request.BakeRequest.Proxy;
import io.github.amibaker.request.RoleSession;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.profiles.ProfileFile;

/** Clients as a user opens them by his profiles, of a cloud on this machine. */
abstract class OpenedClients {
    static final String PROFILES = """
            [default]
            region = eu-north-1
            aws_access_key_id = AKIADEFAULT
            aws_secret_access_key = verysecret

            [profile team]
            region = eu-central-1
            aws_access_key_id = AKIATEAM
            aws_secret_access_key = verysecret

            [profile deploy]
            role_arn = arn:aws:iam::123456789012:role/r
            source_profile = team

            [profile keyless]
            region = eu-central-1

            [profile sso]
            region = eu-central-1
            sso_session = company
            sso_account_id = 123456789012
            sso_role_name = Baker

            [sso-session company]
            sso_region = eu-central-1
            sso_start_url = https://nobody-was-ever-here.awsapps.com/start
            """;

    final HttpCloud cloud = new HttpCloud();
    final Faults faults = new Faults();
    Optional<String> region = Optional.empty();
    Optional<String> profile = Optional.empty();
    Optional<URI> endpoint = Optional.of(cloud.address());
    Optional<Duration> limit = Optional.empty();
    Optional<Proxy> proxy = Optional.empty();
    Optional<Keys> keys = Optional.empty();
    RoleSession session = RoleSession.NONE;

    @AfterEach
    void stop() {
        cloud.close();
    }

    Optional<Proxy> proxy(String nonProxyHosts) {
        return Optional.of(new Proxy(
                "127.0.0.1",
                cloud.address().getPort(),
                Optional.of("user"),
                Optional.of("pass"),
                Optional.of(nonProxyHosts)));
    }

    /** The files have these contents one after another. */
    AwsClients open(String... contents) {
        Deque<String> files = new ArrayDeque<>(List.of(contents));
        return ClientFactory.of(connection(), limit, () -> file(files.isEmpty() ? PROFILES : files.remove()), faults)
                .orElseThrow(() -> new AssertionError(faults.list()))
                .clients();
    }

    void refused() {
        assertThat(ClientFactory.of(connection(), limit, () -> file(PROFILES), faults))
                .isEmpty();
    }

    void assertFault(Parameter parameter, String text) {
        assertThat(faults.list()).hasSize(1);
        assertThat(faults.list().get(0).parameter()).isEqualTo(parameter);
        assertThat(faults.list().get(0).what()).contains(text);
    }

    Connection connection() {
        return new Connection(region, profile, endpoint, proxy, List.of(), keys, session);
    }

    static ProfileFile file(String text) {
        return ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
