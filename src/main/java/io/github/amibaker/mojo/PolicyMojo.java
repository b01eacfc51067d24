package io.github.amibaker.mojo;

import io.github.amibaker.recipe.Goals;
import io.github.amibaker.request.BakeParameters;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the least-privilege policies that this configuration needs to {@code target/ami}: one for the caller, one with its
 * trust policy for a service role of CloudFormation ({@code roleArn}). AWS is not called: an account is named in them when
 * {@code allowedAccounts} has one alone, a region when {@code region} is set.
 *
 * @since 0.1.0
 */
@Mojo(name = "policy", threadSafe = true)
public final class PolicyMojo extends WholeBakeMojo {
    /**
     * Whether the caller may remove images too, as {@code ami:clean} does with the same parameter.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.deregister", defaultValue = "false")
    private boolean deregister;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.deregister = deregister;
    }

    @Override
    void run(List<BakeParameters> images) {
        new Goals(console()).policy(images);
    }
}
