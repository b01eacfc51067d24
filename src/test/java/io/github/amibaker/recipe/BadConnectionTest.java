package io.github.amibaker.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Surroundings;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.ServerEntry;
import io.github.amibaker.stack.RecordingConsole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No way to AWS: the goal as a whole, with AWS's own search for region and credentials, in an empty home. */
class BadConnectionTest {
    @TempDir
    Path folder;

    private Project project;
    private Surroundings surroundings;

    @BeforeEach
    void anEmptyHome() throws IOException {
        project = new Project(folder);
        surroundings = new Surroundings(folder);
    }

    @AfterEach
    void theOldHome() {
        surroundings.close();
    }

    @Test
    void noRegionAnywhereIsToldWithTheParameter() {
        surroundings.withCredentials();
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
    void whatIsWrongWithTheWayToAwsIsToldTogetherWithAllElse() {
        project.parameters.signal = "smoke";
        assertRefused("3 things are wrong", "-Dami.profile", "-Dami.region", "-Dami.signal");
    }

    @Test
    void aMalformedRegionIsNotReportedAsMissingToo() {
        surroundings.withCredentials();
        project.parameters.region = "Paris";
        assertRefused("\"Paris\"", "<configuration><region>", "-Dami.region");
        assertThatThrownBy(() -> new Goals(new RecordingConsole()).bake(List.of(project.parameters)))
                .hasMessageNotContaining("No region is known");
    }

    @Test
    void aServerThatIsWrongIsNotReportedAsMissingCredentialsToo() {
        project.parameters.region = "eu-west-1";
        project.parameters.server = new ServerEntry("images", true, List.of("images"), "AKIA", null, null, true);
        assertRefused("could not decrypt", "<configuration><serverId>", "-Dami.serverId", "run mvn ami:bake again");
        assertThatThrownBy(() -> new Goals(new RecordingConsole()).bake(List.of(project.parameters)))
                .hasMessageNotContaining("No AWS credentials");
    }

    @Test
    void aProfileThatDoesNotExistIsToldWithThoseThatDo() throws IOException {
        surroundings.profiles("[profile images]\nregion = eu-west-1\n");
        project.parameters.profile = "imagse";
        assertRefused("'imagse'", "images", "<configuration><profile>", "-Dami.profile", "run the same command again");
    }

    @Test
    void anEndpointThatNobodyAnswersIsToldWithTheParameter() throws IOException {
        surroundings.withCredentials();
        project.parameters.region = "eu-west-1";
        try (Socket silent = new Socket()) {
            // Held, so that nobody else gets it, and not listened at.
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            project.parameters.endpoint = "http://127.0.0.1:" + silent.getLocalPort();
            assertRefused(
                    "Nothing answers at " + project.parameters.endpoint,
                    "<configuration><endpoint>",
                    "-Dami.endpoint",
                    "run the same command again");
        }
    }

    private void assertRefused(String... told) {
        assertThatThrownBy(() -> new Goals(new RecordingConsole()).bake(List.of(project.parameters)))
                .isInstanceOfSatisfying(BakeException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(BakeException.Kind.USER);
                    assertThat(refused.text()).contains(told);
                });
        assertThat(project.file("target")).doesNotExist();
    }
}
