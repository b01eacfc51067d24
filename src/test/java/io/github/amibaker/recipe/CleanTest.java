package io.github.amibaker.recipe;

import static io.github.amibaker.recipe.Scene.BAKED;
import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanTest {
    private static final String DELETE = "DeleteStack " + ARN;

    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void aScene() {
        scene = new Scene(folder);
        scene.deletingWorks();
    }

    @Test
    void whereThereIsNothingItIsQuickAndNoError() {
        scene.clean();
        assertThat(scene.console.all).containsExactly("There is no stack ami-demo in eu-west-1.");
        assertThat(scene.cloudFormation.calls).containsExactly("DescribeStacks", "DescribeStacks ami-demo");
        assertThat(scene.cloud.ec2.calls).isEmpty();
    }

    @Test
    void orphansAreLookedForInsteadOfTheProjectsStack() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.project.parameters.orphans = "all";
        assertThatThrownBy(scene::clean).hasMessageContaining("\"all\"");
        assertThat(scene.cloudFormation.calls).isEmpty();
    }

    @Test
    void theStackGoesAndItsImageStays() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.clean();
        assertThat(scene.changes()).containsExactly(DELETE);
        assertThat(scene.cloud.ec2.calls).doesNotContain("DeregisterImage", "DeleteSnapshot");
        assertThat(scene.console.info.get(0)).isEqualTo("Deleting stack ami-demo; its image stays.");
    }

    @Test
    void theStackOfSomebodyElseIsNotTouched() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.cloudFormation.tags.clear();
        assertThatThrownBy(() -> scene.cleanImagesToo(false))
                .hasMessageContaining("The stack ami-demo is not this plugin's");
        assertThat(scene.changes()).isEmpty();
        assertThat(scene.cloud.ec2.calls).isEmpty();
    }

    @Test
    void aBakeInProgressIsLeftAloneWhereTheLifecycleCleans() {
        scene.stackIs("CREATE_IN_PROGRESS", "hash");
        scene.cleanImagesToo(true);
        assertThat(scene.changes()).isEmpty();
        assertThat(scene.cloud.ec2.calls).isEmpty();
        assertThat(scene.console.info).singleElement().asString().contains("in progress and stays", "mvn ami:clean");
    }

    @Test
    void aBakeInProgressIsEndedWhereTheUserCleans() {
        scene.stackIs("CREATE_IN_PROGRESS", "hash");
        scene.clean();
        assertThat(scene.changes()).containsExactly(DELETE);
    }

    @Test
    void aCompleteStackGoesInTheLifecycleToo() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.goals().clean(List.of(scene.project.parameters), true);
        assertThat(scene.changes()).containsExactly(DELETE);
    }

    @Test
    void aPendingImageIsWaitedForBeforeItsBuilderIsTerminated() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.imageIs("pending", Map.of());
        scene.cloud.ec2.beforeLooks.add(() -> {});
        scene.cloud.ec2.beforeLooks.add(() -> {});
        scene.cloud.ec2.beforeLooks.add(() -> {
            assertThat(scene.changes()).isEmpty();
            scene.imageIs("available", Map.of());
        });
        scene.clean();
        assertThat(scene.cloud.ec2.beforeLooks).isEmpty();
        assertThat(scene.changes()).containsExactly(DELETE);
        assertThat(scene.console.warnings).isEmpty();
    }

    @Test
    void anImageThatStaysPendingIsNotWaitedForForEver() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.imageIs("pending", Map.of());
        scene.clean();
        assertThat(scene.changes()).containsExactly(DELETE);
        assertThat(scene.console.warnings)
                .singleElement()
                .asString()
                .contains(BAKED, "still pending after 60 minutes", "may spoil it");
    }

    @Test
    void deregisterRemovesTheImageAndItsSnapshotsToo() {
        scene.stackIs("CREATE_COMPLETE", "hash");
        scene.cleanImagesToo(false);
        assertThat(scene.changes()).containsExactly(DELETE);
        assertThat(scene.cloud.ec2.calls).contains("DeregisterImage");
        assertThat(scene.cloud.ec2.images).noneMatch(image -> image.imageId().equals(BAKED));
        assertThat(scene.console.info).anyMatch(line -> line.startsWith("Deregistered image " + BAKED));
    }

    @Test
    void deregisterFindsTheImageOfAStackThatIsGoneAlready() {
        scene.imageIs("available", Map.of());
        scene.cleanImagesToo(false);
        assertThat(scene.cloud.ec2.images).noneMatch(image -> image.imageId().equals(BAKED));
    }

    @Test
    void touchesNothingInAnAccountThatIsNotAllowed() {
        scene.stackIs("CREATE_COMPLETE", "any");
        scene.project.parameters.allowedAccounts = List.of("999999999999");
        assertThatThrownBy(scene::clean).hasMessageContaining("only 999999999999 is allowed");
        assertThat(scene.cloudFormation.calls).isEmpty();
    }

    @Test
    void deregisterLeavesImagesOfOtherStacksAlone() {
        scene.imageIs("available", Map.of("ami:stack-name", "ami-other"));
        int images = scene.cloud.ec2.images.size();
        scene.cleanImagesToo(false);
        assertThat(scene.cloud.ec2.images).hasSize(images);
        assertThat(scene.console.info).contains("There is no image of stack ami-demo in eu-west-1.");
    }
}
