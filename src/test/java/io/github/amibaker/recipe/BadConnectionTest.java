package io.github.amibaker.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.request.Project;
import io.github.amibaker.stack.RecordingConsole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No way to AWS: the goal as a whole, with AWS's own search for region and credentials, in an empty home. */
class BadConnectionTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "aws.configFile", "no-config",
            "aws.sharedCredentialsFile", "no-credentials",
            "aws.disableEc2Metadata", "true");

    private final Map<String, String> before = new HashMap<>();

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void anEmptyHome() throws IOException {
        project = new Project(folder);
        for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
            String value = setting.getValue();
            set(
                    setting.getKey(),
                    value.startsWith("no-")
                            ? Files.createFile(folder.resolve(value)).toString()
                            : value);
        }
    }

    @AfterEach
    void theOldHome() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void noRegionAnywhereIsToldWithTheParameter() {
        credentials();
        assertRefused("No region is known", "<configuration><region>", "-Dami.region", "run the same command again");
    }

    @Test
    void noCredentialsAnywhereAreToldWithTheParameter() {
        project.parameters.region = "eu-west-1";
        assertRefused(
                "No AWS credentials were found",
                "<configuration><profile>",
                "-Dami.profile",
                "AWS_ACCESS_KEY_ID",
                "run the same command again");
    }

    @Test
    void neitherRegionNorCredentialsAreToldTogether() {
        assertRefused("2 things are wrong", "-Dami.profile", "-Dami.region");
    }

    @Test
    void aProfileThatDoesNotExistIsToldWithThoseThatDo() throws IOException {
        Files.writeString(folder.resolve("no-config"), "[profile images]\nregion = eu-west-1\n");
        project.parameters.profile = "imagse";
        assertRefused("'imagse'", "images", "<configuration><profile>", "-Dami.profile", "run the same command again");
    }

    @Test
    void anEndpointThatNobodyAnswersIsToldWithTheParameter() throws IOException {
        credentials();
        project.parameters.region = "eu-west-1";
        project.parameters.endpoint = "http://127.0.0.1:" + freePort();
        assertRefused(
                "Nothing answers at " + project.parameters.endpoint,
                "<configuration><endpoint>",
                "-Dami.endpoint",
                "run the same command again");
    }

    private void assertRefused(String... told) {
        assertThatThrownBy(() -> new Goals(new RecordingConsole()).bake(project.parameters))
                .isInstanceOfSatisfying(BakeException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(BakeException.Kind.USER);
                    assertThat(refused.text()).contains(told);
                });
        assertThat(project.file("target")).doesNotExist();
    }

    private void credentials() {
        set("aws.accessKeyId", "AKIATEST");
        set("aws.secretAccessKey", "test");
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, System.setProperty(name, value));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
