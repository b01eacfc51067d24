package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.ImagingParameters;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals that render a template take of what is imaged: further volumes, encryption, what the image says of itself. */
abstract class ImagingMojo extends BuilderMojo {
    /**
     * Further volumes of the builder, each with {@code device}, {@code size} in GiB, {@code type} ({@code gp3} unless said
     * otherwise), {@code iops}, {@code throughput} in MiB/s, {@code encrypted}, {@code kmsKeyId}, and {@code inImage}:
     * what is {@code false} there is room for the scripts, which goes with the builder. A device that the base image has
     * replaces that volume. On the command line {@code -Dami.volumes=/dev/sdf:100,/dev/sdg:20}, device and size. Default:
     * none. Example: {@code <volumes><volume><device>/dev/sdf</device><size>100</size></volume></volumes>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.volumes")
    private List<ImagingParameters.Volume> volumes;

    /**
     * Whether the builder's volumes are encrypted, and so the image's snapshots. Default: as the account has it for new
     * volumes, and encrypted where a {@code kmsKeyId} is given.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.encrypted")
    private String encrypted;

    /**
     * KMS key that the volumes are encrypted with: its id, {@code alias/name}, or the ARN of either. Whoever launches
     * instances of the image needs it too. Default: the account's default key for volumes. Example: {@code alias/images}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.kmsKeyId")
    private String kmsKeyId;

    /**
     * What the image says of itself: {@code imdsSupport} ({@code v2.0}: its instances answer to IMDSv2 alone by default,
     * which cannot be undone), {@code description}, {@code deprecateAfter} (such as {@code P90D}). And what it must have from
     * its base image, since it cannot be set: {@code bootMode}, {@code tpmSupport}, {@code enaSupport}. A bare word is the
     * {@code imdsSupport}. Default: as the base image has it. Example:
     * {@code <imageAttributes><imdsSupport>v2.0</imdsSupport></imageAttributes>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.imageAttributes")
    private ImagingParameters.Attributes imageAttributes;

    /**
     * ARN of a role for the function that makes the image, where nobody may make roles: the stack makes none then.
     * {@code ami:policy} writes its policies. Default: one that the stack makes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.imageRoleArn")
    private String imageRoleArn;

    /**
     * ARN of a function that makes the image, in place of one that the stack makes with its role and its log group.
     * {@code ami:policy} writes its code and the policies of its role. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.imageFunctionArn")
    private String imageFunctionArn;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.imaging.volumes = volumes;
        parameters.imaging.encrypted = encrypted;
        parameters.imaging.kmsKeyId = kmsKeyId;
        parameters.imaging.attributes = imageAttributes;
        parameters.imaging.roleArn = imageRoleArn;
        parameters.imaging.functionArn = imageFunctionArn;
    }
}
