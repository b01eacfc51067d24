package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;

import java.nio.file.Path;
import java.util.Collection;

/** What to do about files and artifacts that are put into the image. */
public final class FilesAdvice {
    private FilesAdvice() {}

    /** A file or folder cannot be read. */
    public static Fault unreadable(Parameter parameter, Path file, String why) {
        return Wording.unreadable(parameter, "file", file, why, "Mend its name or its rights, or remove it.");
    }

    /** Neither file nor folder nor link. */
    public static Fault specialFile(Parameter parameter, Path file) {
        return fault(
                parameter,
                "The file " + quote(file) + " is a device, a socket or a pipe.",
                "Only files, folders and symbolic links are put into an image: remove it, or make it in a script.");
    }

    /** More text than is filled in. */
    public static Fault tooBigToFilter(Path file, long bytes, long most) {
        return fault(
                Parameter.FILES,
                "The file " + quote(file) + " has " + bytes + " bytes, too many to fill in properties.",
                "Files of up to " + most + " bytes are filtered: put this one in an entry of its own without"
                        + " <filtering>.");
    }

    /** An entry that names nothing. */
    public static Fault noSource(String target) {
        return fault(
                Parameter.FILES,
                "The entry of <files> for " + quote(target) + " has no source.",
                "Name a file or folder in <source>, from the project's folder on; on the command line"
                        + " -Dami.files=conf/app.yaml=/etc/app.yaml.");
    }

    /** An entry that has no place. */
    public static Fault noTarget(Parameter parameter) {
        return fault(
                parameter,
                "<" + parameter.xml() + "> does not say where in the image to put it.",
                "Write the path in <target>, such as /opt/app/app.jar.");
    }

    /** A path that nothing can be put at. */
    public static Fault target(Parameter parameter, String target, String why) {
        return fault(
                parameter,
                "The target " + quote(target) + " " + why + ".",
                "Write a whole path of the image from / on, such as /opt/app/app.jar.");
    }

    /** The scripts are told a file's path, not a folder's. */
    public static Fault artifactIntoFolder(String target) {
        return fault(
                Parameter.ARTIFACT,
                "The target " + quote(target) + " names a folder.",
                "Write the artifact's whole path with a name that does not change by version, such as"
                        + " /opt/app/app.jar; scripts find it in AMI_ARTIFACT.");
    }

    /** Permission bits that are none. */
    public static Fault mode(Parameter parameter, String mode) {
        return fault(
                parameter,
                "The mode " + quote(mode) + " is not octal.",
                "Write 3 or 4 digits from 0 to 7, such as 0640.");
    }

    /** A name that no user or group has. */
    public static Fault owner(Parameter parameter, String element, String name) {
        return fault(
                parameter,
                "The " + element + " " + quote(name) + " is neither a name nor a number.",
                "Write one that the base image knows, such as nobody or 65534; <owner> and <group> are two elements."
                        + " Who is made by a script comes too late for it: let that script chown.");
    }

    /** Two sources for one path. */
    public static Fault twice(Parameter parameter, String path, Path one, Path other) {
        return fault(
                parameter,
                quote("/" + path) + " comes twice: from " + quote(one) + " and from " + quote(other) + ".",
                "Leave one of them out, or give it another target.");
    }

    /** Something below what is no folder. */
    public static Fault underNoFolder(Parameter parameter, String path, String above, Path origin) {
        return fault(
                parameter,
                quote("/" + path) + " cannot be put below " + quote("/" + above) + ": " + quote(origin)
                        + " is no folder.",
                "Give one of them another target.");
    }

    /** The project has not been packaged yet. */
    public static Fault artifactNotBuilt(String what) {
        return fault(
                Parameter.ARTIFACT,
                "The project's artifact " + quote(what) + " is not there: it is made in the phase package.",
                "Run mvn package, in which a bake that is bound to it comes after, or make the artifact first with it.");
    }

    /** What an earlier build left is taken, as this one made none. */
    public static String artifactOfEarlier(Path file) {
        return "This build packages nothing: the artifact is " + file + ", as an earlier one left it.";
    }

    /** Nothing is attached under that classifier. */
    public static Fault noSuchClassifier(String classifier, Collection<String> attached) {
        return fault(
                Parameter.ARTIFACT,
                "The project has no artifact with the classifier " + quote(classifier) + ".",
                (attached.isEmpty() ? "None is attached" : "Attached are " + String.join(", ", attached))
                        + " when this goal runs: let the plugin that makes it run before, in the phase package and above"
                        + " this one in the pom.");
    }

    /** Coordinates that Maven does not read. */
    public static Fault coordinates(String coordinates) {
        return fault(
                Parameter.ARTIFACT,
                "The coordinates " + quote(coordinates) + " name no artifact.",
                "Write group:artifact[:extension[:classifier]]:version, such as com.acme:agent:1.2 or"
                        + " com.acme:agent:zip:linux:1.2.");
    }

    /** Both the project's own and another's. */
    public static Fault classifierAndCoordinates(String classifier) {
        return fault(
                Parameter.ARTIFACT,
                "The classifier " + quote(classifier) + " is given beside coordinates.",
                "Coordinates carry their classifier themselves, group:artifact:extension:classifier:version; a classifier"
                        + " alone is one of this project's artifacts.");
    }

    /** Maven cannot find it. */
    public static Fault notResolved(String coordinates, String why) {
        return fault(
                Parameter.ARTIFACT,
                "The artifact " + quote(coordinates) + " cannot be resolved: " + Wording.sentence(why),
                "Check its coordinates and the repositories of the pom and the settings.");
    }
}
