package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What to do about scripts, files, variables and tags. */
public final class ProvisioningAdvice {
    private ProvisioningAdvice() {}

    /** There is no script to run. */
    public static Fault noScripts(Path folder, String found) {
        return fault(
                Parameter.PROVISION_DIRECTORY,
                "There is no provisioning script: " + quote(folder) + " " + found + ".",
                "Put a script there that begins with #!, such as 10-packages.sh; scripts run as root in the order of"
                        + " their names.");
    }

    /** A folder cannot be read. */
    public static Fault unreadableFolder(Parameter parameter, Path folder, String why) {
        return Wording.unreadable(parameter, "folder", folder, why, "Mend the name or the rights of the folder.");
    }

    /** A script is not a regular file. */
    public static Fault scriptIsNoFile(Parameter parameter, Path script, String what) {
        return fault(
                parameter,
                "The script " + quote(script) + " is " + what + ".",
                (parameter == Parameter.PROVISION_DIRECTORY
                                ? "Every entry of the folder runs as a script: move this one elsewhere."
                                : "Name a file.")
                        + " What belongs into the image goes"
                        + " under " + Parameter.FILES_DIRECTORY.path() + ".");
    }

    /** A script cannot be read. */
    public static Fault unreadableScript(Parameter parameter, Path script, String why) {
        return Wording.unreadable(parameter, "script", script, why, "Mend its rights, or remove it.");
    }

    /** A script has no bytes. */
    public static Fault emptyScript(Parameter parameter, Path script) {
        return fault(parameter, "The script " + quote(script) + " is empty.", "Write something into it, or remove it.");
    }

    /** A script does not say what runs it. */
    public static Fault scriptWithoutInterpreter(Parameter parameter, Path script, String begins) {
        return fault(
                parameter,
                "The script " + quote(script) + " does not say what runs it: it begins with " + quote(begins) + ".",
                "Make #!/bin/bash, or #! and the path of another program, its first line, with nothing before it.");
    }

    /** A script's name cannot be carried. */
    public static Fault scriptName(Parameter parameter, String name) {
        return fault(
                parameter,
                "The script name " + quote(name) + " cannot be used.",
                "Take a name that does not begin with a hyphen and has no control characters, 200 bytes at most, such"
                        + " as 10-packages.sh.");
    }

    /** A script of Windows's line ends. */
    public static String carriageReturns(Parameter parameter, Path script) {
        return "The script " + quote(script) + " has Windows's line ends (CRLF). The builder runs it as if"
                + " they were Unix's; save it with LF to be sure (" + where(parameter) + ").";
    }

    /** Something an editor left behind. */
    public static String leftover(Path script) {
        return "Left out " + quote(script) + ": it looks like something an editor left behind ("
                + Parameter.PROVISION_DIRECTORY.path() + ", " + Parameter.PROVISION_DIRECTORY.property() + ").";
    }

    /** More than could ever fit. */
    public static Fault tooMuch(Parameter parameter, Path path, long bytes, long most) {
        return fault(
                parameter,
                quote(path) + " brings " + bytes + " bytes.",
                "At most " + most + " are taken: let a script fetch what is bigger, from S3 for example.");
    }

    /** A variable that no shell would take. */
    public static Fault environmentName(Parameter parameter, String name) {
        return fault(
                parameter,
                "The environment variable " + quote(name) + " has a name that a shell does not take.",
                "Use letters, digits and underscores, not a digit first.");
    }

    /** A variable that the plugin sets. */
    public static Fault reservedEnvironmentName(Parameter parameter, String name) {
        return fault(
                parameter,
                "The environment variable " + quote(name) + " is the plugin's own.",
                "Names that begin with AMI_ are set by the plugin: take another.");
    }

    /** A variable that shells hold read-only. */
    public static Fault readOnlyEnvironmentName(Parameter parameter, String name) {
        return fault(
                parameter,
                "The environment variable " + quote(name) + " is read-only in a shell.",
                "A shell sets it for itself and ends a script that exports it: take another name.");
    }

    /** A value that no process can be given. */
    public static Fault environmentValue(Parameter parameter, String name, String value) {
        return fault(
                parameter,
                "The environment variable " + quote(name) + " holds a NUL: " + quote(value) + ".",
                "No process can be given that: remove the character.");
    }

    /** A reference under which there can be no secret. */
    public static Fault secretReference(Parameter parameter, String name, String value) {
        return fault(
                parameter,
                "The environment variable " + quote(name) + " refers to no possible secret: " + quote(value) + ".",
                "Write ssm-secure:/name for a parameter of Systems Manager, with its slash, and letters, digits and"
                        + " _ . - between slashes; or secretsmanager:id, the name or the whole ARN of a secret.");
    }

    /** What a role that the user brings must allow. */
    public static String secretRights(List<String> rights) {
        return "The builder fetches the secrets of " + Parameter.ENVIRONMENT.path()
                + " itself; the role of its instance profile needs:"
                + rights.stream().map(right -> "\n  " + right).collect(Collectors.joining());
    }

    /** A key that AWS does not take. */
    public static Fault tagKey(String key) {
        return fault(
                Parameter.TAGS,
                "The tag key " + quote(key) + " is not legal.",
                "AWS takes 1 to 128 of letters, digits, spaces and _ . : / = + - @.");
    }

    /** A value that AWS does not take. */
    public static Fault tagValue(String key, String value) {
        return fault(
                Parameter.TAGS,
                "The tag " + quote(key) + " has a value that is not legal: " + quote(value) + ".",
                "AWS takes at most 256 of letters, digits, spaces and _ . : / = + - @.");
    }

    /** A key that begins as the plugin's or AWS's do. */
    public static Fault reservedTagKey(String key) {
        return fault(
                Parameter.TAGS,
                "The tag key " + quote(key) + " is reserved.",
                "Keys that begin with aws: are AWS's, those with ami: the plugin's: take another.");
    }

    /** More tags than a resource can have. */
    public static Fault tooManyTags(int count, int most) {
        return fault(
                Parameter.TAGS,
                count + " tags are given.",
                "AWS takes 50 on a resource, and the plugin adds its own: give " + most + " at most.");
    }
}
