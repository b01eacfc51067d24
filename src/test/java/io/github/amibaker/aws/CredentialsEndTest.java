package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.profiles.Profile;

class CredentialsEndTest {
    private static final String WRITTEN = "2026-11-23T12:00:00+02:00";
    private static final Instant END = Instant.parse("2026-11-23T10:00:00Z");

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private AwsCredentials credentials = AwsSessionCredentials.create("ASIA", "secret", "token");

    @Test
    void theProviderKnowsBest() {
        credentials = AwsSessionCredentials.builder()
                .accessKeyId("ASIA")
                .secretAccessKey("secret")
                .sessionToken("token")
                .expirationTime(END)
                .build();
        environment.put("AWS_SESSION_TOKEN", "token");
        environment.put("AWS_CREDENTIAL_EXPIRATION", "2031-01-01T00:00:00Z");
        assertThat(end()).contains(END);
    }

    @Test
    void theEnvironmentSaysItOfItsOwnCredentials() {
        environment.put("AWS_SESSION_TOKEN", "token");
        environment.put("AWS_CREDENTIAL_EXPIRATION", WRITTEN);
        assertThat(end()).contains(END);
    }

    @Test
    void theEnvironmentSaysNothingOfOthers() {
        environment.put("AWS_SESSION_TOKEN", "another");
        environment.put("AWS_CREDENTIAL_EXPIRATION", WRITTEN);
        assertThat(end()).isEmpty();
    }

    @Test
    void aProfileSaysItOfItsOwnCredentials() {
        properties.put("aws_session_token", "token");
        properties.put("x_security_token_expires", WRITTEN);
        assertThat(end()).contains(END);
    }

    @Test
    void whatIsNoTimeSaysNothing() {
        properties.put("aws_session_token", "token");
        properties.put("x_security_token_expires", "soon");
        assertThat(end()).isEmpty();
    }

    @Test
    void whatNobodySaysIsNotKnown() {
        environment.put("AWS_SESSION_TOKEN", "token");
        assertThat(end()).isEmpty();
    }

    @Test
    void aKeyWithoutSessionDoesNotEnd() {
        credentials = AwsBasicCredentials.create("AKIA", "secret");
        environment.put("AWS_CREDENTIAL_EXPIRATION", WRITTEN);
        assertThat(end()).isEmpty();
    }

    private Optional<Instant> end() {
        Profile profile = Profile.builder().name("team").properties(properties).build();
        return CredentialsEnd.of(credentials, Optional.of(profile), environment::get);
    }
}
