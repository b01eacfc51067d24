package io.github.amibaker.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.Project;
import io.github.amibaker.request.StagingPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of several images gets the policies that its own configuration needs. */
class PoliciesOfImagesTest {
    @TempDir
    Path folder;

    private Scene scene;
    private Project plain;
    private Project rich;

    @BeforeEach
    void twoImages() {
        scene = new Scene(folder);
        plain = image("plain");
        rich = image("rich");
        rich.parameters.staging = new StagingPlace();
        rich.parameters.staging.bucket = "acme-builds";
        rich.parameters.staging.when = "always";
        rich.parameters.roleArn = "arn:aws:iam::123456789012:role/images";
        rich.parameters.permissionsBoundary = "arn:aws:iam::123456789012:policy/bound";
        rich.parameters.instanceProfile = "builder";
    }

    private Project image(String id) {
        Project project = new Project(folder.resolve(id));
        project.parameters.image = id;
        project.parameters.stackName = "web";
        project.parameters.buildDirectory = folder.resolve("target");
        return project;
    }

    private String policy(String image, String file) throws IOException {
        return Files.readString(folder.resolve("target/ami/" + image + "/" + file + ".json"));
    }

    private void write() {
        scene.goals().policy(List.of(plain.parameters, rich.parameters));
    }

    @Test
    void arePutApartWithTheStackOfEach() throws IOException {
        write();
        assertThat(policy("plain", "caller-policy"))
                .contains(":stack/web-plain/*")
                .doesNotContain("web-rich");
        assertThat(policy("rich", "caller-policy"))
                .contains(":stack/web-rich/*")
                .doesNotContain("web-plain");
        assertThat(folder.resolve("target/ami/caller-policy.json")).doesNotExist();
        assertThat(scene.console.info).last().asString().contains("each of these 2 images");
    }

    @Test
    void allowBucketsRolesAndProfilesToThatImageOnlyWhichHasThem() throws IOException {
        write();
        assertThat(policy("rich", "caller-policy"))
                .contains("s3:PutObject", "arn:aws:s3:::acme-builds/", "arn:aws:iam::123456789012:role/images");
        assertThat(policy("rich", "service-role-policy")).contains("policy/bound", "\"BuilderRole\"");
        for (String file : List.of("caller-policy", "service-role-policy")) {
            assertThat(policy("plain", file)).doesNotContain("s3:", "role/images", "policy/bound", "\"BuilderRole\"");
        }
    }
}
