package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import java.nio.file.Path;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.io.TempDir;

/** A goal in a project of its own folder, called on the command line. */
@MojoTest
abstract class GoalOfMaven {
    /** What is around the configuration in a pom. */
    static final String BEGIN =
            "<project><build><plugins><plugin><artifactId>ami-maven-plugin</artifactId><configuration>";

    static final String END = "</configuration></plugin></plugins></build></project>";

    final LinesOfLog log = new LinesOfLog();

    @TempDir
    Path folder;

    private MavenBuild build;

    /** The build that the goal is part of; a test class may put {@code -D} properties into it. */
    MavenBuild build() {
        if (build == null) {
            build = new MavenBuild(folder);
        }
        return build;
    }

    @Provides
    MavenProject project() {
        return build().project;
    }

    @Provides
    MavenSession session() {
        return build().session();
    }

    @Provides
    MojoExecution execution() {
        return MavenBuild.execution(MojoExecution.Source.CLI);
    }

    @Provides
    Log log() {
        return log;
    }

    /** What the goal hands to the layers below. */
    static BakeParameters read(AmiMojo goal) {
        BakeParameters parameters = new BakeParameters();
        goal.fill(parameters);
        return parameters;
    }
}
