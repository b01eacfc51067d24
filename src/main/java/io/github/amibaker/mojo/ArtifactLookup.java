package io.github.amibaker.mojo;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.FilesAdvice;
import io.github.amibaker.console.Console;
import io.github.amibaker.request.PlacedArtifact;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;

/** Finds the file of the project's own artifact, of one that is attached to it, or of any other by coordinates. */
final class ArtifactLookup {
    private static final String USUAL = "jar";

    private final MavenProject project;
    private final ArtifactResolution others;
    private final Console console;

    ArtifactLookup(MavenProject project, MavenSession session, RepositorySystem repositories, Console console) {
        this.project = project;
        others = new ArtifactResolution(project, session, repositories);
        this.console = console;
    }

    Optional<Path> find(PlacedArtifact wanted, Faults faults) {
        if (wanted.coordinates != null) {
            if (wanted.classifier != null) {
                faults.add(FilesAdvice.classifierAndCoordinates(wanted.classifier));
                return Optional.empty();
            }
            return others.find(wanted.coordinates, faults);
        }
        return wanted.classifier == null ? main(faults) : attached(wanted.classifier, faults);
    }

    /** Before the phase package there is no file, or after compile a folder. */
    private Optional<Path> main(Faults faults) {
        Artifact artifact = project.getArtifact();
        Optional<Path> file = file(artifact).or(() -> ofEarlier("." + extension(artifact)));
        if (file.isEmpty()) {
            faults.add(FilesAdvice.artifactNotBuilt(artifact.getArtifactId() + " (" + artifact.getType() + ")"));
        }
        return file;
    }

    private Optional<Path> attached(String classifier, Faults faults) {
        List<Artifact> attached = project.getAttachedArtifacts();
        Optional<Path> file = attached.stream()
                .filter(artifact -> classifier.equals(artifact.getClassifier()))
                .findFirst()
                .flatMap(ArtifactLookup::file)
                .or(() -> ofEarlier("-" + classifier + "." + extension(project.getArtifact())))
                .or(() -> ofEarlier("-" + classifier + "." + USUAL));
        if (file.isEmpty()) {
            faults.add(FilesAdvice.noSuchClassifier(
                    classifier,
                    attached.stream()
                            .map(Artifact::getClassifier)
                            .filter(other -> other != null && !other.isEmpty())
                            .sorted()
                            .toList()));
        }
        return file;
    }

    private static Optional<Path> file(Artifact artifact) {
        return Optional.ofNullable(artifact.getFile()).filter(File::isFile).map(File::toPath);
    }

    /** What {@code mvn package} left in the build folder, for a goal that is called alone after it. */
    private Optional<Path> ofEarlier(String ending) {
        File file =
                new File(project.getBuild().getDirectory(), project.getBuild().getFinalName() + ending);
        if (!file.isFile()) {
            return Optional.empty();
        }
        console.info(FilesAdvice.artifactOfEarlier(file.toPath()));
        return Optional.of(file.toPath());
    }

    private static String extension(Artifact artifact) {
        return artifact.getArtifactHandler() == null
                ? USUAL
                : artifact.getArtifactHandler().getExtension();
    }
}
