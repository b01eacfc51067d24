package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
        project.write("conf/app.yaml", "${name}").write("conf/sub/x", "#!");
        project.parameters.files = new ArrayList<>();
    }

    private PlacedFile place(String source, String target) {
        PlacedFile file = new PlacedFile();
        file.source = source;
        file.target = target;
        project.parameters.files.add(file);
        return file;
    }

    private List<PayloadFile> files() {
        return project.request().provisioning().files();
    }

    private List<String> faults() {
        project.read();
        return project.faults.list().stream().map(fault -> fault.what()).toList();
    }

    @Test
    void putsAFileToAPathOrIntoAFolder() {
        place("conf/app.yaml", "/etc/web.yaml");
        place("conf/app.yaml", "/srv/");
        assertThat(files()).extracting(PayloadFile::path).containsExactly("etc/web.yaml", "srv/app.yaml");
    }

    @Test
    void putsAFolderWithAllThatIsInItAndTheFolderItself() {
        PlacedFile file = place("conf", "/etc/web");
        file.mode = "0640";
        file.owner = "app";
        file.group = "1000";
        assertThat(files())
                .extracting(PayloadFile::path, PayloadFile::mode, PayloadFile::owner)
                .containsExactly(
                        tuple("etc/web", 0750, new Owner("app", "1000")),
                        tuple("etc/web/app.yaml", 0640, new Owner("app", "1000")),
                        tuple("etc/web/sub", 0750, new Owner("app", "1000")),
                        tuple("etc/web/sub/x", 0640, new Owner("app", "1000")));
    }

    @Test
    void leavesTheRootOfTheImageAsItIs() {
        place("conf", "/").owner = "app";
        assertThat(files()).extracting(PayloadFile::path).containsExactly("app.yaml", "sub", "sub/x");
    }

    @Test
    void fillsInPropertiesWhereAskedTo() {
        place("conf/app.yaml", "/a").filtering = true;
        place("conf/app.yaml", "/b");
        assertThat(files()).extracting(PayloadFile::content).containsExactly(Bytes.of("web"), Bytes.of("${name}"));
    }

    @Test
    void leavesWhatIsLargeOnDisk() {
        project.write("large", new byte[65 * 1024]);
        place("large", "/large");
        assertThat(files())
                .extracting(PayloadFile::content)
                .containsExactly(new FileContent(folder.resolve("large").toAbsolutePath(), 65 * 1024));
    }

    @Test
    void tellsTheScriptsWhereTheArtifactIs() {
        project.write("target/web.jar", "PK");
        project.parameters.artifact = new PlacedArtifact();
        project.parameters.artifact.set("/opt/web/web.jar");
        BakeRequest.Provisioning provisioning = project.request().provisioning();
        assertThat(provisioning.environment()).containsEntry("AMI_ARTIFACT", "/opt/web/web.jar");
        assertThat(provisioning.files())
                .extracting(PayloadFile::path, PayloadFile::content)
                .containsExactly(tuple("opt/web/web.jar", Bytes.of("PK")));
    }

    @Test
    void refusesTwoFilesForOnePath() {
        project.write("src/main/ami/files/etc/app.yaml", "x");
        place("conf/app.yaml", "/etc/");
        assertThat(faults())
                .singleElement()
                .asString()
                .contains("\"/etc/app.yaml\" comes twice", "files/etc/app.yaml", "conf/app.yaml");
    }

    @Test
    void refusesAFileBelowAFileOrALink() throws Exception {
        Files.createDirectories(project.file("src/main/ami/files"));
        Files.createSymbolicLink(project.file("src/main/ami/files/lib"), Path.of("usr/lib"));
        place("conf/app.yaml", "/lib/app.yaml");
        assertThat(faults()).singleElement().asString().contains("\"/lib/app.yaml\" cannot be put below \"/lib\"");
    }

    @Test
    void takesOneFolderFromSeveralSides() {
        project.write("src/main/ami/files/etc/web/y", "x");
        place("conf", "/etc/web").owner = "app";
        assertThat(files())
                .extracting(PayloadFile::path, file -> file.owner().user())
                .contains(tuple("etc/web", "app"), tuple("etc/web/y", "root"));
    }
}
