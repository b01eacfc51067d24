package io.github.amibaker.request;

import io.github.amibaker.request.pom.BaseImageParameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The parameters as the user wrote them, unchecked; {@code null} is what the user left out. Meaning and defaults are
 * those of the goals' parameters of the same names.
 */
public final class BakeParameters {
    /** Group of the Maven project. */
    public String groupId;

    /** Artifact of the Maven project. */
    public String artifactId;

    /** Version of the Maven project. */
    public String version;

    /** Commit of the working tree, when known. */
    public String gitCommit;

    /** Folder of the Maven project; relative paths start here. */
    public Path basedir;

    /** Folder for what is generated. */
    public Path buildDirectory;

    /** Proxy of Maven's settings. */
    public BakeRequest.Proxy proxy;

    /** What Maven's settings have of the server that the user named; null when he named none. */
    public ServerEntry server;

    /** Asked for the code of an MFA device; null when nobody can be. */
    public MfaCode mfaCode;

    /** Id of the image among several of one execution; null when it is the only one. */
    public String image;

    /** Whether that image has a stack name of its own, and not the one common to all. */
    public boolean ownStackName;

    /** Whether that image has an image name of its own, and not the one common to all. */
    public boolean ownImageName;

    public String region;
    public String profile;
    public String endpoint;
    public List<String> allowedAccounts;
    public AssumeRole assumeRole;
    public String baseImage;
    public BaseImageParameter baseImageFilter;
    public String architecture;
    public String baseLock;
    public String imageName;
    public String stackName;
    public String instanceType;
    public String subnetId;
    public SubnetFilter subnetFilter;
    public String spot;
    public List<String> securityGroupIds;
    public String instanceProfile;
    public Boolean associatePublicIp;
    public String roleArn;
    public String permissionsBoundary;
    public String rolePath;
    public String signal;
    public String provisionTimeout;
    public Path provisionDirectory;
    public List<Script> provision;
    public Path filesDirectory;
    public List<PlacedFile> files;
    public PlacedArtifact artifact;
    public MavenFiles maven;
    public StagingPlace staging;
    public Path template;
    public Map<String, String> environment;
    public Map<String, ?> templateVariables;
    public Map<String, String> tags;
    public RootVolume rootVolume;
    public Path propertiesFile;
    public Path manifestFile;
    public String teardown;
    public String onFailure;
    public boolean force;
    public boolean deregister;
    public boolean simulateRights = true;
    public String timeout;
    public String deadline;
    public String orphans;

    /** How the builder gets out, and whom it trusts there. */
    public EgressParameters egress = new EgressParameters();

    /** What the image is made of beside its root volume, and who makes it. */
    public ImagingParameters imaging = new ImagingParameters();

    /** The builder's root volume as the user wrote it; numbers as text, so that a wrong one is a fault like others. */
    public static final class RootVolume {
        /** GiB. */
        public String size;

        /** {@code gp3}, {@code io2}, … */
        public String type;

        /** Operations a second. */
        public String iops;

        /** MiB a second. */
        public String throughput;

        /** As Maven fills it from {@code <rootVolume>20</rootVolume>} or {@code -Dami.rootVolume=20}: the size alone. */
        public void set(String bare) {
            size = bare;
        }
    }

    /** A script in the list as the user wrote it. */
    public static final class Script {
        /** As Maven fills it from {@code <script>10-a.sh</script>}: a file, or a ready-made script. */
        public String bare;

        /** What it is called on the console, and on the builder. */
        public String name;

        /** In the folder of scripts, or a path from the project's. */
        public String file;

        /** The script itself. */
        public String inline;

        /** Name of one that the plugin brings. */
        public String readyMade;

        /** Program that runs it, with arguments. */
        public String interpreter;

        /** Variables of its own. */
        public Map<String, String> environment;

        /** How long an attempt may take. */
        public String timeout;

        /** How many more attempts there are. */
        public String retries;

        /** How long between two attempts. */
        public String retryPause;

        /** Whether it reboots the builder. */
        public String expectReboot;
    }

    /** What subnets are looked for by. */
    public static final class SubnetFilter {
        /** Value of the tag {@code Name}; {@code *} stands for any text, here and in other tags. */
        public String name;

        /** {@code vpc-…}. */
        public String vpcId;

        /** Availability zone. */
        public String zone;

        /** Tags and their values. */
        public Map<String, String> tags;

        /** As Maven fills it from {@code <subnetFilter>private-*</subnetFilter>}: the tag {@code Name}. */
        public void set(String bare) {
            name = bare;
        }
    }

    /** The path from the project's folder, or the default when the user left it out. */
    Path path(Path written, String standard) {
        return basedir.resolve(written == null ? Path.of(standard) : written).normalize();
    }

    /** Whether the user named something else than the default. */
    boolean isOwn(Path written, String standard) {
        return written != null && !path(written, standard).equals(path(null, standard));
    }
}
