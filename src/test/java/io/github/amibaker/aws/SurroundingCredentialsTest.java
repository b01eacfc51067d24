package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.amibaker.request.RoleSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that nobody names: the token, the container's and the instance's role, over real local endpoints. */
@Timeout(60)
class SurroundingCredentialsTest {
    private static final String SESSION = """
            {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "%s", "SecretAccessKey": "verysecret", "Token": "t",
             "LastUpdated": "2026-01-01T00:00:00Z", "Expiration": "2099-01-01T00:00:00Z"}""";

    @TempDir
    Path folder;

    private final Doorway door = new Doorway();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> before = new HashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer agent;

    @BeforeEach
    void start() throws IOException {
        agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        agent.start();
        set("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void stop() {
        end.countDown();
        agent.stop(0);
        door.close();
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void aContainersAgentIsAskedWithTheTokenOfItsFile() throws IOException {
        serve("/creds", 200, SESSION.formatted("ASIACONTAINER"));
        set("aws.containerCredentialsFullUri", address() + "/creds");
        set(
                "aws.containerAuthorizationTokenFile",
                Files.writeString(folder.resolve("token"), "pod-token").toString());
        assertThat(door.asked()).singleElement().asString().contains("ASIACONTAINER");
        assertThat(asked).containsExactly("GET /creds pod-token");
    }

    @Test
    void aTasksAgentIsAskedAtItsPath() {
        serve("/v2/credentials/7", 200, SESSION.formatted("ASIATASK"));
        set("aws.containerServiceEndpoint", address());
        set("aws.containerCredentialsPath", "/v2/credentials/7");
        assertThat(door.asked()).singleElement().asString().contains("ASIATASK");
    }

    @Test
    void aContainersAgentThatRefusesIsToldWithItsVariables() {
        serve("/creds", 403, "{\"code\": \"AccessDenied\", \"message\": \"no role\"}");
        set("aws.containerCredentialsFullUri", address() + "/creds");
        assertThat(door.refused().text())
                .contains("container cannot be had", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "-Dami.profile");
    }

    @Test
    void aTokenFileThatIsMissingInAContainerIsTold() {
        set("aws.containerCredentialsFullUri", address() + "/creds");
        set("aws.containerAuthorizationTokenFile", folder.resolve("nothing").toString());
        assertThat(door.refused().text()).contains("container cannot be had", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    }

    @Test
    void anInstancesRoleIsAskedForWithAToken() {
        serve("/latest/api/token", 200, "imds-token");
        serve("/latest/meta-data/iam/security-credentials/", 200, "baker");
        serve("/latest/meta-data/iam/security-credentials/baker", 200, SESSION.formatted("ASIAINSTANCE"));
        set("aws.disableEc2Metadata", "false");
        set("aws.ec2MetadataServiceEndpoint", address());
        assertThat(door.asked()).singleElement().asString().contains("ASIAINSTANCE");
        assertThat(asked).anyMatch(one -> one.startsWith("PUT /latest/api/token"));
    }

    @Test
    void anInstanceWithoutARoleHasNoCredentials() {
        serve("/latest/api/token", 200, "imds-token");
        serve("/latest/meta-data/iam/security-credentials/", 404, "");
        set("aws.disableEc2Metadata", "false");
        set("aws.ec2MetadataServiceEndpoint", address());
        assertThat(door.refused().text()).contains("No AWS credentials were found", "AWS_ACCESS_KEY_ID");
    }

    @ParameterizedTest
    @CsvSource({"EcsContainer,ASIACONTAINER", "Ec2InstanceMetadata,ASIAINSTANCE", "Environment,AKIAENVIRONMENT"})
    void aProfileAssumesItsRoleWithWhatItsSourceGives(String source, String key) {
        serve("/creds", 200, SESSION.formatted("ASIACONTAINER"));
        set("aws.containerCredentialsFullUri", address() + "/creds");
        serve("/latest/api/token", 200, "imds-token");
        serve("/latest/meta-data/iam/security-credentials/", 200, "baker");
        serve("/latest/meta-data/iam/security-credentials/baker", 200, SESSION.formatted("ASIAINSTANCE"));
        set("aws.disableEc2Metadata", "false");
        set("aws.ec2MetadataServiceEndpoint", address());
        set("aws.accessKeyId", "AKIAENVIRONMENT");
        set("aws.secretAccessKey", "verysecret");
        door.withProfile("deploy", profile(source));
        assertThat(door.asked().get(0)).contains("Action=AssumeRole&", key, "role%2Fimages");
        assertThat(door.cloud.asked.get(1)).contains("GetCallerIdentity", "ASIAROLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EcsContainer", "Ec2InstanceMetadata", "Environment"})
    void aSourceThatGivesNothingIsToldWithTheProfileAndNothingElseIsTried(String source) {
        set("aws.webIdentityTokenFile", folder.resolve("jwt").toString());
        door.withProfile("deploy", profile(source));
        assertThat(door.refused().text()).contains("'deploy' gives no credentials", "-Dami.profile");
        assertThat(door.cloud.asked).isEmpty();
    }

    private static String profile(String source) {
        return "[profile deploy]\nrole_arn = " + Doorway.ROLE + "\ncredential_source = " + source + "\n";
    }

    @Test
    void aTokenOfACiServiceIsShownToSts() throws IOException {
        set(
                "aws.webIdentityTokenFile",
                Files.writeString(folder.resolve("jwt"), "a.b.c").toString());
        set("aws.roleArn", Doorway.ROLE);
        set("aws.roleSessionName", "build-7");
        assertThat(door.asked().get(0)).contains("AssumeRoleWithWebIdentity", "RoleSessionName=build-7", "a.b.c");
    }

    @Test
    void aTokenOfACiServiceThatIsMissingIsToldAndNothingElseIsTried() {
        set("aws.webIdentityTokenFile", folder.resolve("jwt").toString());
        set("aws.roleArn", Doorway.ROLE);
        set("aws.containerCredentialsFullUri", address() + "/creds");
        assertThat(door.refused().text()).contains("/jwt\" does not exist");
        assertThat(asked).isEmpty();
    }

    @Test
    void aTokenWithoutARoleIsTold() throws IOException {
        set(
                "aws.webIdentityTokenFile",
                Files.writeString(folder.resolve("jwt"), "a.b.c").toString());
        assertThat(door.refused().text()).contains("no role to assume with it", "AWS_ROLE_ARN");
    }

    @Test
    void anAgentThatNeverAnswersEndsWithTheTimeOfTheGoal() {
        agent.createContext("/creds", exchange -> never());
        set("aws.containerCredentialsFullUri", address() + "/creds");
        door.limit = Optional.of(Duration.ofSeconds(2));
        assertThatThrownBy(door::clients).isInstanceOf(TimeOver.class);
    }

    @Test
    void aProcessThatNeverEndsEndsWithTheTimeOfTheGoal() {
        door.withProfile("tool", "[profile tool]\ncredential_process = sleep 600\n");
        door.limit = Optional.of(Duration.ofSeconds(2));
        assertThatThrownBy(door::clients).isInstanceOf(TimeOver.class);
    }

    @Test
    void stsThatNeverAnswersEndsWithTheTimeOfTheGoal() {
        door.withKeys("AKIAHANG");
        door.role = Optional.of(new RoleSession.AssumedRole(
                Doorway.ROLE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        door.cloud.before.add(HttpCloud.Answer.never());
        door.limit = Optional.of(Duration.ofSeconds(2));
        assertThatThrownBy(door::clients).isInstanceOf(TimeOver.class);
    }

    @Test
    void aQuestionThatNobodyAnswersEndsWithTheTimeOfTheGoal() {
        door.withKeys("AKIAASKED");
        door.code = serial -> {
            never();
            return Optional.empty();
        };
        door.role = Optional.of(new RoleSession.AssumedRole(
                Doorway.ROLE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("GAHT12345678")));
        door.limit = Optional.of(Duration.ofSeconds(2));
        assertThatThrownBy(door::clients).isInstanceOf(TimeOver.class);
    }

    private void never() {
        try {
            end.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private String address() {
        return "http://127.0.0.1:" + agent.getAddress().getPort();
    }

    private void serve(String path, int status, String body) {
        agent.createContext(path, exchange -> answer(exchange, status, body));
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + (token == null ? "" : " " + token));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name));
        System.setProperty(name, value);
    }
}
