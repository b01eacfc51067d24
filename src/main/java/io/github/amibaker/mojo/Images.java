package io.github.amibaker.mojo;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ImagesAdvice;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.ImageIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
 * The images of an execution: what each writes is laid over what is common to all, by Maven's own rules, as a child's
 * configuration is over its parent's.
 */
final class Images {
    static final String ELEMENT = "images";
    private static final String IMAGE = "image";
    private static final String ID = "id";

    private final MojoExecution execution;
    private final Faults faults = new Faults();

    Images(MojoExecution execution) {
        this.execution = execution;
    }

    /**
     * One of them.
     *
     * @param own names of what it writes itself
     * @param execution the goal with its configuration
     */
    record One(String id, Set<String> own, MojoExecution execution) {
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
    }

    /**
     * All that are chosen.
     *
     * @param said properties of the command line, of which {@code ami.images} may choose some
     * @throws BakeException with all that is wrong with them
     */
    List<One> read(Properties said) {
        Xpp3Dom configuration = execution.getConfiguration();
        Map<String, Xpp3Dom> byId = byId(configuration.getChild(ELEMENT));
        byId.forEach(this::checkElements);
        Set<String> wanted = ImageIds.chosen(said.getProperty("ami.images", ""), byId.keySet(), faults);
        faults.throwIfAny();
        List<One> all = new ArrayList<>();
        byId.forEach((id, image) -> {
            if (wanted.contains(id)) {
                all.add(new One(id, names(image), laidOver(configuration, image)));
            }
        });
        return all;
    }

    private Map<String, Xpp3Dom> byId(Xpp3Dom images) {
        List<Xpp3Dom> found = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Xpp3Dom image : images.getChildren()) {
            if (image.getName().equals(IMAGE)) {
                found.add(image);
                Xpp3Dom id = image.getChild(ID);
                ids.add(id == null ? null : id.getValue());
            } else {
                faults.add(ImagesAdvice.notAnImage(image.getName()));
            }
        }
        ImageIds.check(ids, faults);
        Map<String, Xpp3Dom> byId = new LinkedHashMap<>();
        for (int number = 0; number < found.size(); number++) {
            byId.put(String.valueOf(ids.get(number)), found.get(number));
        }
        return byId;
    }

    /** The elements of other goals are not this goal's, but known. */
    private void checkElements(String id, Xpp3Dom image) {
        Set<String> known = execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
                .flatMap(goal -> names(goal).stream())
                .filter(name -> !name.equals(ELEMENT))
                .collect(Collectors.toSet());
        known.add(ID);
        names(image).stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(ImagesAdvice.unknownElement(id, name)));
    }

    private MojoExecution laidOver(Xpp3Dom common, Xpp3Dom image) {
        Set<String> ofGoal = names(execution.getMojoDescriptor());
        ofGoal.remove(ELEMENT);
        Xpp3Dom own = only(image, ofGoal);
        MojoExecution one =
                new MojoExecution(execution.getMojoDescriptor(), execution.getExecutionId(), execution.getSource());
        one.setConfiguration(Xpp3Dom.mergeXpp3Dom(own, only(common, ofGoal)));
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

    private static Set<String> names(Xpp3Dom parent) {
        return List.of(parent.getChildren()).stream().map(Xpp3Dom::getName).collect(Collectors.toSet());
    }

    private static Set<String> names(MojoDescriptor goal) {
        return goal.getParameters() == null
                ? Set.of()
                : goal.getParameters().stream()
                        .map(org.apache.maven.plugin.descriptor.Parameter::getName)
                        .collect(Collectors.toSet());
    }
}
