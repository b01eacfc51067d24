package io.github.amibaker.mojo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Where the working tree stands, as git itself says. */
final class GitCommit {
    private static final int SECONDS = 5;

    private GitCommit() {}

    /** The commit's hash, with {@code -dirty} when the tree differs from it; null where git or a repository is missing. */
    static String of(Path folder) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            try (InputStream out = git.getInputStream()) {
                String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                return git.waitFor(SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 && !said.isEmpty() ? said : null;
            }
        } catch (IOException noGit) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
