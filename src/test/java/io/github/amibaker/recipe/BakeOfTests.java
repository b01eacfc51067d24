package io.github.amibaker.recipe;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A bake in a cloud where deleting works. */
abstract class BakeOfTests {
    static final String CREATE = "CreateStack ami-demo";
    static final String DELETE = "DeleteStack " + ARN;

    @TempDir
    Path folder;

    Scene scene;

    @BeforeEach
    void aScene() {
        scene = new Scene(folder);
        scene.deletingWorks();
    }

    void assertRefused(String... told) {
        assertThatThrownBy(scene::bake).isInstanceOfSatisfying(BakeException.class, refused -> {
            assertThat(refused.kind()).isEqualTo(BakeException.Kind.USER);
            assertThat(refused.text()).contains(told);
        });
        assertThat(scene.changes()).isEmpty();
    }
}
