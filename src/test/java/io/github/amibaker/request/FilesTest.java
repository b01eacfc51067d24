package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.FILES_DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.PayloadFile.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
    }

    private List<PayloadFile> files() {
        return project.request().provisioning().files();
    }

    private void mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(project.file(path), PosixFilePermissions.fromString(mode));
    }

    @Test
    void areNotNeeded() {
        assertThat(files()).isEmpty();
    }

    @Test
    void keepTheirPathModeAndBytes() throws IOException {
        project.write("src/main/ami/files/etc/motd", "hi").write("src/main/ami/files/usr/bin/x", "#!");
        mode("src/main/ami/files/etc", "rwxr-xr-x");
        mode("src/main/ami/files/etc/motd", "rw-r-----");
        mode("src/main/ami/files/usr/bin/x", "rwxr-xr-x");
        assertThat(files())
                .contains(
                        new PayloadFile("etc", Kind.FOLDER, 0755, Bytes.NONE, Optional.empty()),
                        new PayloadFile("etc/motd", Kind.FILE, 0640, Bytes.of("hi"), Optional.empty()),
                        new PayloadFile("usr/bin/x", Kind.FILE, 0755, Bytes.of("#!"), Optional.empty()))
                .hasSize(5);
    }

    @Test
    void keepTheBitThatLetsThemRunAsTheirOwner() throws IOException {
        project.write("src/main/ami/files/x", "x");
        Files.setAttribute(project.file("src/main/ami/files/x"), "unix:mode", 04755);
        assertThat(files()).extracting(PayloadFile::mode).containsExactly(04755);
    }

    @Test
    void keepLinksAsLinksWhereverTheyPoint() throws IOException {
        Files.createDirectories(project.file("src/main/ami/files/etc"));
        Files.createSymbolicLink(project.file("src/main/ami/files/etc/absolute"), Path.of("/usr"));
        Files.createSymbolicLink(project.file("src/main/ami/files/etc/dangling"), Path.of("../no/where"));
        assertThat(files())
                .filteredOn(file -> file.kind() == Kind.LINK)
                .extracting(PayloadFile::path, file -> file.linkTarget().orElseThrow())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("etc/absolute", "/usr"),
                        org.assertj.core.api.Assertions.tuple("etc/dangling", "../no/where"));
    }

    @Test
    void mustNotBeSockets() throws IOException {
        Files.createDirectories(project.file("src/main/ami/files"));
        Path socket = project.file("src/main/ami/files/s");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
            project.read();
        }
        assertThat(project.faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.what()).contains(socket.toString());
            assertThat(fault.text()).contains(FILES_DIRECTORY.path(), FILES_DIRECTORY.property());
        });
    }

    @Test
    void mustBeReadable() {
        project.write("src/main/ami/files/secret", "x");
        FilesReader.read(project.parameters, file -> !file.endsWith("secret"), project.faults);
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("secret", "no right"));
    }

    @Test
    void mustLieWhereTheUserSays() {
        project.parameters.filesDirectory = Path.of("elsewhere");
        project.read();
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what())
                        .contains(project.file("elsewhere").toString(), "not there"));
    }

    @Test
    void areRefusedWithTheirSumWhenTheyAreTooMuch() throws IOException {
        for (String name : List.of("a", "b")) {
            project.write("src/main/ami/files/" + name, "");
            try (RandomAccessFile sparse = new RandomAccessFile(
                    project.file("src/main/ami/files/" + name).toFile(), "rw")) {
                sparse.setLength(60L << 30);
            }
        }
        project.read();
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("128849018880 bytes"));
    }
}
