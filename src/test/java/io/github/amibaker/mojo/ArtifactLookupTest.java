package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.PlacedArtifact;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactLookupTest {
    @TempDir
    Path folder;

    private final MavenProject project = new MavenProject();
    private final Faults faults = new Faults();
    private final LinesOfLog log = new LinesOfLog();
    private final PlacedArtifact wanted = new PlacedArtifact();

    @BeforeEach
    void aProject() {
        project.getModel().setBuild(new Build());
        project.getBuild().setDirectory(folder.toString());
        project.getBuild().setFinalName("web-1");
        project.setArtifact(artifact(null));
    }

    private static Artifact artifact(String classifier) {
        return new DefaultArtifact("g", "web", "1", null, "jar", classifier, new DefaultArtifactHandler("jar"));
    }

    @SuppressWarnings("deprecation") // by Maven for plugins, not for who stands in for Maven
    private void attach(String classifier, String file) throws IOException {
        Artifact attached = artifact(classifier);
        attached.setFile(jar(file));
        project.addAttachedArtifact(attached);
    }

    private File jar(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "PK").toFile();
    }

    private Optional<Path> find() {
        return new ArtifactLookup(project, null, null, new MavenConsole(log)).find(wanted, faults);
    }

    private String fault() {
        assertThat(find()).isEmpty();
        return faults.list().get(0).text();
    }

    @Test
    void findsWhatThisBuildMade() throws IOException {
        project.getArtifact().setFile(jar("made.jar"));
        assertThat(find()).contains(folder.resolve("made.jar"));
        assertThat(log.lines).isEmpty();
    }

    @Test
    void findsWhatAnEarlierBuildLeftAndSaysSo() throws IOException {
        jar("web-1.jar");
        assertThat(find()).contains(folder.resolve("web-1.jar"));
        assertThat(log.lines).singleElement().asString().contains("web-1.jar, as an earlier one left it");
    }

    @Test
    void saysWhatToRunWhenNothingIsPackaged() throws IOException {
        project.getArtifact()
                .setFile(Files.createDirectory(folder.resolve("classes")).toFile());
        assertThat(fault()).contains("\"web (jar)\" is not there", "mvn package", "-Dami.artifact");
    }

    @Test
    void findsWhatIsAttachedByItsClassifier() throws IOException {
        attach("exec", "web-1-exec.jar");
        wanted.classifier = "exec";
        assertThat(find()).contains(folder.resolve("web-1-exec.jar"));
    }

    @Test
    void saysWhichClassifiersThereAre() throws IOException {
        for (String classifier : List.of("sources", "exec")) {
            attach(classifier, classifier + ".jar");
        }
        wanted.classifier = "native";
        assertThat(fault()).contains("\"native\"", "Attached are exec, sources");
    }

    @Test
    void takesNoClassifierBesideCoordinates() {
        wanted.classifier = "exec";
        wanted.coordinates = "g:a:1";
        assertThat(fault()).contains("\"exec\" is given beside coordinates");
    }

    @Test
    void refusesCoordinatesThatMavenDoesNotRead() {
        wanted.coordinates = "g:a";
        assertThat(fault()).contains("\"g:a\" name no artifact", "group:artifact[:extension[:classifier]]:version");
    }
}
