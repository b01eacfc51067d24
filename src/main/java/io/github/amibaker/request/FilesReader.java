package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ProvisioningAdvice;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the files that are laid over {@code /}: links stay links, modes are kept. */
final class FilesReader extends SimpleFileVisitor<Path> {
    static final String STANDARD = "src/main/ami/files";

    private static final long MOST_BYTES = 16L * 1024 * 1024;
    /** Modes where the file system of the build knows none. */
    private static final int FOLDER_MODE = 0755;

    private static final int FILE_MODE = 0644;
    private static final int PERMISSIONS = 07777;

    private final Path root;
    private final Predicate<Path> readable;
    private final Faults faults;
    private final List<BakeRequest.PayloadFile> files = new ArrayList<>();
    private long bytes;

    private FilesReader(Path root, Predicate<Path> readable, Faults faults) {
        this.root = root;
        this.readable = readable;
        this.faults = faults;
    }

    static List<BakeRequest.PayloadFile> read(BakeParameters parameters, Faults faults) {
        return read(parameters, Files::isReadable, faults);
    }

    /** @param readable whether the rights allow it, which they always do to root */
    static List<BakeRequest.PayloadFile> read(BakeParameters parameters, Predicate<Path> readable, Faults faults) {
        Path folder = parameters.path(parameters.filesDirectory, STANDARD);
        Optional<String> obstacle = Obstacle.toListing(folder);
        if (obstacle.isPresent()) {
            if (Files.exists(folder) || parameters.isOwn(parameters.filesDirectory, STANDARD)) {
                faults.add(ProvisioningAdvice.unreadableFolder(Parameter.FILES_DIRECTORY, folder, obstacle.get()));
            }
            return List.of();
        }
        try {
            FilesReader reader = new FilesReader(folder.toRealPath(), readable, faults);
            Files.walkFileTree(reader.root, reader);
            if (reader.bytes > MOST_BYTES) {
                faults.add(ProvisioningAdvice.tooMuch(Parameter.FILES_DIRECTORY, folder, reader.bytes, MOST_BYTES));
            }
            return reader.files.stream()
                    .sorted(Comparator.comparing(BakeRequest.PayloadFile::path))
                    .toList();
        } catch (IOException e) {
            faults.add(ProvisioningAdvice.unreadableFolder(
                    Parameter.FILES_DIRECTORY, folder, String.valueOf(e.getMessage())));
            return List.of();
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (!folder.equals(root)) {
            add(folder, BakeRequest.PayloadFile.Kind.FOLDER, mode(folder, FOLDER_MODE), Bytes.NONE, Optional.empty());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(file).toString();
            add(file, BakeRequest.PayloadFile.Kind.LINK, 0777, Bytes.NONE, Optional.of(target));
        } else if (!attributes.isRegularFile()) {
            faults.add(ProvisioningAdvice.specialFile(file));
        } else {
            regular(file, attributes.size());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        faults.add(ProvisioningAdvice.unreadableFile(file, String.valueOf(e.getMessage())));
        return FileVisitResult.CONTINUE;
    }

    private void regular(Path file, long size) {
        bytes += size;
        if (bytes > MOST_BYTES) {
            return; // told once, with the sum, when all are seen
        }
        Optional<String> obstacle = Obstacle.toReading(file, readable);
        if (obstacle.isPresent()) {
            faults.add(ProvisioningAdvice.unreadableFile(file, obstacle.get()));
            return;
        }
        try {
            Bytes content = Bytes.of(Files.readAllBytes(file));
            add(file, BakeRequest.PayloadFile.Kind.FILE, mode(file, FILE_MODE), content, Optional.empty());
        } catch (IOException e) {
            faults.add(ProvisioningAdvice.unreadableFile(file, String.valueOf(e.getMessage())));
        }
    }

    private void add(
            Path path, BakeRequest.PayloadFile.Kind kind, int mode, Bytes content, Optional<String> linkTarget) {
        StringBuilder relative = new StringBuilder();
        for (Path part : root.relativize(path)) {
            relative.append(relative.isEmpty() ? "" : "/").append(part);
        }
        files.add(new BakeRequest.PayloadFile(relative.toString(), kind, mode, content, linkTarget));
    }

    private static int mode(Path path, int standard) {
        try {
            return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
        } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
            return standard;
        }
    }
}
