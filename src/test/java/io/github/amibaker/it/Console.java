package io.github.amibaker.it;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a build printed and wrote, as a user would look at it; and further builds of the same project. */
public final class Console {
    private final Path folder;
    private final String text;

    private Console(Path folder, String text) {
        this.folder = folder;
        this.text = text;
    }

    /** What the invoker's build of {@code basedir} printed. */
    public static Console of(File basedir) throws IOException {
        return new Console(basedir.toPath(), Files.readString(basedir.toPath().resolve("build.log")));
    }

    /** Runs Maven in {@code folder} with the surroundings of the invoker's build of {@code basedir}, to its end. */
    public static Console maven(File folder, File basedir, String... arguments)
            throws IOException, InterruptedException {
        return ended(start(folder, basedir, arguments), folder);
    }

    /** What a build that was started in {@code folder} printed, once it has ended. */
    public static Console ended(Process build, File folder) throws IOException, InterruptedException {
        Stage.waitFor(build);
        return new Console(folder.toPath(), Files.readString(log(folder)));
    }

    /** Starts Maven in {@code folder} with the surroundings of the invoker's build of {@code basedir}. */
    public static Process start(File folder, File basedir, String... arguments) throws IOException {
        Path target = basedir.toPath().getParent().getParent();
        // The java process itself, not the mvn script, so that killing it kills the client.
        Path home = Path.of(System.getProperty("maven.home"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // as the invoker starts it
                "-classpath",
                classworlds(home),
                "-Dclassworlds.conf=" + home.resolve("bin/m2.conf"),
                "-Dmaven.home=" + home,
                "-Dlibrary.jansi.path=" + home.resolve("lib/jansi-native"),
                "-Dmaven.multiModuleProjectDirectory=" + folder,
                "org.codehaus.plexus.classworlds.launcher.Launcher",
                "-B",
                "-Dmaven.repo.local=" + target.resolve("local-repo"),
                "-Dami.endpoint=" + Cloud.of(basedir).endpoint()));
        command.addAll(
                List.of("-s", target.resolve("it/interpolated-settings.xml").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder)
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", Cloud.of(basedir).account());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        return builder.start();
    }

    private static String classworlds(Path home) throws IOException {
        try (Stream<Path> boot = Files.list(home.resolve("boot"))) {
            return boot.filter(jar -> jar.getFileName().toString().matches("plexus-classworlds.*\\.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    private static Path log(File folder) throws IOException {
        return Files.createDirectories(folder.toPath().resolve("target")).resolve("maven.log");
    }

    /** Copies the sources of a project, not what was built, with times of their own. */
    public static void copyProject(File from, File to) throws IOException {
        Path source = from.toPath();
        try (Stream<Path> files = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = source.relativize(file).toString();
                if (name.equals("pom.xml") || name.startsWith("src" + File.separator)) {
                    Path copy = to.toPath().resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** All that was printed. */
    public String text() {
        return text;
    }

    /** Whether this was printed. */
    public boolean says(String words) {
        return text.contains(words);
    }

    /** What Maven printed of the failure, from its summary on. */
    public String failure() {
        int at = text.lastIndexOf("Failed to execute goal");
        if (at < 0) {
            throw new AssertionError("The build did not fail in a goal:\n" + text);
        }
        return text.substring(at);
    }

    /** Whether a stack trace was printed. */
    public boolean hasStackTrace() {
        return text.lines().anyMatch(line -> line.matches("(\\[ERROR\\])?\\s+at [\\w.$/]+\\(.*\\)"));
    }

    /** A properties file that the build wrote. */
    public SortedMap<String, String> properties(String path) throws IOException {
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve(path))) {
            read.load(in);
        }
        SortedMap<String, String> sorted = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> sorted.put(name, read.getProperty(name)));
        return sorted;
    }
}
