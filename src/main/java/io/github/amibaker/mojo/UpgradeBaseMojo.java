package io.github.amibaker.mojo;

import io.github.amibaker.recipe.Goals;
import io.github.amibaker.request.BakeParameters;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Puts the image that {@code baseImage} means now into the lock ({@code baseLock}), for the region in use, and tells what
 * changed: from which image to which, with names and dates. Nothing is baked.
 *
 * @since 0.1.0
 */
@Mojo(name = "upgrade-base", threadSafe = true)
public final class UpgradeBaseMojo extends BuilderMojo {
    @Override
    void run(List<BakeParameters> images) {
        images.forEach(new Goals(console())::upgradeBase);
    }
}
