package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** What to do about the base image: short names, filters, projects, its age. */
public final class BaseImageAdvice {
    private BaseImageAdvice() {}

    /** The base image is nothing that is known. */
    public static Fault malformed(String value, List<String> shortNames) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + quote(value) + " is no AMI id and no known name.",
                "Write ami- and 8 or 17 hexadecimal digits in lower case; ssm:/name of a parameter that holds an id;"
                        + " project:group:artifact; or one of " + String.join(", ", shortNames)
                        + ", with -arm64 behind it for Arm.");
    }

    /** What follows {@code project:} are no coordinates. */
    public static Fault malformedProject(String value) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + quote(value) + " does not name a project.",
                "Write project:group:artifact for the newest image that this project baked, or"
                        + " project:group:artifact:version for that of one version.");
    }

    /** Each bake would start from the last one. */
    public static Fault projectItself(String value) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + quote(value) + " is what this project bakes itself: every bake would start from"
                        + " the one before.",
                "Name another project, or another version of this one.");
    }

    /** No such architecture. */
    public static Fault unknownArchitecture(String value, List<String> legal) {
        return fault(
                Parameter.ARCHITECTURE,
                "The architecture " + quote(value) + " is unknown.",
                "Write " + String.join(" or ", legal) + ", or leave it out.");
    }

    /** The base image says one thing, the parameter another. */
    public static Fault architecturesDiffer(String base, String ofBase, String asked) {
        return fault(
                Parameter.ARCHITECTURE,
                "The base image " + quote(base) + " is asked for as " + ofBase + ", and the architecture is "
                        + quote(asked) + ".",
                "Leave one of both out.");
    }

    /** The image that was found is of another architecture. */
    public static Fault otherArchitecture(String id, String source, String found, String asked) {
        return fault(
                Parameter.ARCHITECTURE,
                "The base image " + named(id, source) + " is " + found + ", but the architecture is to be " + asked
                        + ".",
                "Leave the architecture out, or name another base image (" + where(Parameter.BASE_IMAGE) + ").");
    }

    /** The publisher has none for that architecture. */
    public static Fault notPublished(String name, String architecture) {
        return fault(
                Parameter.BASE_IMAGE,
                "There is no " + name + " for " + architecture + ": "
                        + (name.startsWith("windows") ? "Windows Server on EC2 is x86_64 only." : "none is published."),
                "Name another base image, or an instance type that runs x86_64 (" + where(Parameter.INSTANCE_TYPE)
                        + ").");
    }

    /** A filter has to say whose images it means. */
    public static Fault filterWithoutOwners() {
        return fault(
                Parameter.BASE_IMAGE,
                "The filter for the base image names no owners, and anybody may publish an image under any name.",
                "Write <owners><owner>…</owner></owners> with account ids, self, amazon or aws-marketplace.");
    }

    /** An owner is none. */
    public static Fault unknownOwner(String value) {
        return fault(
                Parameter.BASE_IMAGE,
                "The owner " + quote(value) + " of the filter for the base image is unknown.",
                "Write the 12 digits of an account, self, amazon or aws-marketplace.");
    }

    /** A filter that fits everything an owner has. */
    public static Fault filterOfAnything() {
        return fault(
                Parameter.BASE_IMAGE,
                "The filter for the base image has neither name nor tags, so that any image of its owners would do.",
                "Write <name> with * and ? for what is open, such as al2023-ami-2023.*, or <tags>.");
    }

    /** An element of the filter has a value that it cannot have. */
    public static Fault filterWord(String element, String value, String legal) {
        return fault(
                Parameter.BASE_IMAGE,
                "The filter for the base image has " + quote(value) + " as " + element + ".",
                "Write " + legal + ".");
    }

    /** Nothing fits. */
    public static Fault noneFits(String base, String region) {
        return fault(
                Parameter.BASE_IMAGE,
                "No image that is available in " + region + " fits " + base + ".",
                base.startsWith("project:")
                        ? "Bake that project first, in this account and region; images are found by their tag"
                                + " ami:project."
                        : "'aws ec2 describe-images' with the same owners and filters shows what there is.");
    }

    /** All that fits is deprecated. */
    public static Fault allDeprecated(String base, int count, String newest, Instant since) {
        return fault(
                Parameter.BASE_IMAGE,
                (count == 1 ? "The one image that fits " : "All " + count + " images that fit ") + base
                        + (count == 1 ? " is" : " are") + " deprecated, the newest, " + newest + ", since "
                        + day(since) + ".",
                "Ask for something newer, or name that image by its id.");
    }

    /** Images of several architectures fit, and nothing says which one is meant. */
    public static Fault severalArchitectures(String base, Collection<String> architectures) {
        return fault(
                Parameter.ARCHITECTURE,
                "Images of " + String.join(" and ", architectures) + " fit " + base + ".",
                "Say which one is meant.");
    }

    /** The base image is deprecated. */
    public static String deprecated(String id, String name, Instant since, String base, boolean locked) {
        return "The base image " + id + " (" + name + ") is deprecated since " + day(since) + ": "
                + newer(base, locked);
    }

    /** The base image will be deprecated soon. */
    public static String soonDeprecated(
            String id, String name, Instant at, Duration left, String base, boolean locked) {
        long days = left.toDays();
        return "The base image " + id + " (" + name + ") will be deprecated on " + day(at) + ", in "
                + (days == 1 ? "1 day" : days + " days") + ": " + newer(base, locked);
    }

    /** The stack in progress began from what a name meant then. */
    public static String begunBefore(String base, String began, String now) {
        return "The bake in progress began from " + began + ", which " + base + " meant then; now it is " + now + ".";
    }

    private static String newer(String base, boolean locked) {
        if (locked) {
            return "run mvn ami:upgrade-base for a newer one.";
        }
        return "its owner wants it used no more; name a newer one (" + where(Parameter.BASE_IMAGE) + ", now " + base
                + ").";
    }

    static LocalDate day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String named(String id, String source) {
        return id.equals(source) ? id : id + " (from " + source + ")";
    }
}
