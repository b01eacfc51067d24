package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesOfMavenTest {
    @TempDir
    Path folder;

    private MavenBuild build;

    @BeforeEach
    void aBuild() {
        build = new MavenBuild(folder);
        build.project.getProperties().setProperty("color", "blå");
    }

    private Bytes filtered(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return new FilesOfMaven(build.project, null, build.session()).filtered(file);
    }

    private String filtered(String text) throws IOException {
        return filtered("x.txt", text.getBytes(StandardCharsets.UTF_8)).utf8();
    }

    @Test
    void fillsInBothForms() throws IOException {
        assertThat(filtered("${color} @color@ ${project.version}\n")).isEqualTo("blå blå 1.0\n");
    }

    @Test
    void leavesWhatIsUnknownAsItIs() throws IOException {
        assertThat(filtered("${NOBODY} a@b.c \\${x} $HOME\r\n")).isEqualTo("${NOBODY} a@b.c \\${x} $HOME\r\n");
    }

    @Test
    void readsTheProjectsEncoding() throws IOException {
        build.project.getProperties().setProperty("project.build.sourceEncoding", "ISO-8859-1");
        byte[] latin = "é ${color}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(filtered("x.txt", latin)).isEqualTo(Bytes.of("é blå".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void leavesWhatIsNoTextAsItIs() throws IOException {
        byte[] nul = "${color}\0".getBytes(StandardCharsets.UTF_8);
        byte[] noUtf8 = "${color}é".getBytes(StandardCharsets.ISO_8859_1);
        byte[] image = "${color}".getBytes(StandardCharsets.UTF_8);
        assertThat(filtered("x.bin", nul)).isEqualTo(Bytes.of(nul));
        assertThat(filtered("x.bin", noUtf8)).isEqualTo(Bytes.of(noUtf8));
        assertThat(filtered("x.PNG", image)).isEqualTo(Bytes.of(image));
    }
}
