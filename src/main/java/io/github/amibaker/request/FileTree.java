package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.FilesAdvice;
import io.github.amibaker.advice.Parameter;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a file, or a folder with all that is in it, for its place in the image: links stay links. */
final class FileTree extends SimpleFileVisitor<Path> {
    /** What is larger stays on disk until it is packed. */
    private static final long MOST_IN_MEMORY = 64L * 1024;
    /** Text with properties to fill in is read as a whole. */
    private static final long MOST_FILTERED = 16L * 1024 * 1024;

    private static final int LINK_MODE = 0777;

    /**
     * How it is put into the image.
     *
     * @param parameter where the user wrote it
     * @param target path without slashes at its ends; empty: {@code /} itself
     * @param mode of every file; empty: each its own
     * @param filtering fills in properties; empty: the bytes stay as they are
     */
    record Manner(
            Parameter parameter, String target, Optional<Integer> mode, Owner owner, Optional<MavenFiles> filtering) {}

    /** An entry, and where it came from. */
    record Found(PayloadFile file, Path origin, Parameter parameter) {}

    private final Path root;
    private final Manner manner;
    private final Predicate<Path> readable;
    private final Faults faults;
    private final Modes modes = Modes.ofThisMachine();
    private final List<Found> found = new ArrayList<>();

    private FileTree(Path root, Manner manner, Predicate<Path> readable, Faults faults) {
        this.root = root;
        this.manner = manner;
        this.readable = readable;
        this.faults = faults;
    }

    /** @param readable whether the rights allow it, which they always do to root */
    static List<Found> read(Path source, Manner manner, Predicate<Path> readable, Faults faults) {
        try {
            FileTree tree = new FileTree(source.toRealPath(), manner, readable, faults);
            Files.walkFileTree(tree.root, tree);
            return tree.found;
        } catch (IOException e) {
            faults.add(FilesAdvice.unreadable(manner.parameter, source, String.valueOf(e.getMessage())));
            return List.of();
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (!path(folder).isEmpty()) {
            int mode = manner.mode.map(FileTree::entered).orElseGet(() -> modes.of(folder, Modes.FOLDER));
            add(folder, PayloadFile.Kind.FOLDER, mode, Bytes.NONE, Optional.empty());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(file).toString();
            add(file, PayloadFile.Kind.LINK, LINK_MODE, Bytes.NONE, Optional.of(target));
        } else if (!attributes.isRegularFile()) {
            faults.add(FilesAdvice.specialFile(manner.parameter, file));
        } else {
            regular(file, attributes.size());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        faults.add(FilesAdvice.unreadable(manner.parameter, file, String.valueOf(e.getMessage())));
        return FileVisitResult.CONTINUE;
    }

    private void regular(Path file, long size) {
        Optional<String> obstacle = Obstacle.toReading(file, readable);
        if (obstacle.isPresent()) {
            faults.add(FilesAdvice.unreadable(manner.parameter, file, obstacle.get()));
            return;
        }
        if (manner.filtering.isPresent() && size > MOST_FILTERED) {
            faults.add(FilesAdvice.tooBigToFilter(file, size, MOST_FILTERED));
            return;
        }
        try {
            int mode = manner.mode.orElseGet(() -> modes.of(file, Modes.FILE));
            add(file, PayloadFile.Kind.FILE, mode, content(file, size), Optional.empty());
        } catch (IOException e) {
            faults.add(FilesAdvice.unreadable(manner.parameter, file, String.valueOf(e.getMessage())));
        }
    }

    private Content content(Path file, long size) throws IOException {
        if (manner.filtering.isPresent()) {
            return manner.filtering.get().filtered(file);
        }
        return size > MOST_IN_MEMORY ? new FileContent(file, size) : Bytes.of(Files.readAllBytes(file));
    }

    private void add(Path path, PayloadFile.Kind kind, int mode, Content content, Optional<String> linkTarget) {
        found.add(new Found(
                new PayloadFile(path(path), kind, mode, manner.owner, content, linkTarget), path, manner.parameter));
    }

    private String path(Path path) {
        StringBuilder whole = new StringBuilder(manner.target);
        if (!path.equals(root)) {
            for (Path part : root.relativize(path)) {
                whole.append(whole.isEmpty() ? "" : "/").append(part);
            }
        }
        return whole.toString();
    }

    /** A folder is of use to those who may read it when they may enter it too. */
    private static int entered(int mode) {
        return mode | ((mode & 0444) >> 2);
    }
}
