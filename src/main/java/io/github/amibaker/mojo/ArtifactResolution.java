package io.github.amibaker.mojo;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.FilesAdvice;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Resolves an artifact by its coordinates, from the repositories of the project. */
final class ArtifactResolution {
    private final MavenProject project;
    private final MavenSession session;
    private final RepositorySystem repositories;

    ArtifactResolution(MavenProject project, MavenSession session, RepositorySystem repositories) {
        this.project = project;
        this.session = session;
        this.repositories = repositories;
    }

    Optional<Path> find(String coordinates, Faults faults) {
        ArtifactRequest request;
        try {
            request = new ArtifactRequest(
                    new DefaultArtifact(coordinates.strip()), project.getRemoteProjectRepositories(), null);
        } catch (IllegalArgumentException malformed) {
            faults.add(FilesAdvice.coordinates(coordinates));
            return Optional.empty();
        }
        try {
            return Optional.of(repositories
                    .resolveArtifact(session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath());
        } catch (ArtifactResolutionException e) {
            faults.add(FilesAdvice.notResolved(coordinates, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
