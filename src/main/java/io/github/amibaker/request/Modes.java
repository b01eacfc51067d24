package io.github.amibaker.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Permission bits of what lies in a checkout. Version control keeps no more of them than whether a file may run; the rest
 * is made by the umask of whoever checked it out, which must not shape the image.
 */
final class Modes {
    static final int FOLDER = 0755;
    static final int FILE = 0644;

    private static final int BITS = 07777;
    private static final int PERMISSIONS = 0777;
    private static final int USUAL = 022;
    private static final int OF_GROUPS = 002;

    private final Set<Integer> umasks;

    /** @param umask what this machine takes away from new files */
    Modes(int umask) {
        this.umasks = new HashSet<>(Arrays.asList(umask, USUAL, OF_GROUPS));
    }

    /** Of this process; where the system does not tell, the usual one. */
    static Modes ofThisMachine() {
        try {
            return new Modes(Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("Umask:"))
                    .mapToInt(line ->
                            Integer.parseInt(line.substring("Umask:".length()).strip(), 8))
                    .findFirst()
                    .orElse(USUAL));
        } catch (IOException | NumberFormatException unknown) {
            return new Modes(USUAL);
        }
    }

    /** The mode of a file or folder; {@code standard} where the file system knows none. */
    int of(Path path, int standard) {
        try {
            return plain((Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & BITS);
        } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
            return standard;
        }
    }

    /** What a new file or folder gets by some umask becomes what it gets by the usual one; all else is as it was meant. */
    int plain(int mode) {
        int permissions = mode & PERMISSIONS;
        if (umasks.stream().anyMatch(umask -> permissions == (0666 & ~umask))) {
            return (mode & ~PERMISSIONS) | FILE;
        }
        if (umasks.stream().anyMatch(umask -> permissions == (PERMISSIONS & ~umask))) {
            return (mode & ~PERMISSIONS) | FOLDER;
        }
        return mode;
    }
}
