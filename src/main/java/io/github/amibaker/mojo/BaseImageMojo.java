package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.pom.BaseImageParameter;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals take of the image that the builder starts from. */
abstract class BaseImageMojo extends AwsMojo {
    /**
     * Image the builder starts from. Required. One of: an id, {@code ami-0123456789abcdef0}; a public or own parameter of
     * Systems Manager that holds one, {@code ssm:/team/base}; a short name for the newest image of its publisher,
     * {@code al2023}, {@code al2023-minimal}, {@code ubuntu-22.04}, {@code ubuntu-24.04}, {@code debian-12},
     * {@code debian-13}, {@code windows-2022}, {@code windows-2025}, with {@code -arm64} behind it for Arm; the newest image
     * that another project baked in this account, {@code project:group:artifact} or
     * {@code project:group:artifact:version}; or a filter, of which the newest image that is available and not deprecated
     * is taken: {@code owners} (required; ids of accounts, {@code self}, {@code amazon}, {@code aws-marketplace}),
     * {@code name} and {@code tags} with {@code *} and {@code ?}, {@code architecture}, {@code rootDeviceType},
     * {@code virtualizationType}. Example:
     * {@code <baseImage><owners><owner>amazon</owner></owners><name>al2023-ami-2023.*-x86_64</name></baseImage>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.baseImage")
    private BaseImageParameter baseImage;

    /**
     * Architecture of the base image, {@code x86_64} or {@code arm64}, where the same words stand for images of both; any
     * other base image has to be of it. Default: that of {@code instanceType}, where that is given; else {@code x86_64}
     * for a short name, and whatever the base image is for all others. Example: {@code arm64}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.architecture")
    private String architecture;

    /**
     * Whether bakes keep to the base image that was found first, whatever its name means by then: {@code true} writes its
     * id, name and date for each region to {@code src/main/ami/base.lock}, anything else but {@code false} is the path of
     * another file. It belongs into version control; {@code mvn ami:upgrade-base} moves it. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.baseLock")
    private String baseLock;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        if (baseImage != null) {
            baseImage.fill(parameters);
        }
        parameters.architecture = architecture;
        parameters.baseLock = baseLock;
    }
}
