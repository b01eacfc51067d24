package io.github.amibaker.request;

import io.github.amibaker.request.BakeRequest.Script;
import java.util.List;
import java.util.Locale;

/** What runs on the builder. What a script is for is told by itself; the base image has to fit. */
public enum Platform {
    LINUX,
    WINDOWS;

    private static final List<String> ENDS = List.of(".ps1", ".cmd", ".bat");

    /** Whether Windows knows by the script's name what runs it; a first line with {@code #!} is for Linux. */
    public static boolean isForWindows(String name, Bytes content) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDS.stream().anyMatch(lower::endsWith) && !content.utf8().startsWith("#!");
    }

    /** The same of a script, which is for Linux too where a program is named that runs it. */
    static boolean isForWindows(Script script) {
        return script.settings().interpreter().isEmpty() && isForWindows(script.name(), script.content());
    }

    /** What these scripts are for: Windows when all of them are. */
    public static Platform of(List<Script> scripts) {
        return !scripts.isEmpty() && scripts.stream().allMatch(one -> isForWindows(one)) ? WINDOWS : LINUX;
    }

    /** As templates and EC2 have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
