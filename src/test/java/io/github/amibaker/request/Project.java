package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A Maven project in a folder of its own, with one script, for tests to spoil. */
public final class Project {
    /** What the user wrote. */
    public final BakeParameters parameters = new BakeParameters();

    /** What was found wrong. */
    public final Faults faults = new Faults();

    /** What was warned of. */
    public final List<String> warnings = new ArrayList<>();

    private final Path folder;

    public Project(Path folder) {
        this.folder = folder;
        parameters.groupId = "com.acme";
        parameters.artifactId = "web";
        parameters.version = "1.0-SNAPSHOT";
        parameters.basedir = folder;
        parameters.buildDirectory = folder.resolve("target");
        parameters.baseImage = "ami-0123456789abcdef0";
        parameters.maven = new FakeMavenFiles(this);
        script("10-hello.sh", "#!/bin/sh\necho hello\n");
    }

    public Path file(String path) {
        return folder.resolve(path);
    }

    public Project script(String name, String content) {
        return write("src/main/ami/provision/" + name, content);
    }

    /** The same with one script, which is for Windows. */
    public Project forWindows(String powerShell) {
        try {
            Files.delete(file("src/main/ami/provision/10-hello.sh"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return script("10-hello.ps1", powerShell);
    }

    public Project write(String path, String content) {
        return write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public Project write(String path, byte[] content) {
        try {
            Files.createDirectories(file(path).getParent());
            Files.write(file(path), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request, whatever is wrong with it. */
    public BakeRequest read() {
        return read(unstaged -> false);
    }

    private BakeRequest read(Predicate<BakeRequest> stages) {
        return new BakeRequestReader()
                .read(parameters, faults, warnings::add, stages)
                .orElseThrow(() -> new AssertionError(faults.list().toString()));
    }

    /** The request, which nothing must be wrong with. */
    public BakeRequest request() {
        return request(unstaged -> false);
    }

    /** The request, which nothing must be wrong with, staged where that is so decided. */
    public BakeRequest request(Predicate<BakeRequest> stages) {
        BakeRequest request = read(stages);
        faults.throwIfAny();
        return request;
    }
}
