package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

import java.util.Collection;

/** What to do about a bake of Windows. */
public final class WindowsAdvice {
    private WindowsAdvice() {}

    /** Scripts for both. */
    public static Fault mixedScripts(Collection<String> windows, Collection<String> linux) {
        return fault(
                Parameter.PROVISION_DIRECTORY,
                "Some scripts are for Windows (" + String.join(", ", windows) + "), others for Linux ("
                        + String.join(", ", linux) + ").",
                "Keep those in it that fit the base image. A .ps1 for Linux says what runs it in its first line, such as"
                        + " #!/usr/bin/pwsh.");
    }

    /** Something of a script's own, which Windows's part does not know. */
    public static Fault settings(String script) {
        return fault(
                Parameter.PROVISION,
                "The script " + script + " is for Windows, and has something of its own.",
                "On Windows the list names files in their order, without environment, timeout, retries or expectReboot.");
    }

    /** Shell scripts, and Windows. */
    public static Fault scriptsForLinux(String baseImage, Collection<String> scripts) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + baseImage + " is of Windows, which does not run " + String.join(", ", scripts)
                        + ".",
                "Write them in PowerShell as .ps1, or as .cmd, without a #! line ("
                        + where(Parameter.PROVISION_DIRECTORY) + "), or name a base image of Linux.");
    }

    /** PowerShell without {@code #!}, and Linux. */
    public static Fault scriptsForWindows(String baseImage, Collection<String> scripts) {
        return fault(
                Parameter.BASE_IMAGE,
                "The base image " + baseImage + " is of Linux, which does not know what runs "
                        + String.join(", ", scripts) + ".",
                "Let their first line say it, such as #!/bin/bash or #!/usr/bin/pwsh ("
                        + where(Parameter.PROVISION_DIRECTORY) + "), or name a base image of Windows.");
    }

    /** The form of cfn-signal, which AWS's images of Windows lack. */
    public static Fault signal() {
        return fault(
                Parameter.SIGNAL,
                "The signal \"resource\" needs cfn-signal or Python, and AWS's images of Windows have neither.",
                "Leave it out, or write \"handle\".");
    }

    /** Staging, which only the builder's part for Linux knows. */
    public static Fault staging() {
        return fault(
                Parameter.STAGING,
                "Staging \"always\" is for Linux, and the scripts are for Windows, where nothing is staged.",
                "Leave it out; scripts and files of Windows ride in the user data.");
    }

    /** User data for Linux, which nobody said otherwise of, and Windows. */
    public static Fault userDataForLinux(String baseImage) {
        return fault(
                Parameter.TEMPLATE,
                "The template asks for [=ami.userData], which is for Linux as long as no script is for Windows, and the"
                        + " base image " + baseImage + " is of Windows.",
                "Put a script in PowerShell into " + Parameter.PROVISION_DIRECTORY.path()
                        + ", such as 10-hello.ps1, or write a UserData of your own into the template.");
    }

    /** What the builder is told by variables of a shell, or put where Linux has its trust store. */
    public static Fault egress(Parameter parameter) {
        return fault(
                parameter,
                parameter.xml() + " is for Linux, and the scripts are for Windows.",
                "Leave it out, and let the first script set what Windows needs.");
    }

    /** A link. */
    public static Fault link(String path) {
        return fault(
                Parameter.FILES_DIRECTORY,
                "\"/" + path + "\" is a symbolic link, which is not laid over C:\\.",
                "Put the file there, or let a script make the link.");
    }

    /** A name that Windows has no file for. */
    public static Fault illegalName(String path, String name) {
        return fault(
                Parameter.FILES_DIRECTORY,
                "\"/" + path + "\" cannot be on Windows: " + quote(name) + " is no name of a file there.",
                "Give it another name.");
    }

    /** An owner by its name on Linux. */
    public static Fault owner(String path, String owner) {
        return fault(
                Parameter.FILES,
                "\"/" + path + "\" is to belong to " + owner + ", and owners are not set on Windows.",
                "Leave <owner> and <group> out; a script can do it with icacls.");
    }
}
