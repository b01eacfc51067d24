package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.BakeRequest.Connection;
import io.github.amibaker.request.BakeRequest.Keys;
import io.github.amibaker.request.MfaCode;
import io.github.amibaker.request.RoleSession;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.profiles.ProfileFile;

/** The way to AWS in tests of credentials: what is known there, the endpoint that is asked, and what comes of it. */
final class Doorway implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::123456789012:role/images";

    final HttpCloud cloud = new HttpCloud();
    final Faults faults = new Faults();
    String profiles = "";
    Optional<String> profile = Optional.empty();
    Optional<Keys> keys = Optional.empty();
    Optional<Duration> limit = Optional.empty();
    Optional<RoleSession.AssumedRole> role = Optional.empty();
    Duration lasting = Duration.ofHours(1);
    MfaCode code = MfaCode.NOBODY;

    /** Keys that are there, so that what is tested is the role. */
    Doorway withKeys(String accessKeyId) {
        keys = Optional.of(new Keys(accessKeyId, "verysecret", Optional.empty()));
        return this;
    }

    Doorway withProfile(String name, String text) {
        profile = Optional.of(name);
        profiles = text;
        return this;
    }

    /** Asks who calls, and tells what was asked on the way. */
    List<String> asked() {
        try (AwsClients clients = clients().orElseThrow(() -> new AssertionError(faults.list()))) {
            clients.sts().getCallerIdentity();
        }
        return cloud.asked;
    }

    /** The one thing that is wrong. */
    Fault refused() {
        assertThat(clients()).isEmpty();
        assertThat(faults.list()).hasSize(1);
        return faults.list().get(0);
    }

    Optional<AwsClients> clients() {
        Connection connection = new Connection(
                Optional.of("eu-central-1"),
                profile,
                Optional.of(cloud.address()),
                Optional.empty(),
                List.of(),
                keys,
                new RoleSession(role, lasting, code));
        ProfileFile file = ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(new ByteArrayInputStream(profiles.getBytes(StandardCharsets.UTF_8)))
                .build();
        return ClientFactory.of(connection, limit, () -> file, faults).map(ClientFactory::clients);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
