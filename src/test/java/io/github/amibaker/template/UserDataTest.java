package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.property;
import static io.github.amibaker.template.Renderings.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Project;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserDataTest {
    @TempDir
    Path folder;

    private Project project;

    private record Entry(TarArchiveEntry header, Bytes content) {}

    @BeforeEach
    void aProject() {
        project = new Project(folder);
    }

    /** The payload as the builder unpacks it from the template's user data. */
    private Map<String, Entry> payload() throws IOException {
        Map<?, ?> userData = (Map<?, ?>) property(render(project.request()).body(), "Builder", "UserData");
        List<?> join = (List<?>) ((Map<?, ?>) userData.get("Fn::Base64")).get("Fn::Join");
        String script = ((List<?>) join.get(1))
                .stream().map(part -> part instanceof String text ? text : "").collect(Collectors.joining());
        String encoded = script.substring(script.indexOf("H4sI"), script.indexOf("\n@@\n"));
        assertThat(encoded.lines()).allMatch(line -> line.length() <= 76);
        Map<String, Entry> entries = new HashMap<>();
        byte[] compressed = Base64.getMimeDecoder().decode(encoded);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(compressed)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), new Entry(entry, Bytes.of(tar.readAllBytes())));
            }
        }
        return entries;
    }

    private static String text(Entry entry) {
        return entry.content.utf8();
    }

    @Test
    void carriesScriptsByteForByteWhateverIsInThem() throws IOException {
        byte[] awkward =
                "#!/bin/sh\ncat <<'@@'\n@@\nEOF ${AWS::Region} @{AWS::StackName} @[payload] \"'`\\\r\n\0\u00e9\u00ff no end"
                        .getBytes(StandardCharsets.ISO_8859_1);
        project.write("src/main/ami/provision/20 awkward 'ü'.sh", awkward);
        Map<String, Entry> payload = payload();
        assertThat(payload.get("scripts/20 awkward 'ü'.sh").content).isEqualTo(Bytes.of(awkward));
        assertThat(payload.get("scripts/20 awkward 'ü'.sh").header.getMode() & 0777)
                .isEqualTo(0755);
        assertThat(text(payload.get("order"))).isEqualTo("10-hello.sh\n20 awkward 'ü'.sh\n");
    }

    @Test
    void carriesFilesWithModesFoldersAndLinks() throws IOException {
        String path = "usr/share/" + "long/".repeat(30) + "name";
        project.write("src/main/ami/files/etc/secret", "x").write("src/main/ami/files/" + path, "y");
        Files.setPosixFilePermissions(
                project.file("src/main/ami/files/etc/secret"), PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(project.file("src/main/ami/files/etc/link"), Path.of("/no where"));
        Map<String, Entry> payload = payload();
        assertThat(payload.get("files/etc/secret").header.getMode() & 07777).isEqualTo(0600);
        assertThat(payload.get("files/etc/link").header.getLinkName()).isEqualTo("/no where");
        assertThat(payload.get("files/etc/").header.isDirectory()).isTrue();
        assertThat(text(payload.get("files/" + path))).isEqualTo("y");
    }

    @Test
    void quotesVariablesForTheShell() throws Exception {
        String value = "it's \"${x}\" [=y] `z` $(id) \\ \n second line ü";
        project.parameters.environment = Map.of("AWKWARD", value);
        Path script = Files.writeString(folder.resolve("env"), text(payload().get("environment")));
        Process shell = new ProcessBuilder("sh", "-c", ". " + script + " && printf %s \"$AWKWARD\"").start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(value);
    }

    @Test
    void carriesEveryPartOfTheGuestWithoutItsComments() throws IOException {
        Map<String, Entry> payload = payload();
        assertThat(payload).containsKeys(Bundle.guest(project.request(), false).toArray(String[]::new));
        assertThat(text(payload.get("provision.sh")).lines().skip(1))
                .noneMatch(line -> line.strip().startsWith("#") || line.contains("() { #"));
        assertThat(text(payload.get("provision.sh"))).startsWith("#!");
    }

    @Test
    void carriesOfTheGuestOnlyWhatItsFormOfSignalNeeds() throws IOException {
        assertThat(payload()).containsKey("send-handle.py").doesNotContainKey("send-resource.py");
        project.parameters.signal = "resource";
        assertThat(payload()).containsKey("send-resource.py").doesNotContainKey("send-handle.py");
    }

    @Test
    void carriesOfSecretsTheReferencesAndWhatFetchesThem() throws IOException {
        project.parameters.environment = Map.of("A", "ssm-secure:/a", "B", "secretsmanager:b", "PLAIN", "p");
        Map<String, Entry> payload = payload();
        assertThat(text(payload.get("secrets"))).isEqualTo("A=ssm-secure:/a\nB=secretsmanager:b\n");
        assertThat(text(payload.get("environment"))).isEqualTo("export PLAIN='p'\n");
        assertThat(payload).containsKey("resolve.py");
    }

    @Test
    void carriesOfEachScriptWhatItHasOfItsOwn() throws IOException {
        BakeParameters.Script own = new BakeParameters.Script();
        own.inline = "import os";
        own.interpreter = "python3 -I";
        own.environment = Map.of("PLAIN", "it's", "SECRET", "ssm-secure:/a");
        own.timeout = "2m";
        own.retries = "3";
        project.parameters.provision = List.of(bare("10-hello.sh"), own);
        Map<String, Entry> payload = payload();
        assertThat(text(payload.get("order"))).isEqualTo("10-hello.sh\ninline-2.py\n");
        assertThat(text(payload.get("each.2"))).isEqualTo("with='python3 -I'\ntimeout=120\nretries=3\npause=10\n");
        assertThat(text(payload.get("environment.2"))).isEqualTo("export PLAIN='it'\\''s'\n");
        assertThat(text(payload.get("secrets.2"))).isEqualTo("SECRET=ssm-secure:/a\n");
        assertThat(payload)
                .containsKeys("each.sh", "resolve.py", "traceback.sh")
                .doesNotContainKeys("each.1", "environment.1", "secrets.1", "secrets", "resume.sh");
    }

    @Test
    void liesOnDiskOnlyWhereAScriptReboots() throws IOException {
        assertThat(payload()).doesNotContainKeys("each.sh", "resume.sh", "traceback.sh");
        assertThat(render(project.request()).userData()).contains("w='/run/ami-bake'\n");
        BakeParameters.Script reboots = bare("10-hello.sh");
        reboots.expectReboot = "true";
        project.parameters.provision = List.of(reboots);
        assertThat(payload()).containsKeys("each.sh", "resume.sh");
        assertThat(text(payload().get("each.1"))).isEqualTo("reboots=1\n");
        assertThat(render(project.request()).userData()).contains("w='/var/lib/ami-bake'\n");
    }

    private static BakeParameters.Script bare(String word) {
        BakeParameters.Script script = new BakeParameters.Script();
        script.bare = word;
        return script;
    }

    @Test
    void withoutSecretsNothingFetchesThem() throws IOException {
        project.parameters.environment = Map.of("PLAIN", "p");
        assertThat(payload()).doesNotContainKeys("secrets", "resolve.py");
    }

    @Test
    void aBuilderPowersOffWhenItsTimeIsOverAndOneThatIsKeptAtTheDeadline() {
        project.parameters.provisionTimeout = "90s";
        project.parameters.deadline = "2h";
        assertThat(render(project.request()).userData()).contains("AMI_POWER_OFF_AFTER='90'\n");
        project.parameters.onFailure = "keep";
        assertThat(render(project.request()).userData()).contains("AMI_POWER_OFF_AFTER='7200'\n");
    }

    @Test
    void isTheSameWheneverAndByWhomeverItIsMade() throws IOException {
        project.write("src/main/ami/files/a", "a").write("src/main/ami/files/b", "b");
        String before = render(project.request()).userData();
        Files.setLastModifiedTime(project.file("src/main/ami/files/a"), java.nio.file.attribute.FileTime.fromMillis(1));
        assertThat(render(project.request()).userData()).isEqualTo(before);
        assertThat(payload().values())
                .allMatch(entry ->
                        entry.header.getLastModifiedTime().toMillis() == 0 && entry.header.getLongUserId() == 0);
    }

    @Test
    void namesTheBaseImageTheSignalAndTheTime() {
        project.parameters.provisionTimeout = "90s";
        assertThat(render(project.request()).userData())
                .contains("'ami-0123456789abcdef0'", "'handle'", "'Provisioned'", "'90'", "${AWS::StackName}");
    }

    @Test
    void thatIsTooLongIsRefusedWithTheSizeOfEachPart() {
        byte[] noise = new byte[12_000];
        new Random(7).nextBytes(noise);
        project.write("src/main/ami/files/opt/noise.bin", noise);
        project.script("20-other.sh", "#!/bin/sh\n" + "echo other\n".repeat(100));
        BakeRequest request = project.request();
        assertThat(new TemplateRenderer().rehearse(request, project.faults)).isEmpty();
        assertThat(project.faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(Parameter.PROVISION_DIRECTORY);
            assertThat(fault.what()).containsPattern("files/opt/noise.bin: 120\\d\\d bytes compressed");
            assertThat(fault.what()).containsPattern("scripts/20-other.sh: \\d\\d bytes compressed");
            assertThat(fault.what()).contains("16384");
        });
    }

    @Test
    void leavesRoomForScriptsAndFilesOfFourKilobytesCompressed() {
        byte[] noise = new byte[4_096];
        new Random(7).nextBytes(noise);
        project.write("src/main/ami/files/opt/noise.bin", noise);
        assertThat(new TemplateRenderer().rehearse(project.request(), project.faults))
                .as(project.faults.list().toString())
                .isPresent();
    }
}
