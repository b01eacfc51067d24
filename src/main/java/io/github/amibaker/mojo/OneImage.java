package io.github.amibaker.mojo;

import io.github.amibaker.advice.ImagesAdvice;
import io.github.amibaker.request.BakeParameters;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginConfigurationException;
import org.apache.maven.plugin.PluginContainerException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * One of the images of an execution: what it writes is laid over what is common to all, by Maven's own rules, as a
 * child's configuration is over its parent's.
 *
 * @param own names of what it writes itself
 * @param execution the goal with its configuration
 */
record OneImage(String id, Set<String> own, MojoExecution execution) {
    /** The element that lists the images, which no single one has. */
    static final String IMAGES = "images";

    static OneImage of(String id, Xpp3Dom image, MojoExecution common) {
        return new OneImage(id, names(image), laidOver(common, image));
    }

    /** A goal of its own, which Maven configures as it has configured that of the execution. */
    ImagesMojo goal(MavenPluginManager goals, MavenSession session) {
        try {
            return (ImagesMojo) goals.getConfiguredMojo(Mojo.class, session, execution);
        } catch (PluginConfigurationException | PluginContainerException e) {
            throw ImagesAdvice.notConfigured(id, e);
        }
    }

    void fill(BakeParameters parameters) {
        parameters.image = id;
        parameters.ownStackName = own.contains("stackName");
        parameters.ownImageName = own.contains("imageName");
    }

    private static MojoExecution laidOver(MojoExecution common, Xpp3Dom image) {
        Set<String> ofGoal = names(common.getMojoDescriptor());
        ofGoal.remove(IMAGES);
        Xpp3Dom own = only(image, ofGoal);
        MojoExecution one = new MojoExecution(common.getMojoDescriptor(), common.getExecutionId(), common.getSource());
        one.setConfiguration(Xpp3Dom.mergeXpp3Dom(own, only(common.getConfiguration(), ofGoal)));
        return one;
    }

    private static Xpp3Dom only(Xpp3Dom all, Set<String> names) {
        Xpp3Dom some = new Xpp3Dom("configuration");
        for (Xpp3Dom child : all.getChildren()) {
            if (names.contains(child.getName())) {
                some.addChild(new Xpp3Dom(child));
            }
        }
        return some;
    }

    static Set<String> names(Xpp3Dom parent) {
        return List.of(parent.getChildren()).stream().map(Xpp3Dom::getName).collect(Collectors.toSet());
    }

    static Set<String> names(MojoDescriptor goal) {
        return goal.getParameters() == null
                ? Set.of()
                : goal.getParameters().stream()
                        .map(org.apache.maven.plugin.descriptor.Parameter::getName)
                        .collect(Collectors.toSet());
    }
}
