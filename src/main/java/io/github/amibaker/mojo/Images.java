package io.github.amibaker.mojo;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ImagesAdvice;
import io.github.amibaker.request.ImageIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The images that an execution lists, and what is wrong with the list. */
final class Images {
    private static final String IMAGE = "image";
    private static final String ID = "id";

    private final MojoExecution execution;
    private final Faults faults = new Faults();

    Images(MojoExecution execution) {
        this.execution = execution;
    }

    /**
     * All that are chosen.
     *
     * @param said properties of the command line, of which {@code ami.images} may choose some
     * @throws BakeException with all that is wrong with them
     */
    List<OneImage> read(Properties said) {
        Map<String, Xpp3Dom> byId = byId(execution.getConfiguration().getChild(OneImage.IMAGES));
        byId.forEach(this::checkElements);
        Set<String> wanted = ImageIds.chosen(said.getProperty("ami.images", ""), byId.keySet(), faults);
        faults.throwIfAny();
        List<OneImage> all = new ArrayList<>();
        byId.forEach((id, image) -> {
            if (wanted.contains(id)) {
                all.add(OneImage.of(id, image, execution));
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
                .flatMap(goal -> OneImage.names(goal).stream())
                .filter(name -> !name.equals(OneImage.IMAGES))
                .collect(Collectors.toSet());
        known.add(ID);
        OneImage.names(image).stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(ImagesAdvice.unknownElement(id, name)));
    }
}
