package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.FilesAdvice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Fills in one property, and finds the artifact where Maven's jar plugin puts it. */
final class FakeMavenFiles implements MavenFiles {
    private final Project project;

    FakeMavenFiles(Project project) {
        this.project = project;
    }

    @Override
    public Bytes filtered(Path file) throws IOException {
        return Bytes.of(Files.readString(file).replace("${name}", "web"));
    }

    @Override
    public Optional<Path> artifact(PlacedArtifact wanted, Faults faults) {
        if ("none".equals(wanted.classifier)) {
            faults.add(FilesAdvice.artifactNotBuilt("web (jar)"));
            return Optional.empty();
        }
        Path jar = project.file("target/web.jar");
        return Optional.of(Files.exists(jar) ? jar : project.file("src/main/ami/provision/10-hello.sh"));
    }
}
