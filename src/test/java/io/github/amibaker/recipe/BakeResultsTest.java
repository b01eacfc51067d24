package io.github.amibaker.recipe;

import static io.github.amibaker.recipe.Scene.BAKED;
import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.record.BakeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What a bake leaves behind: files, tags, a stack or none. */
class BakeResultsTest {
    private static final String OWN =
            "Resources: {Image: {Type: 'Custom::AMI'}}\nOutputs: {ImageId: {Value: !GetAtt Image.ImageId}}\n";

    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void aScene() {
        scene = new Scene(folder);
        scene.deletingWorks();
        scene.bakingWorks();
    }

    @Test
    void theResultsAreWrittenForMavenAndForPrograms() {
        scene.bake();
        assertThat(scene.project.file("target/ami.properties"))
                .content()
                .contains("ami.id=" + BAKED + "\n", "ami.region=eu-west-1\n", "ami.stackName=ami-demo\n");
        assertThat(scene.project.file("target/ami.json")).content().contains("\"id\" : \"" + BAKED + "\"");
    }

    @Test
    void theStackStaysUntilClean() {
        scene.bake();
        assertThat(scene.changes()).doesNotContain("DeleteStack " + ARN);
    }

    @Test
    void afterBakeTheStackGoesAndTheImageAndTheResultsStay() {
        scene.project.parameters.teardown = "after-bake";
        scene.bake();
        assertThat(scene.changes()).containsExactly("CreateStack ami-demo", "DeleteStack " + ARN);
        assertThat(scene.cloud.ec2.calls).doesNotContain("DeregisterImage");
        assertThat(scene.project.file("target/ami.properties")).exists();
    }

    @Test
    void whatTheBuiltInTemplateMadeIsTaggedAlready() {
        scene.bake();
        assertThat(scene.cloud.ec2.tagged).isEmpty();
    }

    @Test
    void whatATemplateOfTheUsersOwnMadeIsTaggedAfterwardsWithNameAndStack() {
        scene.project.write("src/main/ami/template.yaml.ftl", OWN);
        scene.project.parameters.tags = Map.of("Team", "web");
        scene.untagged = true;
        BakeRecord baked = scene.bake();
        assertThat(scene.cloud.ec2.tagged).singleElement().satisfies(request -> {
            assertThat(request.resources()).containsExactly(BAKED, "snap-of-" + BAKED);
            assertThat(request.tags())
                    .contains(tag("Name", "name-of-" + BAKED), tag("Team", "web"), tag("ami:stack-id", ARN))
                    .contains(tag("ami:stack-name", "ami-demo"), tag("ami:inputs", baked.inputs()));
        });
        assertThat(baked.tags()).containsEntry("ami:stack-id", ARN).containsEntry("Team", "web");
    }

    @Test
    void theNameThatAnOwnTemplateGaveStays() {
        scene.project.write("src/main/ami/template.yaml.ftl", OWN);
        scene.imageIs("available", Map.of("Name", "its own"));
        scene.cloudFormation.onCreate.clear();
        scene.cloudFormation.onCreate.add(() -> scene.cloudFormation.happen(stack(100, "CREATE_COMPLETE")));
        assertThat(scene.bake().tags()).containsEntry("Name", "its own");
        assertThat(scene.cloud.ec2.tagged.get(0).tags()).extracting(Tag::key).doesNotContain("Name");
    }

    @Test
    void whoJoinsTheBakeOfAnotherModuleRecordsWhoseItWas() {
        scene.project.write("src/main/ami/template.yaml.ftl", OWN);
        scene.untagged = true;
        scene.stackIs("CREATE_COMPLETE", scene.inputs());
        scene.cloudFormation.tags.put("ami:project", "com.example:other:1.0");
        assertThat(scene.bake().tags()).containsEntry("ami:project", "com.example:other:1.0");
        scene.imageIs("available", Map.of("ami:project", "com.example:it-is:1.0", "ami:git-commit", "cafe"));
        scene.project.parameters.gitCommit = "beef";
        assertThat(scene.bake().tags())
                .containsEntry("ami:project", "com.example:it-is:1.0")
                .containsEntry("ami:git-commit", "cafe");
    }

    @Test
    void aFailedStackIsToldByItsRootCauseAndNothingIsWritten() {
        scene.cloudFormation.onCreate.clear();
        scene.cloudFormation.onCreate.add(() -> scene.cloudFormation.happen(
                stack(100, "CREATE_IN_PROGRESS"),
                event(101, "Builder", "AWS::EC2::Instance", "CREATE_FAILED", "", "No capacity."),
                stack(102, "ROLLBACK_IN_PROGRESS"),
                stack(103, "ROLLBACK_COMPLETE")));
        assertThatThrownBy(scene::bake)
                .isInstanceOfSatisfying(
                        BakeException.class,
                        failed -> assertThat(failed.text()).contains("Builder", "No capacity.", "mvn ami:bake"));
        assertThat(scene.project.file("target")).doesNotExist();
    }

    @Test
    void aFailedImageIsToldWithEc2sReason() {
        scene.cloudFormation.onCreate.clear();
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.happen(stack(100, "CREATE_COMPLETE"));
            scene.imageIs("failed", Map.of());
        });
        assertThatThrownBy(scene::bake)
                .isInstanceOf(BakeException.class)
                .hasMessageContaining("Image " + BAKED + " is in state 'failed'");
        assertThat(scene.project.file("target")).doesNotExist();
    }

    @Test
    void anOutputThatIsNoImageIsRefusedWithTheTemplatesParameter() {
        scene.cloudFormation.onPoll.clear();
        scene.cloudFormation.onCreate.clear();
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.happen(stack(100, "CREATE_COMPLETE"));
            scene.cloudFormation.outputs.put("ImageId", "none");
        });
        assertThatThrownBy(scene::bake)
                .isInstanceOfSatisfying(
                        BakeException.class,
                        refused -> assertThat(refused.text())
                                .contains("\"none\"", "<configuration><template>", "-Dami.template", "mvn ami:bake"));
    }

    @Test
    void resultsThatCannotBeWrittenAnyMoreDoNotLoseTheImage() {
        scene.cloudFormation.onPoll.add(() -> scene.project.write("target", "a file where the folder was"));
        assertThatThrownBy(scene::bake)
                .isInstanceOfSatisfying(
                        BakeException.class,
                        refused -> assertThat(refused.text())
                                .contains(BAKED, "-Dami.propertiesFile", "-Dami.manifestFile", "mvn ami:bake")
                                .contains(scene.project.file("target") + ": it is no folder."));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void resultsForWhichThereIsNoRoomDoNotLoseTheImageAndAreWrittenOnceThereIs() throws IOException {
        Path full = Files.createSymbolicLink(scene.project.file("full"), Path.of("/dev/full"));
        scene.project.parameters.manifestFile = full;
        assertThatThrownBy(scene::bake)
                .isInstanceOf(BakeException.class)
                .hasMessageContaining(BAKED)
                .hasMessageContaining(full + ": No space left on device.");
        scene.project.parameters.manifestFile = null;
        scene.cloudFormation.tags.put("ami:inputs", scene.inputs());
        scene.bake();
        assertThat(scene.changes()).containsExactly("CreateStack ami-demo");
        assertThat(scene.project.file("target/ami.json")).content().contains(BAKED);
    }

    @Test
    void aTargetThatGoesInTheMiddleIsMadeAnew() {
        scene.project.write("target/classes/x", "made before");
        scene.cloudFormation.onPoll.add(() -> delete("target/classes/x", "target/classes", "target"));
        scene.bake();
        assertThat(scene.project.file("target/ami.properties")).content().contains("ami.id=" + BAKED + "\n");
        assertThat(scene.project.file("target/ami.json")).exists();
    }

    private void delete(String... paths) {
        for (String path : paths) {
            assertThat(scene.project.file(path).toFile().delete()).isTrue();
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
