package io.github.amibaker.mojo;

import io.github.amibaker.recipe.Goals;
import io.github.amibaker.request.BakeParameters;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Checks all that a bake needs and creates nothing: the configuration, scripts, files and template here; account, base
 * image, instance type, network, image name, template and rights in AWS. Everything that is wrong is told in one list. The
 * last line tells what a bake would do now.
 *
 * @since 0.1.0
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class ValidateMojo extends WholeBakeMojo {
    @Override
    void run(List<BakeParameters> images) {
        new Goals(console()).validate(images);
    }
}
