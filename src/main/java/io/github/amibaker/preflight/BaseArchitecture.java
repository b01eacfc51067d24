package io.github.amibaker.preflight;

import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.PublishedImage;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Which architecture a name that stands for several images means. */
final class BaseArchitecture {
    private final AwsClients clients;

    BaseArchitecture(AwsClients clients) {
        this.clients = clients;
    }

    /** What the user says, else what the builder's type runs, else x86_64 for a short name and nothing for others. */
    Optional<String> of(BaseImage base, Optional<String> instanceType) {
        if (base.architecture().isPresent()
                || base instanceof BaseImage.ById
                || base instanceof BaseImage.ByParameter) {
            return base.architecture();
        }
        Optional<String> ofType = instanceType.flatMap(this::runBy);
        return base instanceof BaseImage.ByShortName
                ? ofType.or(() -> Optional.of(PublishedImage.ARCHITECTURES.get(0)))
                : ofType;
    }

    /** Empty for a type that EC2 does not know, which is told where types are checked. */
    private Optional<String> runBy(String type) {
        try {
            List<String> runs = Optional.ofNullable(
                            InstanceTypeCheck.ask(clients.ec2(), List.of(type)).get(type))
                    .map(InstanceTypeCheck::architectures)
                    .orElse(List.of());
            return PublishedImage.ARCHITECTURES.stream().filter(runs::contains).findFirst();
        } catch (SdkException failure) {
            throw clients.failures().of(InstanceTypeCheck.ACTION, failure);
        }
    }
}
