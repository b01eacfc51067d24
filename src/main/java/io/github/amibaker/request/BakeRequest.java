package io.github.amibaker.request;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What one bake is asked to do. Every value has been checked; nothing in it came from AWS.
 *
 * @param image its id among several images of one execution
 * @param connection where AWS is reached, and as whom
 * @param project the Maven project the image is baked from
 * @param stackName name of the stack, legal for CloudFormation
 * @param imageName the image's name as the user wrote it; empty when the function works it out
 * @param imageNamePrefix what a worked out image name begins with, legal for EC2 and short enough for a suffix
 * @param baseImage the image the builder starts from
 * @param baseLock what the base image was found to mean before; empty when the user wants no lock
 * @param machine the builder
 * @param imaging what the image is made of beside its root volume, and who makes it
 * @param egress how the builder gets out, and whom it trusts there
 * @param roles what CloudFormation and the function may do
 * @param signal how the builder tells that it is provisioned
 * @param provisionTimeout how long provisioning may take, 1 second to 12 hours
 * @param provisioning what is put into the image
 * @param staging where what does not fit into the user data goes
 * @param template the template to render
 * @param tags the user's tags
 * @param teardown when the stack goes
 * @param onFailure what becomes of a failed builder
 * @param force bake although nothing changed, and replace a bake of other inputs
 * @param timeout how long the goal may take; empty: as long as AWS does
 * @param deadline how long after its creation the stack is to be gone, no shorter than {@code provisionTimeout}
 * @param propertiesFile where the results are written for Maven and people
 * @param manifestFile where the results are written for programs
 */
public record BakeRequest(
        Optional<String> image,
        Connection connection,
        Project project,
        String stackName,
        Optional<String> imageName,
        String imageNamePrefix,
        BaseImage baseImage,
        Optional<BaseLock> baseLock,
        Machine machine,
        Imaging imaging,
        Egress egress,
        Roles roles,
        Signal signal,
        Duration provisionTimeout,
        Provisioning provisioning,
        Staging staging,
        TemplateSource template,
        SortedMap<String, String> tags,
        Teardown teardown,
        OnFailure onFailure,
        boolean force,
        Optional<Duration> timeout,
        Duration deadline,
        Path propertiesFile,
        Path manifestFile) {

    /** Whether the builder comes by a launch template: an instance alone takes no throughput, and is on demand. */
    public boolean needsLaunchTemplate() {
        return machine.choice().spot().isPresent()
                || machine.rootVolume().throughput().isPresent()
                || imaging.volumes().stream()
                        .anyMatch(volume -> volume.disk().throughput().isPresent());
    }

    /**
     * Where AWS is reached, and as whom; what is empty is left to AWS's own provider chains.
     *
     * @param endpoint overrides the endpoint of every service used
     * @param allowedAccounts accounts that may be worked in; empty: whichever the credentials belong to
     * @param keys credentials of Maven's settings, which nothing else may take the place of
     * @param session the role to assume with all that, and how sessions of roles are asked for
     */
    public record Connection(
            Optional<String> region,
            Optional<String> profile,
            Optional<URI> endpoint,
            Optional<Proxy> proxy,
            List<String> allowedAccounts,
            Optional<Keys> keys,
            RoleSession session) {

        /** A connection to whichever account the credentials belong to. */
        public Connection(
                Optional<String> region, Optional<String> profile, Optional<URI> endpoint, Optional<Proxy> proxy) {
            this(region, profile, endpoint, proxy, List.of(), Optional.empty(), RoleSession.NONE);
        }
    }

    /** An access key, and the token of a session; never printed. */
    public record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
        @Override
        public String toString() {
            return accessKeyId;
        }
    }

    /** The HTTP proxy of Maven's settings; {@code nonProxyHosts} in Maven's form, separated by {@code |}. */
    public record Proxy(
            String host,
            int port,
            Optional<String> username,
            Optional<String> password,
            Optional<String> nonProxyHosts) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The Maven project; {@code gitCommit} is where the working tree stands, when that is known. */
    public record Project(String groupId, String artifactId, String version, Optional<String> gitCommit) {
        /** Group, artifact and version, separated by colons. */
        public String coordinates() {
            return groupId + ":" + artifactId + ":" + version;
        }
    }

    /**
     * The builder.
     *
     * @param choice which machines it may be, and where
     * @param securityGroupIds ids, or names of groups in the VPC; empty: a group of the stack's own, without ingress
     * @param instanceProfile name or ARN
     * @param associatePublicIp empty: as the subnet says
     */
    public record Machine(
            MachineChoice choice,
            List<String> securityGroupIds,
            Optional<String> instanceProfile,
            Optional<Boolean> associatePublicIp,
            RootVolume rootVolume) {}

    /** The builder's root volume; what is empty is as the base image has it. Size in GiB, throughput in MiB/s. */
    public record RootVolume(
            Optional<Integer> size, Optional<String> type, Optional<Integer> iops, Optional<Integer> throughput) {
        /** Whether anything differs from the base image. */
        public boolean isSet() {
            return size.isPresent() || type.isPresent() || iops.isPresent() || throughput.isPresent();
        }
    }

    /**
     * What CloudFormation and the function may do.
     *
     * @param roleArn service role for CloudFormation
     * @param permissionsBoundary ARN of the boundary of the role in the stack
     * @param rolePath path of the role in the stack, begins and ends with a slash
     */
    public record Roles(
            Optional<String> roleArn,
            Optional<String> permissionsBoundary,
            Optional<String> rolePath,
            boolean simulateRights) {}

    /** What is put into the image: scripts in the order they run, files laid over {@code /} before, and variables. */
    public record Provisioning(List<Script> scripts, List<PayloadFile> files, SortedMap<String, String> environment) {
        /** What the scripts are for, to which the base image has to fit. */
        public Platform platform() {
            return Platform.of(scripts);
        }

        /** Those of the variables that only say where their value lies, by name. */
        public SortedMap<String, SecretReference> secrets() {
            return ScriptSettings.secretsOf(environment);
        }

        /** Those, and the ones that a script has of its own, each once. */
        public List<SecretReference> allSecrets() {
            return Stream.concat(
                            secrets().values().stream(),
                            scripts.stream().flatMap(script -> script.settings().secrets().values().stream()))
                    .distinct()
                    .toList();
        }

        /** Whether a script reboots the builder. */
        public boolean expectsReboot() {
            return scripts.stream().anyMatch(script -> script.settings().expectReboot());
        }
    }

    /** A script that runs as root on the builder; opaque bytes that begin with {@code #!}, or have an interpreter set. */
    public record Script(String name, Bytes content, ScriptSettings settings) {
        /** A script with nothing of its own. */
        public Script(String name, Bytes content) {
            this(name, content, ScriptSettings.NONE);
        }
    }

    /**
     * The template to render.
     *
     * @param file the user's own; empty: the built-in one
     * @param variables the user's own names in the model
     */
    public record TemplateSource(Optional<Path> file, Map<String, Object> variables) {}

    /** How the builder tells that it is provisioned. */
    public enum Signal {
        /** {@code WaitConditionHandle}, signalled by a PUT that carries a reason and data. */
        HANDLE,
        /** {@code CreationPolicy.ResourceSignal}, signalled by {@code SignalResource}. */
        RESOURCE
    }

    /** When the stack goes. */
    public enum Teardown {
        ON_CLEAN,
        AFTER_BAKE
    }

    /** What becomes of a failed builder. */
    public enum OnFailure {
        ROLLBACK,
        KEEP
    }
}
