package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.PROVISION_DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
    }

    private Fault fault() {
        project.read();
        assertThat(project.faults.list()).hasSize(1);
        Fault fault = project.faults.list().get(0);
        assertThat(fault.parameter()).isEqualTo(PROVISION_DIRECTORY);
        assertThat(fault.text()).contains(PROVISION_DIRECTORY.path(), PROVISION_DIRECTORY.property(), "mvn ami:bake");
        return fault;
    }

    private void deleteTheScript() throws IOException {
        Files.delete(project.file("src/main/ami/provision/10-hello.sh"));
    }

    @Test
    void runInTheOrderOfTheirNamesByteByByte() {
        project.script("9-last.sh", "#!/bin/sh\n").script("B.sh", "#!/bin/sh\n");
        project.script("a.sh", "#!/bin/sh\n").script("é.sh", "#!/bin/sh\n");
        assertThat(project.request().provisioning().scripts())
                .extracting(BakeRequest.Script::name)
                .containsExactly("10-hello.sh", "9-last.sh", "B.sh", "a.sh", "é.sh");
    }

    @Test
    void areTakenByteForByte() {
        byte[] content =
                "#!/bin/sh\n\u00ff\0\r\nEOF ${x} $'no end".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        project.write("src/main/ami/provision/20-bytes", content);
        assertThat(project.request().provisioning().scripts().get(1).content()).isEqualTo(Bytes.of(content));
    }

    @Test
    void areMissedWithTheFolderThatWasLookedIn() throws IOException {
        deleteTheScript();
        assertThat(fault().what())
                .contains(project.file("src/main/ami/provision").toString(), "holds none");
    }

    @Test
    void areMissedWhereThereIsNoFolder() {
        project.parameters.provisionDirectory = Path.of("elsewhere");
        assertThat(fault().what()).contains(project.file("elsewhere").toString(), "is not there");
    }

    @Test
    void areNotMissedWithATemplateOfTheUsersOwn() throws IOException {
        deleteTheScript();
        project.write("src/main/ami/template.yaml.ftl", "Resources: {}");
        assertThat(project.request().provisioning().scripts()).isEmpty();
    }

    @Test
    void cannotLieInAFile() {
        project.write("file", "x").parameters.provisionDirectory = Path.of("file");
        assertThat(fault().what()).contains("it is no folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo hello\n", " #!/bin/sh\n", "\ufeff#!/bin/sh\n", "#!\n", "#!bin/sh\n", "\n#!/bin/sh\n"})
    void mustSayWhatRunsThem(String content) {
        project.script("20-x.sh", content);
        assertThat(fault().what()).contains("20-x.sh", "does not say what runs it");
    }

    @Test
    void mustNotBeEmpty() {
        project.script("20-x.sh", "");
        assertThat(fault().what()).contains("20-x.sh", "is empty");
    }

    @Test
    void mustNotBeFolders() throws IOException {
        Files.createDirectory(project.file("src/main/ami/provision/20-x"));
        assertThat(fault().what()).contains("20-x", "is a folder");
    }

    @Test
    void mustNotBeLinksToNothing() throws IOException {
        Files.createSymbolicLink(project.file("src/main/ami/provision/20-x"), Path.of("nowhere"));
        assertThat(fault().what()).contains("20-x", "link to nothing");
    }

    @Test
    void mustNotBeDevices() throws IOException {
        Files.createSymbolicLink(project.file("src/main/ami/provision/20-x"), Path.of("/dev/null"));
        assertThat(fault().what()).contains("20-x", "device");
    }

    @Test
    void mayBeLinksToScripts() throws IOException {
        project.write("shared.sh", "#!/bin/sh\n");
        Files.createSymbolicLink(project.file("src/main/ami/provision/20-x"), project.file("shared.sh"));
        assertThat(project.request().provisioning().scripts()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-rf.sh", "a\nb.sh", "a\tb.sh"})
    void mustHaveNamesThatAShellCanCarry(String name) {
        project.script(name, "#!/bin/sh\n");
        assertThat(fault().what()).contains("cannot be used");
    }

    @Test
    void mayHaveOddNames() {
        project.script("20 it's $x \"ü\".sh", "#!/bin/sh\n");
        assertThat(project.request().provisioning().scripts()).hasSize(2);
    }

    @Test
    void thatAreTooBigAreRefusedBeforeTheyAreRead() {
        project.write("src/main/ami/provision/20-x", new byte[16 * 1024 * 1024 + 1]);
        assertThat(fault().what()).contains("20-x", "16777217 bytes");
    }

    @Test
    void withWindowsLineEndsAreTakenWithAWarning() {
        project.script("20-x.sh", "#!/bin/sh\r\necho\r\n");
        assertThat(project.request().provisioning().scripts()).hasSize(2);
        assertThat(project.warnings).singleElement().asString().contains("20-x.sh", "CRLF", "-Dami.provisionDirectory");
    }

    @Test
    void areNotWhatAnEditorLeftBehind() {
        project.script("20-x.sh~", "old").script("x.swp", "b").script("#x#", "").script(".DS_Store", "");
        assertThat(project.request().provisioning().scripts()).hasSize(1);
        assertThat(project.warnings).hasSize(3).allMatch(warning -> warning.startsWith("Left out"));
    }
}
