package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.request.BaseImage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Finds the image the builder starts from. */
final class BaseImageLookup {
    private static final Pattern AMI = Pattern.compile("ami-[0-9a-f]{8}([0-9a-f]{9})?");

    private final AwsClients clients;

    BaseImageLookup(AwsClients clients) {
        this.clients = clients;
    }

    /** What a bake has to know of its base image. */
    record Found(Image image) {
        String id() {
            return image.imageId();
        }

        String name() {
            return Optional.ofNullable(image.name()).orElse("");
        }

        String rootDeviceName() {
            return image.rootDeviceName();
        }

        String architecture() {
            return image.architectureAsString();
        }
    }

    /** The image, or empty with a fault. */
    Optional<Found> find(BaseImage base, Faults faults) {
        Optional<String> id = base instanceof BaseImage.ByParameter parameter
                ? idIn(parameter.name(), faults)
                : Optional.of(base.text());
        return id.flatMap(known -> describe(known, base.text(), faults));
    }

    private Optional<String> idIn(String name, Faults faults) {
        try {
            Parameter parameter = clients.ssm()
                    .getParameter(GetParameterRequest.builder().name(name).build())
                    .parameter();
            if (parameter.type() != ParameterType.STRING) {
                faults.add(ResolutionAdvice.parameterOfType(name, parameter.typeAsString()));
            } else if (!AMI.matcher(parameter.value()).matches()) {
                faults.add(ResolutionAdvice.parameterWithoutImage(name, parameter.value()));
            } else {
                return Optional.of(parameter.value());
            }
        } catch (SdkException failure) {
            switch (Failures.code(failure)) {
                case "ParameterNotFound", "ParameterVersionNotFound" ->
                    faults.add(ResolutionAdvice.unknownParameter(name, clients.region()));
                default -> throw clients.failures().of("ssm:GetParameter", failure);
            }
        }
        return Optional.empty();
    }

    private Optional<Found> describe(String id, String source, Faults faults) {
        List<Image> images = List.of();
        try {
            images = clients.ec2()
                    .describeImages(DescribeImagesRequest.builder().imageIds(id).build())
                    .images();
        } catch (SdkException failure) {
            switch (Failures.code(failure)) {
                case "InvalidAMIID.NotFound", "InvalidAMIID.Unavailable" -> {}
                case "InvalidAMIID.Malformed" -> {
                    faults.add(ResolutionAdvice.malformedImage(id));
                    return Optional.empty();
                }
                default -> throw clients.failures().of("ec2:DescribeImages", failure);
            }
        }
        if (images.isEmpty()) {
            faults.add(ResolutionAdvice.unknownImage(id, source, clients.region()));
            return Optional.empty();
        }
        return usable(images.get(0), source, faults);
    }

    private static Optional<Found> usable(Image image, String source, Faults faults) {
        if (image.state() != ImageState.AVAILABLE) {
            faults.add(ResolutionAdvice.imageNotAvailable(image.imageId(), source, image.stateAsString()));
            return Optional.empty();
        }
        if (image.rootDeviceType() == DeviceType.INSTANCE_STORE) {
            faults.add(ResolutionAdvice.imageWithoutEbs(image.imageId(), source));
            return Optional.empty();
        }
        return Optional.of(new Found(image));
    }
}
