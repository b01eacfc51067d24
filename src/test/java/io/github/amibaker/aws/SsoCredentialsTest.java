package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Single sign-on, over a local portal, in a process with a home of its own. */
@Timeout(60)
class SsoCredentialsTest {
    private static final String ROLE = """
            {"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "verysecret", "sessionToken": "t",
             "expiration": 4070908800000}}""";

    @TempDir
    Path home;

    private final HttpCloud cloud = new HttpCloud();

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void theTokenOfTheLoginGetsTheRole() throws Exception {
        login(Duration.ofHours(1), "");
        cloud.before.add(new HttpCloud.Answer(200, ROLE));
        assertThat(run("sso")).isEmpty();
        assertThat(cloud.asked.get(0))
                .contains("GET /federation/credentials", "role_name=Baker", "account_id=123456789012", "the-token");
        assertThat(cloud.asked.get(1)).contains("GetCallerIdentity", "ASIASSO");
    }

    @Test
    void aTokenThatIsOverIsRenewedWhileItsSessionLasts() throws Exception {
        login(Duration.ofHours(-1), """
                , "refreshToken": "refresh", "clientId": "id", "clientSecret": "s",
                "registrationExpiresAt": "2099-01-01T00:00:00Z\"""");
        cloud.before.add(new HttpCloud.Answer(
                200, "{\"accessToken\": \"next-token\", \"expiresIn\": 3600, \"refreshToken\": \"refresh2\"}"));
        cloud.before.add(new HttpCloud.Answer(200, ROLE));
        assertThat(run("sso")).isEmpty();
        assertThat(cloud.asked.get(0)).contains("POST /token");
        assertThat(cloud.asked.get(1)).contains("next-token");
    }

    @Test
    void aSessionThatIsOverIsToldWithTheLogin() throws Exception {
        login(Duration.ofHours(-1), "");
        assertThat(run("sso")).contains("'aws sso login --profile sso'").doesNotContain("the-token");
        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void aSessionThatThePortalEndedIsToldWithTheLogin() throws Exception {
        login(Duration.ofHours(1), "");
        cloud.before.add(refusal(401, "UnauthorizedException", "Session token not found or invalid"));
        assertThat(run("sso"))
                .contains("Session token not found or invalid", "'aws sso login --profile sso'")
                .doesNotContain("the-token");
    }

    @Test
    void aRoleThatIsNotTheUsersIsToldAndNoLoginIsAdvised() throws Exception {
        login(Duration.ofHours(1), "");
        cloud.before.add(refusal(403, "ForbiddenException", "No access"));
        assertThat(run("sso"))
                .contains("does not give the role Baker of account 123456789012", "No access")
                .doesNotContain("sso login");
    }

    @Test
    void aRoleThatSingleSignOnAssumesIsToldWithTheLoginOfItsSource() throws Exception {
        login(Duration.ofHours(-1), "");
        assertThat(run("deploy")).contains("'aws sso login --profile sso'");
    }

    private static HttpCloud.Answer refusal(int status, String code, String message) {
        return new HttpCloud.Answer(status, "{\"__type\": \"" + code + "\", \"message\": \"" + message + "\"}");
    }

    private void login(Duration left, String more) throws IOException, NoSuchAlgorithmException {
        Files.createDirectories(home.resolve(".aws/sso/cache"));
        Files.writeString(home.resolve(".aws/config"), """
                [profile sso]
                sso_session = company
                sso_account_id = 123456789012
                sso_role_name = Baker
                [profile deploy]
                role_arn = arn:aws:iam::123456789012:role/deploy
                source_profile = sso
                [sso-session company]
                sso_region = eu-west-1
                sso_start_url = https://company.awsapps.com/start
                """);
        byte[] hash = MessageDigest.getInstance("SHA-1").digest("company".getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                home.resolve(".aws/sso/cache/" + HexFormat.of().formatHex(hash) + ".json"),
                "{\"startUrl\": \"https://company.awsapps.com/start\", \"region\": \"eu-west-1\","
                        + " \"accessToken\": \"the-token\", \"expiresAt\": \""
                        + Instant.now().plus(left) + "\"" + more
                        + "}");
    }

    /** What was wrong, or nothing. */
    private String run(String profile) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CallerOfProfile.class.getName(),
                        profile,
                        cloud.address().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("HOME", home.toString());
        File out = home.resolve("out").toFile();
        int code = builder.redirectOutput(out).start().waitFor();
        assertThat(code).isZero();
        return Files.readString(out.toPath());
    }
}
