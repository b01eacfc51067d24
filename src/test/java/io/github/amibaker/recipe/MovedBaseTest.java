package io.github.amibaker.recipe;

import static io.github.amibaker.recipe.Scene.BAKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.record.BakeRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client is killed, AWS moves the name of the base image, and the client runs again. */
class MovedBaseTest {
    private static final String THEN = "ami-0123456789abcdef0";
    private static final String NOW = "ami-0000000000000b0b0";

    @TempDir
    Path folder;

    private Scene scene;
    private String inputsThen;

    @BeforeEach
    void aBakeThatBeganBeforeTheNameMoved() {
        scene = new Scene(folder);
        scene.project.parameters.baseImage = "ssm:/al2023";
        inputsThen = scene.inputs();
        scene.stackIs("CREATE_IN_PROGRESS", inputsThen);
        scene.cloudFormation.tags.put("ami:base-image", THEN);
        scene.cloud.ec2.images.add(scene.cloud.ec2.images.get(0).toBuilder()
                .imageId(NOW)
                .name("al2023-newer")
                .build());
        scene.cloud.parameters.put("/al2023", List.of("String", NOW));
    }

    @Test
    void theBakeInProgressIsJoinedAndTheResultTellsWhatItBeganFrom() {
        scene.completes();
        BakeRecord baked = scene.bake();
        assertThat(scene.changes()).isEmpty();
        assertThat(baked.imageId()).isEqualTo(BAKED);
        assertThat(baked.baseImageId()).isEqualTo(THEN);
        assertThat(scene.console.info)
                .contains("The bake in progress began from " + THEN + ", which ssm:/al2023 meant then; now it is " + NOW
                        + ".");
    }

    @Test
    void aBakeThatIsNotTheSameInAllElseIsRefused() {
        scene.project.script("10-hello.sh", "#!/bin/sh\necho other\n");
        assertThatThrownBy(scene::bake).hasMessageContaining("other inputs");
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void aForcedBakeReplacesIt() {
        scene.project.parameters.force = true;
        assertThat(scene.validate()).contains("is replaced by force");
    }

    @Test
    void aBaseImageNamedByItsIdIsRefusedWhenItIsAnother() {
        scene.project.parameters.baseImage = NOW;
        assertThatThrownBy(scene::bake).hasMessageContaining("other inputs");
    }

    @Test
    void aBaseImageThatIsGoneSinceIsRefused() {
        scene.cloud.ec2.images.removeIf(image -> image.imageId().equals(THEN));
        assertThatThrownBy(scene::bake).hasMessageContaining("other inputs");
    }

    @Test
    void aTagThatSomebodySpoiledIsNotAskedFor() {
        scene.cloudFormation.tags.put("ami:base-image", "ami-; drop");
        assertThatThrownBy(scene::bake).hasMessageContaining("other inputs");
    }

    @Test
    void aBakeThatFailedIsNotJoinedButReplaced() {
        scene.stackIs("ROLLBACK_IN_PROGRESS", inputsThen);
        assertThat(scene.validate()).contains("because its last bake failed");
    }

    @Test
    void validateTellsThatABakeWouldJoin() {
        assertThat(scene.validate()).contains("would join the one in progress");
    }
}
