package io.github.amibaker.preflight;

import io.github.amibaker.advice.BaseImageAdvice;
import io.github.amibaker.advice.BaseLockAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.BaseLock;
import io.github.amibaker.request.Platform;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
    private final InstantSource clock;

    BaseImageLookup(AwsClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * What a bake has to know of its base image.
     *
     * @param key under what a lock has it, or is to have it; empty without a lock
     * @param locked whether it comes from the lock
     */
    record Found(Image image, Optional<String> key, boolean locked) {
        Found(Image image) {
            this(image, Optional.empty(), false);
        }

        /** What a lock does not have yet, and under what it is to stand there. */
        Optional<Map.Entry<String, BaseLock.Locked>> toBeLocked() {
            return key.filter(any -> !locked).map(one -> Map.entry(one, new BaseLock.Locked(id(), name(), created())));
        }

        String id() {
            return image.imageId();
        }

        String name() {
            return Optional.ofNullable(image.name()).orElse("");
        }

        Instant created() {
            return BaseImageAge.instant(image.creationDate()).orElse(Instant.EPOCH);
        }

        String rootDeviceName() {
            return image.rootDeviceName();
        }

        /** EC2 says {@code windows}, the SDK's own list of values {@code Windows}. */
        Platform platform() {
            return "windows".equalsIgnoreCase(image.platformAsString()) ? Platform.WINDOWS : Platform.LINUX;
        }

        String architecture() {
            return image.architectureAsString();
        }
    }

    /**
     * The image: the one in the lock when that has one, else what the name means now.
     *
     * @param instanceTypes the builder's, where the user gives any: the first tells which architecture a name means
     * @return empty with a fault
     */
    Optional<Found> find(BaseImage base, List<String> instanceTypes, Optional<BaseLock> lock, Faults faults) {
        Optional<String> architecture = new BaseArchitecture(clients).of(base, instanceTypes);
        Optional<String> key =
                lock.filter(any -> base.moves()).map(any -> BaseLock.key(base, architecture, clients.region()));
        Optional<BaseLock.Locked> locked = key.flatMap(one -> lock.flatMap(all -> all.find(one)));
        return locked.isPresent()
                ? locked(locked.get(), lock.get(), faults).map(image -> new Found(image, key, true))
                : now(base, architecture, faults).map(image -> new Found(image, key, false));
    }

    /** What the name means now. */
    private Optional<Image> now(BaseImage base, Optional<String> architecture, Faults faults) {
        Optional<Image> image;
        if (base instanceof BaseImage.ByShortName shortName) {
            String of = architecture.orElseThrow();
            if (!shortName.image().isFor(of)) {
                faults.add(BaseImageAdvice.notPublished(base.text(), of));
                return Optional.empty();
            }
            image = idIn(shortName.image().parameter(of), faults).flatMap(id -> describe(id, base.text(), faults));
        } else if (base instanceof BaseImage.ByParameter parameter) {
            image = idIn(parameter.name(), faults).flatMap(id -> describe(id, base.text(), faults));
        } else if (base instanceof BaseImage.ById) {
            image = describe(base.text(), base.text(), faults);
        } else {
            image = new BaseImageSearch(clients, clock).newest(base, architecture, faults);
        }
        return image.flatMap(found -> usable(found, base, architecture, faults));
    }

    private Optional<Image> locked(BaseLock.Locked locked, BaseLock lock, Faults faults) {
        Faults gone = new Faults();
        Optional<Image> image = describe(locked.id(), locked.id(), gone);
        if (image.isEmpty() || image.get().state() != ImageState.AVAILABLE) {
            String why = image.map(one -> "is in state '" + one.stateAsString() + "' and cannot be launched")
                    .orElse("does not exist in " + clients.region() + " any more");
            faults.add(BaseLockAdvice.lockedImageUnusable(locked.id(), locked.name(), lock.file(), why));
            return Optional.empty();
        }
        return image;
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

    /** Deprecated ones are always found by their id; what is disabled is, too, so that it can be told. */
    private Optional<Image> describe(String id, String source, Faults faults) {
        List<Image> images = List.of();
        try {
            images = clients.ec2()
                    .describeImages(DescribeImagesRequest.builder()
                            .imageIds(id)
                            .includeDisabled(true)
                            .build())
                    .images();
        } catch (SdkException failure) {
            switch (Failures.code(failure)) {
                case "InvalidAMIID.NotFound", "InvalidAMIID.Unavailable" -> {}
                case "InvalidAMIID.Malformed" -> {
                    faults.add(ResolutionAdvice.malformedImage(id));
                    return Optional.empty();
                }
                default -> throw clients.failures().of(BaseImageSearch.ACTION, failure);
            }
        }
        if (images.isEmpty()) {
            faults.add(ResolutionAdvice.unknownImage(id, source, clients.region()));
            return Optional.empty();
        }
        return Optional.of(images.get(0));
    }

    private static Optional<Image> usable(Image image, BaseImage base, Optional<String> architecture, Faults faults) {
        if (image.state() != ImageState.AVAILABLE) {
            faults.add(ResolutionAdvice.imageNotAvailable(image.imageId(), base.text(), image.stateAsString()));
        } else if (image.rootDeviceType() == DeviceType.INSTANCE_STORE) {
            faults.add(ResolutionAdvice.imageWithoutEbs(image.imageId(), base.text()));
        } else if (architecture.isPresent() && !architecture.get().equals(image.architectureAsString())) {
            faults.add(BaseImageAdvice.otherArchitecture(
                    image.imageId(), base.text(), image.architectureAsString(), architecture.get()));
        } else {
            return Optional.of(image);
        }
        return Optional.empty();
    }
}
