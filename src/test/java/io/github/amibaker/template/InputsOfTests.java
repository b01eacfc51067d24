package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.render;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.amibaker.request.PlacedArtifact;
import io.github.amibaker.request.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** Projects, and the hash of their inputs. */
abstract class InputsOfTests {
    @TempDir
    Path folder;

    Project project(String name) {
        Project project = new Project(folder.resolve(name));
        project.write("src/main/ami/files/etc/motd", "hi");
        mode(project, "src/main/ami/files/etc", "rwxr-xr-x");
        mode(project, "src/main/ami/files/etc/motd", "rw-r--r--");
        return project;
    }

    static void mode(Project project, String path, String mode) {
        try {
            Files.setPosixFilePermissions(project.file(path), PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String inputs(Project project) {
        return render(project.request(new TemplateRenderer()::stages)).inputs();
    }

    static void artifact(Project project, String comment, long time, String content) {
        project.parameters.artifact = new PlacedArtifact();
        project.parameters.artifact.set("/opt/app.jar");
        project.write("target/web.jar", Jars.jar(comment, time, content));
    }

    static Arguments change(String name, Consumer<Project> change) {
        return arguments(name, change);
    }

    static final class Templates {
        static final String OWN = "Resources: {A: {Type: 'Custom::AMI'}}\nOutputs: {ImageId: {Value: !Ref A}}\n";
    }
}
