package io.github.amibaker.mojo;

import io.github.amibaker.recipe.Goals;
import io.github.amibaker.request.BakeParameters;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Deletes the stack of the bake and waits until it is gone; the image stays. In the {@code clean} phase a stack in
 * progress is left alone, since the bake that follows joins it; called as {@code mvn ami:clean} it is deleted too. {@code -Dami.stackName} and {@code -Dami.region} mean
 * more than what the pom says, so that any stack of the plugin can be cleaned from any project, or none.
 *
 * @since 0.1.0
 */
@Mojo(name = "clean", defaultPhase = LifecyclePhase.CLEAN, requiresProject = false, threadSafe = true)
public final class CleanMojo extends AwsMojo {
    /**
     * Removes the images that this stack made too, with their snapshots.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.deregister", defaultValue = "false")
    private boolean deregister;

    /**
     * How long the goal may take as a whole: {@code 90s}, {@code 30m}, {@code 1h30m} or ISO-8601. When the time is over
     * the goal fails while AWS goes on deleting; {@code mvn ami:clean} run again watches that to its end. Default: no
     * limit. Example: {@code 10m}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.timeout")
    private String timeout;

    /**
     * Instead of cleaning the project's stack, {@code mvn ami:clean -Dami.orphans} lists what is left in this account and
     * region of stacks of the plugin that are gone, whosever they were; {@code -Dami.orphans=delete} deletes it:
     * instances, images that never became available, snapshots without image, volumes, security groups, launch templates,
     * log groups and staging buckets. What a stack that is still there made is never touched, nor an image that is available. Default:
     * {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.orphans")
    private String orphans;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        // What a warning tells to run must mean that stack in every project, whatever its pom says.
        Properties said = session().getUserProperties();
        parameters.stackName = said.getProperty("ami.stackName", parameters.stackName);
        parameters.region = said.getProperty("ami.region", parameters.region);
        parameters.orphans = orphans;
        parameters.timeout = timeout;
        parameters.deregister = deregister;
    }

    /** A stack that is named on the command line is that one, and orphans are nobody's. */
    @Override
    boolean isForEach() {
        return super.isForEach()
                && orphans == null
                && session().getUserProperties().getProperty("ami.stackName") == null;
    }

    @Override
    void run(List<BakeParameters> images) {
        boolean inLifecycle = execution().getSource() == MojoExecution.Source.LIFECYCLE;
        new Goals(console()).clean(images, inLifecycle);
    }
}
