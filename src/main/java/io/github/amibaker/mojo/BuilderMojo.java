package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals that render a template take of the builder: the instance that is provisioned and imaged. */
abstract class BuilderMojo extends BaseImageMojo {
    /**
     * Type of the builder, or several with commas between, which are tried in order while AWS has no room for one. Each
     * has to fit the architecture of the base image. Default: {@code t3.small}, or {@code t4g.small} for an arm64 base
     * image. Example: {@code c7i.large,c6i.large,m6i.large}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.instanceType")
    private String instanceType;

    /**
     * Subnet of the builder, or several of one VPC with commas between, which are tried in order while there is no room.
     * It needs a way out: to the builder's downloads, and to S3 (signal {@code handle}) or CloudFormation (signal
     * {@code resource}). Default: one of the default VPC. Example: {@code subnet-0123456789abcdef0}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.subnetId")
    private String subnetId;

    /**
     * What subnets of one VPC are looked for by, instead of ids: {@code name} (the tag {@code Name}), {@code vpcId},
     * {@code zone} and {@code tags}; {@code *} in a value stands for any text. Of each zone the one with most free
     * addresses is taken, zones with most of them first. A bare word is the name. Default: none. Example:
     * {@code <subnetFilter><vpcId>vpc-0123456789abcdef0</vpcId><tags><Tier>private</Tier></tags></subnetFilter>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.subnetFilter")
    private BakeParameters.SubnetFilter subnetFilter;

    /**
     * Whether the builder is a spot instance, which costs less: {@code true}, or the most to pay in dollars an hour. While
     * EC2 has none to give, or when it takes the builder back while that is provisioned, an on-demand instance is. Default:
     * {@code false}. Example: {@code 0.05}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.spot")
    private String spot;

    /**
     * Security groups of the builder, by id or name, in the subnet's VPC. Default: a group of the stack's own that lets nothing in.
     * Example: {@code sg-0123456789abcdef0}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.securityGroupIds")
    private List<String> securityGroupIds;

    /**
     * Instance profile of the builder, by name or ARN; scripts get its credentials. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.instanceProfile")
    private String instanceProfile;

    /**
     * Whether the builder gets a public address. Default: as the subnet says.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.associatePublicIp")
    private Boolean associatePublicIp;

    /**
     * Root volume of the builder, and so of the image: {@code size} in GiB, {@code type}, {@code iops} and
     * {@code throughput} in MiB/s; a bare number is the size. More IOPS and throughput make the snapshot sooner. Default:
     * as the base image has it. Example:
     * {@code <rootVolume><size>20</size><type>gp3</type><iops>6000</iops></rootVolume>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.rootVolume")
    private BakeParameters.RootVolume rootVolume;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.instanceType = instanceType;
        parameters.subnetId = subnetId;
        parameters.subnetFilter = subnetFilter;
        parameters.spot = spot;
        parameters.securityGroupIds = securityGroupIds;
        parameters.instanceProfile = instanceProfile;
        parameters.associatePublicIp = associatePublicIp;
        parameters.rootVolume = rootVolume;
    }
}
