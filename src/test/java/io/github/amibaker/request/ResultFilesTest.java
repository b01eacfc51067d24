package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.MANIFEST_FILE;
import static io.github.amibaker.advice.Parameter.PROPERTIES_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
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
        return project.faults.list().get(0);
    }

    @Test
    void lieInTheBuildFolderWhichNeedNotBeThere() {
        BakeRequest request = project.request();
        assertThat(request.propertiesFile()).isEqualTo(project.file("target/ami.properties"));
        assertThat(request.manifestFile()).isEqualTo(project.file("target/ami.json"));
        assertThat(project.file("target")).doesNotExist();
    }

    @Test
    void lieWhereTheUserSaysFromTheProjectsFolder() {
        project.parameters.propertiesFile = Path.of("out/x.properties");
        assertThat(project.request().propertiesFile()).isEqualTo(project.file("out/x.properties"));
    }

    @Test
    void cannotLieUnderAFile() {
        project.write("out", "x").parameters.propertiesFile = Path.of("out/deep/x.properties");
        assertThat(fault().text())
                .contains(project.file("out/deep/x.properties").toString(), "is no folder", PROPERTIES_FILE.property());
    }

    @Test
    void cannotBeFolders() throws IOException {
        Files.createDirectories(project.file("out"));
        project.parameters.manifestFile = Path.of("out");
        assertThat(fault().text()).contains(project.file("out").toString(), "it is a folder", MANIFEST_FILE.property());
    }

    @Test
    void cannotLieInAFolderThatTakesNothing() throws IOException {
        Path closed = Files.createDirectory(project.file("closed"));
        ResultFiles.check(
                MANIFEST_FILE, closed.resolve("deep/ami.json"), folder -> !folder.equals(closed), project.faults);
        assertThat(project.faults.list())
                .singleElement()
                .extracting(Fault::text)
                .asString()
                .contains(closed.toString(), "cannot be written", MANIFEST_FILE.path(), MANIFEST_FILE.property());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void mayBeADevice() {
        Path device = Path.of("/dev/null");
        ResultFiles.check(MANIFEST_FILE, device, device::equals, project.faults);
        assertThat(project.faults.list()).isEmpty();
        ResultFiles.check(MANIFEST_FILE, device, nothing -> false, project.faults);
        assertThat(project.faults.list()).hasSize(1);
    }

    @Test
    void cannotBeTheSame() {
        project.parameters.propertiesFile = Path.of("out/x");
        project.parameters.manifestFile = Path.of("out/../out/x");
        assertThat(fault().text()).contains(MANIFEST_FILE.property(), PROPERTIES_FILE.path());
    }
}
