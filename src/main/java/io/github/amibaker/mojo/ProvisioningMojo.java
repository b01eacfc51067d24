package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals that render a template take of the provisioning: what is put into the image, and how it is told. */
abstract class ProvisioningMojo extends FilesMojo {
    /**
     * Folder of the scripts that run on the builder as root, in the order of their names. Each begins with
     * {@code #!}. Default: {@code src/main/ami/provision}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.provisionDirectory", defaultValue = "${project.basedir}/src/main/ami/provision")
    private File provisionDirectory;

    /**
     * The scripts that run, in this order, in the place of all in the folder: each the name of a file in
     * {@code provisionDirectory} or a path from the project's folder, or of a script that the plugin brings, or an element
     * with {@code <file>}, {@code <inline>} or {@code <readyMade>}, and as needed {@code <name>}, {@code <interpreter>},
     * {@code <environment>} of its own, {@code <timeout>} of an attempt, {@code <retries>} with {@code <retryPause>}
     * (10s), and {@code <expectReboot>}: it reboots the builder, and the next one runs afterwards. A script in the pom
     * that does not begin with {@code #!} is run by {@code /bin/bash -e}. On the command line
     * {@code -Dami.provision=10-a.sh,update-packages}. Default: all scripts of the folder, in the order of their names.
     * Example: {@code <provision><script>10-a.sh</script><script><inline>dnf -y install nginx</inline></script></provision>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.provision")
    private List<ProvisionScript> provision;

    /**
     * Variables in the environment of the scripts. They stand in the user data, which whoever may read the stack or the
     * instance can read: no secrets here, but {@code ssm-secure:/name} or {@code secretsmanager:id}, which the builder
     * replaces by the value of that parameter or secret. On the command line
     * {@code -Dami.environment=NAME=value,OTHER=value}. Example: {@code <environment><HEAP>2g</HEAP></environment>}.
     *
     * @since 0.1.0
     */
    @Parameter
    private Map<String, String> environment;

    /**
     * How the builder tells that it is provisioned: {@code handle}, a PUT to a presigned address, which carries the
     * reason of a failure; or {@code resource}, a call of {@code SignalResource} as {@code cfn-signal} makes it, which
     * carries none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.signal", defaultValue = "handle")
    private String signal;

    /**
     * How long provisioning may take, from 1 second to 12 hours: {@code 90s}, {@code 30m}, {@code 2h}, or ISO-8601 as
     * {@code PT30M}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.provisionTimeout", defaultValue = "30m")
    private String provisionTimeout;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.provisionDirectory = provisionDirectory.toPath();
        parameters.provision = provision == null
                ? null
                : provision.stream()
                        .map(script -> script == null ? null : script.script())
                        .toList();
        parameters.environment = new PropertyMap(session(), "environment").over(environment);
        parameters.signal = signal;
        parameters.provisionTimeout = provisionTimeout;
    }
}
