package io.github.amibaker.mojo;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.request.BakeParameters;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What every goal takes: which stack, and in what the goal is silent. */
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
     * Name of the CloudFormation stack that bakes. It stays the same from build to build, so that a build finds the
     * bake of the one before. Letters, digits and hyphens, 128 at most, a letter first. Default: {@code ami-} and the
     * project's group, artifact and version, made legal for CloudFormation. Example: {@code web-image}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.stackName")
    private String stackName;

    /**
     * Does nothing when true.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped: ami.skip is set.");
            return;
        }
        try {
            BakeParameters parameters = new BakeParameters();
            fill(parameters);
            run(parameters);
        } catch (BakeException e) {
            throw Failure.of(e);
        }
    }

    /** Puts what the user wrote into the parameters; each class adds its own. */
    void fill(BakeParameters parameters) {
        parameters.stackName = stackName;
        parameters.groupId = project.getGroupId();
        parameters.artifactId = project.getArtifactId();
        parameters.version = project.getVersion();
        parameters.basedir = basedir().toPath();
        parameters.buildDirectory = new File(project.getBuild().getDirectory()).toPath();
    }

    /** What the goal does. */
    abstract void run(BakeParameters parameters) throws BakeException;

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
