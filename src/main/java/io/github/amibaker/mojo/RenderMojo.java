package io.github.amibaker.mojo;

import io.github.amibaker.recipe.Goals;
import io.github.amibaker.request.BakeParameters;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes the template and the builder's user data to {@code target/ami}, as a bake would use them. AWS is not called:
 * what only AWS knows stands in by its name.
 *
 * @since 0.1.0
 */
@Mojo(name = "render", threadSafe = true)
public final class RenderMojo extends TemplateMojo {
    @Override
    void run(List<BakeParameters> images) {
        for (Goals.Rendering rendering : new Goals(console()).render(images)) {
            console().info("Template: " + rendering.template());
            console().info("User data: " + rendering.userData());
        }
    }
}
