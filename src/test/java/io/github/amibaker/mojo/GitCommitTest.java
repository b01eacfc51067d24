package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {
    @TempDir
    Path folder;

    @Test
    void isTheHashOfTheCommitTheTreeStandsAt() throws Exception {
        repository();
        assertThat(GitCommit.of(folder)).matches("[0-9a-f]{40}");
    }

    @Test
    void isFoundFromAModulesFolderToo() throws Exception {
        repository();
        Path module = Files.createDirectories(folder.resolve("modules/web"));
        assertThat(GitCommit.of(module)).isEqualTo(GitCommit.of(folder));
    }

    @Test
    void saysThatTheTreeDiffersFromIt() throws Exception {
        repository();
        Files.writeString(folder.resolve("file"), "changed");
        assertThat(GitCommit.of(folder)).matches("[0-9a-f]{40}-dirty");
    }

    @Test
    void isTheCommitsAlsoWhereATagNamesIt() throws Exception {
        repository();
        git("-c", "user.name=me", "-c", "user.email=me@example.com", "tag", "-a", "-m", "one", "v1");
        assertThat(GitCommit.of(folder)).matches("[0-9a-f]{40}");
    }

    @Test
    void isUnknownOutsideOfARepository() {
        assertThat(GitCommit.of(folder)).isNull();
    }

    @Test
    void isUnknownBeforeTheFirstCommit() throws Exception {
        git("init", "-q");
        assertThat(GitCommit.of(folder)).isNull();
    }

    @Test
    void isUnknownWhereThereIsNoSuchFolder() {
        assertThat(GitCommit.of(folder.resolve("nowhere"))).isNull();
    }

    private void repository() throws IOException, InterruptedException {
        git("init", "-q");
        Files.writeString(folder.resolve("file"), "content");
        git("add", "file");
        git("-c", "user.name=me", "-c", "user.email=me@example.com", "commit", "-q", "-m", "first");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(git.waitFor()).isZero();
    }
}
