package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What every goal has from Maven: the project, the session, and which execution of the goal this is, if it is one at all. */
abstract class AmiMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Inject
    private SettingsDecrypter decrypter;

    /**
     * Does nothing when true.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.skip", defaultValue = "false")
    private boolean skip;

    /** Puts what the user wrote into the parameters; each class adds its own. */
    void fill(BakeParameters parameters) {
        parameters.groupId = project.getGroupId();
        parameters.artifactId = project.getArtifactId();
        parameters.version = project.getVersion();
        parameters.basedir = basedir().toPath();
        parameters.buildDirectory = new File(project.getBuild().getDirectory()).toPath();
    }

    final boolean isSkipped() {
        return skip;
    }

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    final MojoExecution execution() {
        return execution;
    }

    final SettingsDecrypter decrypter() {
        return decrypter;
    }

    final MavenConsole console() {
        return new MavenConsole(getLog());
    }

    private File basedir() {
        return project.getBasedir() == null ? new File(session.getExecutionRootDirectory()) : project.getBasedir();
    }
}
