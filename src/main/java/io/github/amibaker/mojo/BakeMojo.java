package io.github.amibaker.mojo;

import io.github.amibaker.recipe.Goals;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.record.ResultProperties;
import io.github.amibaker.request.BakeParameters;
import java.io.File;
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
public final class BakeMojo extends BoundedMojo {
    /**
     * ARN of a service role for CloudFormation. Without one CloudFormation works with the caller's own rights, in a
     * session that can expire in a long bake. Example: {@code arn:aws:iam::123456789012:role/images}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.roleArn")
    private String roleArn;

    /**
     * When the stack goes: {@code on-clean}, with {@code ami:clean}; or {@code after-bake}, as soon as the image is
     * available.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.teardown", defaultValue = "on-clean")
    private String teardown;

    /**
     * What becomes of a failed builder: {@code rollback} removes it with all else; {@code keep} leaves it running for a
     * look, until {@code ami:clean}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.onFailure", defaultValue = "rollback")
    private String onFailure;

    /**
     * Bakes although nothing changed, and replaces a bake of other inputs that is in progress.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.force", defaultValue = "false")
    private boolean force;

    /**
     * File for the results as properties: {@code ami.id}, {@code ami.name} and more.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.propertiesFile", defaultValue = "${project.build.directory}/ami.properties")
    private File propertiesFile;

    /**
     * File for the results as JSON, with the stack's events.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.manifestFile", defaultValue = "${project.build.directory}/ami.json")
    private File manifestFile;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.roleArn = roleArn;
        parameters.teardown = teardown;
        parameters.onFailure = onFailure;
        parameters.force = force;
        parameters.propertiesFile = propertiesFile.toPath();
        parameters.manifestFile = manifestFile.toPath();
    }

    @Override
    void run(BakeParameters parameters) {
        publish(new Goals(console()).bake(parameters));
    }

    /** For later plugins of the module; what is a parameter too would configure the next execution of ours. */
    void publish(BakeRecord baked) {
        Properties properties = project().getProperties();
        ResultProperties.of(baked).forEach((name, value) -> {
            if (!name.equals("ami.region") && !name.equals("ami.stackName")) {
                properties.setProperty(name, value);
            }
        });
    }
}
