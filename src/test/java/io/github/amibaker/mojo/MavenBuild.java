package io.github.amibaker.mojo;

import java.io.File;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystemSession;

/** What a running Maven hands to a goal: a project in a folder, and a session with {@code -D} properties and settings. */
final class MavenBuild {
    final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    final MavenProject project;

    MavenBuild(Path folder) {
        Model model = new Model();
        model.setGroupId("com.acme");
        model.setArtifactId("web");
        model.setVersion("1.0");
        model.setBuild(new Build());
        model.getBuild().setDirectory(folder.resolve("target").toString());
        project = new MavenProject(model);
        project.setFile(new File(folder.toFile(), "pom.xml"));
    }

    /** As {@code -Dname=value} on the command line. */
    MavenBuild with(String name, String value) {
        Properties properties = request.getUserProperties();
        properties.setProperty(name, value);
        return this;
    }

    @SuppressWarnings("deprecation") // Maven itself makes its sessions so
    MavenSession session() {
        MavenSession session =
                new MavenSession(null, (RepositorySystemSession) null, request, new DefaultMavenExecutionResult());
        session.setCurrentProject(project);
        return session;
    }

    /** A goal that is bound to a phase, or called by its name. */
    static MojoExecution execution(MojoExecution.Source source) {
        return new MojoExecution(new MojoDescriptor(), "default", source);
    }
}
