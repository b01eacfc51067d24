package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a profile says where its credentials come from. */
class ProfileCredentialsTest {
    private static final String KEYS = """
            [profile keys]
            aws_access_key_id = AKIAKEYS
            aws_secret_access_key = verysecret
            """;

    @TempDir
    Path folder;

    private final Doorway door = new Doorway();

    @AfterEach
    void stop() {
        door.close();
    }

    @Test
    void aRoleIsAssumedWithAllThatTheProfileSays() {
        door.withProfile("deploy", KEYS + role("deploy", "images", """
                source_profile = keys
                external_id = acme
                role_session_name = ci
                duration_seconds = 7200
                """));
        assertThat(door.asked().get(0))
                .contains("AKIAKEYS", "ExternalId=acme", "RoleSessionName=ci", "DurationSeconds=7200");
    }

    @Test
    void rolesAreAssumedOneByAnother() {
        door.withProfile(
                "second",
                KEYS
                        + role("first", "first", "source_profile = keys\n")
                        + role("second", "second", "source_profile = first\n"));
        door.asked();
        assertThat(door.cloud.asked).hasSize(3);
        assertThat(door.cloud.asked.get(0)).contains("role%2Ffirst", "AKIAKEYS");
        assertThat(door.cloud.asked.get(1)).contains("role%2Fsecond", "ASIAROLE");
    }

    @Test
    void theCodeOfTheProfilesDeviceIsAskedFor() {
        String keys = KEYS.replace("AKIAKEYS", "AKIAMFAPROFILE");
        door.withProfile("admin", keys + role("admin", "admin", """
                source_profile = keys
                mfa_serial = arn:aws:iam::123456789012:mfa/lee
                """));
        door.code = serial -> serial.endsWith("mfa/lee") ? Optional.of("123456") : Optional.empty();
        door.asked();
        assertThat(door.cloud.asked.get(0)).contains("GetSessionToken", "mfa%2Flee", "123456", "AKIAMFAPROFILE");
        assertThat(door.cloud.asked.get(1)).contains("role%2Fadmin", "ASIAMFA");
    }

    @Test
    void withoutATerminalAProfileWithADeviceSaysWhatToPass() {
        door.withProfile("admin", KEYS + role("admin", "admin", """
                source_profile = keys
                mfa_serial = arn:aws:iam::123456789012:mfa/park
                """));
        assertThat(door.refused().text()).contains("mfa/park", "-Dami.mfaCode=123456", "-Dami.profile");
    }

    @Test
    void aRefusedRoleIsToldWithItsArn() {
        door.withProfile("deploy", KEYS + role("deploy", "images", "source_profile = keys\n"));
        door.cloud.before.add(HttpCloud.Answer.error(403, "AccessDenied", "no"));
        assertThat(door.refused().text()).contains("role/images cannot be assumed", "external_id of a profile");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            source_profile = nobody       | source_profile 'nobody', which does not exist
            source_profile = deploy       | source_profile 'deploy', which leads back
            source_profile = back         | leads back
            credential_source = Internet  | credential_source "Internet"
            """)
    void aSourceThatLeadsNowhereIsAFault(String line, String told) {
        door.withProfile(
                "deploy", role("back", "back", "source_profile = deploy\n") + role("deploy", "images", line + "\n"));
        assertThat(door.refused())
                .satisfies(fault -> assertThat(fault.text()).contains(told))
                .satisfies(fault -> assertThat(fault.parameter()).isEqualTo(Parameter.PROFILE));
        assertThat(door.cloud.asked).isEmpty();
    }

    @Test
    void aLengthThatIsNoNumberIsAFault() {
        door.withProfile("deploy", KEYS + role("deploy", "images", """
                source_profile = keys
                duration_seconds = 2h
                """));
        assertThat(door.refused().text()).contains("duration_seconds \"2h\"");
    }

    @Test
    void aTokenInAFileIsShownToSts() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "header.body.signature\n");
        door.withProfile("ci", webIdentity(token));
        door.asked();
        assertThat(door.cloud.asked.get(0))
                .contains("AssumeRoleWithWebIdentity", "WebIdentityToken=header.body.signature&", "role%2Fci")
                .doesNotContain("Authorization");
        assertThat(door.cloud.asked.get(1)).contains("ASIAROLE");
    }

    @Test
    void aTokenThatIsNotThereIsToldWithItsFile() {
        door.withProfile("ci", webIdentity(folder.resolve("token")));
        assertThat(door.refused().text()).contains("/token\" does not exist", "AWS_WEB_IDENTITY_TOKEN_FILE");
    }

    @Test
    void anEmptyTokenIsToldWithItsFile() throws IOException {
        door.withProfile("ci", webIdentity(Files.createFile(folder.resolve("token"))));
        assertThat(door.refused().text()).contains("/token\" is empty");
    }

    @ParameterizedTest
    @CsvSource({"400,InvalidIdentityToken", "400,ExpiredTokenException", "403,AccessDenied", "403,IDPRejectedClaim"})
    void aTokenThatIsRefusedIsToldWithItsRoleAndNotShown(int status, String code) throws IOException {
        door.withProfile("ci", webIdentity(Files.writeString(folder.resolve("token"), "header.body.signature")));
        door.cloud.before.add(HttpCloud.Answer.error(status, code));
        assertThat(door.refused().text())
                .contains("role/ci", code + " it is.", "trust policy", "aud and sub")
                .doesNotContain("header.body.signature");
    }

    @Test
    void aProcessGivesCredentials() {
        door.withProfile("tool", """
                [profile tool]
                credential_process = echo '{"Version": 1, "AccessKeyId": "AKIATOOL", "SecretAccessKey": "s"}'
                """);
        assertThat(door.asked()).singleElement().asString().contains("AKIATOOL");
    }

    @Test
    void aProcessThatFailsIsToldWithItsProfile() {
        door.withProfile("tool", "[profile tool]\ncredential_process = false\n");
        assertThat(door.refused().text()).contains("'tool' gives no credentials");
    }

    private static String webIdentity(Path token) {
        return role("ci", "ci", "web_identity_token_file = " + token + "\n");
    }

    private static String role(String profile, String role, String more) {
        return "[profile %s]\nrole_arn = arn:aws:iam::123456789012:role/%s\n%s".formatted(profile, role, more);
    }
}
