package io.github.amibaker.advice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What to do about several images of one execution. */
public final class ImagesAdvice {
    private ImagesAdvice() {}

    /** An element among the images that is none. */
    public static Fault notAnImage(String element) {
        return fault(
                "<images> has an element <" + element + ">, and takes only <image>.",
                "Write <images><image><id>arm64</id>…</image></images>.");
    }

    /** An image without an id. */
    public static Fault noId(int number) {
        return fault("Image " + number + " of <images> has no <id>.", "Give it one, such as <id>arm64</id>.");
    }

    /** An id that properties and names of stacks cannot have in them. */
    public static Fault malformedId(String id) {
        return fault(
                "The id " + Wording.quote(id) + " of an image is not one.",
                "Write letters, digits, hyphens and underscores, 32 at most, a letter or digit first.");
    }

    /** Two ids that are, or would give stacks, the same. */
    public static Fault sameId(String id, String other) {
        return fault(
                id.equals(other)
                        ? "Two images have the id " + Wording.quote(id) + "."
                        : "The ids " + Wording.quote(id) + " and " + Wording.quote(other)
                                + " would give two stacks the same name.",
                "Give each image an id of its own.");
    }

    /** An element that no goal has a parameter for. */
    public static Fault unknownElement(String id, String element) {
        return fault(
                "Image " + Wording.quote(id) + " has an element <" + element + ">, which is no parameter of an image.",
                "Look for its name with mvn ami:help -Ddetail -Dgoal=bake.");
    }

    /** A choice of images that are not there. */
    public static Fault unknownChoice(String id, Collection<String> known) {
        return fault(
                "There is no image " + Wording.quote(id) + " in <images>.",
                "Choose among " + String.join(", ", known) + ", separated by commas.");
    }

    /**
     * What is wrong in several images as one list: what is wrong in all of them once, what is wrong in some with their
     * ids.
     */
    public static Faults together(Map<String, Faults> images) {
        Faults all = new Faults();
        images.values().stream().flatMap(faults -> faults.list().stream()).forEach(fault -> {
            List<String> concerned = images.entrySet().stream()
                    .filter(image -> image.getValue().list().contains(fault))
                    .map(Map.Entry::getKey)
                    .toList();
            all.add(
                    concerned.size() == images.size()
                            ? fault
                            : new Fault(
                                    fault.parameter(),
                                    "[" + String.join(", ", concerned) + "] " + fault.what(),
                                    fault.advice()));
        });
        return all;
    }

    /**
     * Some images of an execution failed, after all the others came to their end.
     *
     * @param failures why, by the images' ids
     * @param images how many images there are
     */
    public static BakeException failed(Map<String, BakeException> failures, int images) {
        SortedMap<String, BakeException> sorted = new TreeMap<>(failures);
        String list = sorted.entrySet().stream()
                .map(failure -> indented(
                        "[" + failure.getKey() + "] " + failure.getValue().text()))
                .collect(Collectors.joining("\n"));
        String message = sorted.size() + " of " + images + " images failed:\n" + list;
        String advice = "Mend that and run the same command again; an image that is done is found and not baked twice. "
                + "For some of them only: -Dami.images=" + String.join(",", sorted.keySet()) + ".";
        return sorted.values().stream()
                .filter(failure -> failure.kind() == BakeException.Kind.MACHINERY)
                .findFirst()
                .map(broken -> BakeException.machinery(message, advice, broken))
                .orElseGet(() -> BakeException.user(message, advice));
    }

    /** An image whose elements Maven cannot take for what they are to be. */
    public static BakeException notConfigured(String id, Exception cause) {
        return BakeException.user(
                "Image " + Wording.quote(id) + " cannot be configured: " + cause.getMessage(),
                "Mend its elements in <images>, and run the same command again.",
                cause);
    }

    /** What to say of an image that nobody began with when the goal was to end. */
    public static String notBegun() {
        return "Run the same command again: it begins with this image, or takes up what goes on in AWS.";
    }

    private static String indented(String text) {
        return text.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }

    private static Fault fault(String what, String mend) {
        return Wording.fault(Parameter.IMAGES, what, mend);
    }
}
