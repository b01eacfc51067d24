package io.github.amibaker.mojo;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.request.BakeParameters;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** What every goal takes: which stack, in what the goal is silent, and whether it is about one image or several. */
abstract class ImagesMojo extends AmiMojo {
    @Inject
    private MavenPluginManager goals;

    private OneImage one;

    /**
     * Name of the CloudFormation stack that bakes. It stays the same from build to build, so that a build finds the
     * bake of the one before. Letters, digits and hyphens, 128 at most, a letter first. Default: {@code ami-} and the
     * project's group, artifact and version, made legal for CloudFormation. Where there are several {@code images}, each
     * gets a hyphen and its id, but for those that have a name of their own. Example: {@code web-image}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.stackName")
    private String stackName;

    /**
     * Several images from one execution, baked side by side. Each has an {@code id} and any parameter of the goal, which
     * is laid over what is common to all as a child's configuration over its parent's; what an image writes itself means
     * more than {@code -D}. Results are then {@code ami.ID.id} and so on. On the command line {@code -Dami.images=arm64}
     * chooses some of them. Default: one image. Example: {@code <images><image><id>arm64</id><baseImage>ami-…</baseImage>
     * </image></images>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.images")
    private PlexusConfiguration images;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            console().info("Skipped: ami.skip is set.");
            return;
        }
        try {
            List<BakeParameters> all = new ArrayList<>();
            for (ImagesMojo goal : all()) {
                BakeParameters parameters = new BakeParameters();
                goal.fill(parameters);
                all.add(parameters);
            }
            if (!all.isEmpty()) {
                run(all);
            }
        } catch (BakeException e) {
            throw Failure.of(e);
        }
    }

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.stackName = stackName;
        if (one != null) {
            one.fill(parameters);
        }
    }

    /** What the goal does, of one image or of several. */
    abstract void run(List<BakeParameters> images) throws BakeException;

    /** Whether it is done for each of several images. */
    boolean isForEach() {
        return images != null && images.getChildCount() > 0;
    }

    private List<ImagesMojo> all() {
        if (!isForEach()) {
            return List.of(this);
        }
        List<ImagesMojo> all = new ArrayList<>();
        for (OneImage each : new Images(execution()).read(session().getUserProperties())) {
            ImagesMojo goal = each.goal(goals, session());
            goal.one = each;
            if (goal.isSkipped()) {
                console().info("Skipped: image " + each.id() + " has skip set.");
            } else {
                all.add(goal);
            }
        }
        return all;
    }
}
