package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.property;
import static io.github.amibaker.template.Renderings.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Project;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsUserDataTest {
    private static final String SCRIPT = "Write-Output 'hello'\r\n";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProjectForWindows() {
        project = new Project(folder).forWindows(SCRIPT);
    }

    @Test
    void isPowerShellThatEc2LaunchRunsDetachedSoThatItMayWaitForTheAgent() {
        assertThat(userData())
                .startsWith("<powershell>\n")
                .endsWith("</powershell>\n<detach>true</detach>\n")
                .contains("$settings.ProvisionTimeout = 1800\n", "$settings.BaseImage = 'ami-0123456789abcdef0'\n");
    }

    @Test
    void carriesScriptsByNumberAndTheirNamesBesideThem() throws IOException {
        project.script("20 it's & more.CMD", "echo more\r\n");
        SortedMap<String, Bytes> payload = payload();
        assertThat(payload.get("scripts/1.ps1").utf8()).isEqualTo(SCRIPT);
        assertThat(payload.get("scripts/2.cmd").utf8()).isEqualTo("echo more\r\n");
        assertThat(payload.get("order").utf8()).isEqualTo("1.ps1 10-hello.ps1\n2.cmd 20 it's & more.CMD\n");
    }

    @Test
    void marksPowerShellThatIsNotAsciiAsUtf8() throws IOException {
        project.script("10-hello.ps1", "Write-Output 'über'\n").script("20.cmd", "echo über\n");
        assertThat(payload().get("scripts/1.ps1").utf8()).isEqualTo("\uFEFFWrite-Output 'über'\n");
        assertThat(payload().get("scripts/2.cmd").utf8()).isEqualTo("echo über\n");
    }

    @Test
    void leavesPowerShellOfAnotherEncodingAndOneWithAMarkAsTheyAre() throws IOException {
        byte[] latin = "Write-Output 'über'\n".getBytes(StandardCharsets.ISO_8859_1);
        project.write("src/main/ami/provision/10-hello.ps1", latin).script("20.ps1", "\uFEFF'über'\n");
        assertThat(payload().get("scripts/1.ps1")).isEqualTo(Bytes.of(latin));
        assertThat(payload().get("scripts/2.ps1").utf8()).isEqualTo("\uFEFF'über'\n");
    }

    @Test
    void carriesVariablesFilesAndReferencesToSecrets() throws IOException {
        project.parameters.environment =
                Map.of("STAGE", "it's \"test\"", "DB", "ssm-secure:/db", "KEY", "secretsmanager:k");
        project.write("src/main/ami/files/Program Files/App/grüße.txt", "x");
        SortedMap<String, Bytes> payload = payload();
        assertThat(payload.get("environment.json").utf8()).isEqualTo("{\"STAGE\": \"it's \\\"test\\\"\"}");
        assertThat(payload.get("secrets.json").utf8())
                .isEqualTo("{\"DB\": \"ssm-secure:/db\", \"KEY\": \"secretsmanager:k\"}");
        assertThat(payload)
                .containsKeys("files/Program Files/App/grüße.txt", "files/Program Files/App/", "secrets.ps1");
    }

    @Test
    void carriesNothingThatFetchesSecretsWhereThereAreNone() throws IOException {
        assertThat(payload())
                .doesNotContainKeys("secrets.ps1", "secrets.json", "provision.sh")
                .containsKey("provision.ps1");
    }

    @Test
    void isTheSameForTheSameContent() {
        assertThat(render(project.request()).body())
                .isEqualTo(render(project.request()).body());
    }

    @Test
    void leavesRoomForFourKilobytesOfCompressedScripts() {
        assertThat(new UserData(project.request(), "ami-0123456789abcdef0", new Bundle()).size())
                .isLessThan(UserData.MOST_BYTES - 4 * 1024);
    }

    @Test
    void theSwitchGoesOffAtTheDeadlineWhereAFailedBuilderIsKept() {
        project.parameters.onFailure = "keep";
        project.parameters.deadline = "2h";
        assertThat(userData()).contains("$settings.PowerOffAfter = 7200\n");
    }

    @Test
    void everyFileOfTheGuestIsNamed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/github/amibaker/template/guest-windows"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Bundle.GUEST_OF_WINDOWS);
        }
    }

    private String userData() {
        return render(project.request()).userData();
    }

    /** The payload as the builder unpacks it from the template's user data. */
    private SortedMap<String, Bytes> payload() throws IOException {
        Map<?, ?> userData = (Map<?, ?>) property(render(project.request()).body(), "Builder", "UserData");
        List<?> join = (List<?>) ((Map<?, ?>) userData.get("Fn::Base64")).get("Fn::Join");
        String script = ((List<?>) join.get(1))
                .stream().map(part -> part instanceof String text ? text : "").collect(Collectors.joining());
        String encoded = script.substring(script.indexOf("UEsD"), script.indexOf("\n'))\n"));
        SortedMap<String, Bytes> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(encoded)), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), Bytes.of(zip.readAllBytes()));
            }
        }
        return entries;
    }
}
