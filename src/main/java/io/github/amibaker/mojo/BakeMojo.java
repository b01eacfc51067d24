package io.github.amibaker.mojo;

import io.github.amibaker.recipe.Goals;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.record.ResultProperties;
import io.github.amibaker.request.BakeParameters;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Bakes an Amazon Machine Image: renders the template, deploys the stack, watches it, waits for the image and writes its
 * id. A bake of the same inputs that is in progress is joined; when nothing changed since the last image nothing is
 * baked.
 *
 * @since 0.1.0
 */
@Mojo(name = "bake", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class BakeMojo extends WholeBakeMojo {
    /**
     * Bakes although nothing changed, and replaces a bake of other inputs that is in progress.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.force", defaultValue = "false")
    private boolean force;

    /**
     * Bakes nothing, and tells instead what changed since the last image of this stack name, or of another version of this
     * project: which script, file, parameter, base image; and what a bake would do about it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.explain", defaultValue = "false")
    private boolean explain;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.force = force;
    }

    @Override
    void run(List<BakeParameters> images) {
        Goals goals = new Goals(console());
        if (explain) {
            goals.explain(images);
        } else {
            publish(goals.bake(images));
        }
    }

    /** For later plugins of the module; what is a parameter too would configure the next execution of ours. */
    void publish(List<BakeRecord> baked) {
        Properties properties = project().getProperties();
        ResultProperties.of(baked).forEach((name, value) -> {
            if (!name.equals("ami.region") && !name.equals("ami.stackName")) {
                properties.setProperty(name, value);
            }
        });
    }
}
