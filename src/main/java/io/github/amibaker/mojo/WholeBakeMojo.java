package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals take that are about a whole bake: as whom CloudFormation works, what stays, and where the results go. */
abstract class WholeBakeMojo extends BoundedMojo {
    /**
     * ARN of a service role for CloudFormation. Without one CloudFormation works with the caller's own rights, in a
     * session that can expire in a long bake. Example: {@code arn:aws:iam::123456789012:role/images}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.roleArn")
    private String roleArn;

    /**
     * Whether IAM simulates what the caller and the service role may do before a stack is created, where the caller may
     * ask for that. To be switched off where policies are narrower than IAM can tell beforehand, such as for one subnet
     * only, so that it refuses what AWS would allow.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.simulateRights", defaultValue = "true")
    private boolean simulateRights;

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
        parameters.simulateRights = simulateRights;
        parameters.teardown = teardown;
        parameters.onFailure = onFailure;
        parameters.propertiesFile = propertiesFile.toPath();
        parameters.manifestFile = manifestFile.toPath();
    }
}
