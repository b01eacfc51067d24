package io.github.amibaker.preflight;

import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.PublishedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Which architecture a name that stands for several images means. */
final class BaseArchitecture {
    private final AwsClients clients;

    BaseArchitecture(AwsClients clients) {
        this.clients = clients;
    }

    /** What the user says, else what the first of the builder's types runs, else x86_64 for a short name and nothing for others. */
    Optional<String> of(BaseImage base, List<String> instanceTypes) {
        if (base.architecture().isPresent()
                || base instanceof BaseImage.ById
                || base instanceof BaseImage.ByParameter) {
            return base.architecture();
        }
        Optional<String> ofType = instanceTypes.isEmpty() ? Optional.empty() : runBy(instanceTypes);
        return base instanceof BaseImage.ByShortName
                ? ofType.or(() -> Optional.of(PublishedImage.ARCHITECTURES.get(0)))
                : ofType;
    }

    /** Types that EC2 does not know are passed over, as they are told where types are checked. */
    private Optional<String> runBy(List<String> types) {
        try {
            Map<String, InstanceTypeInfo> known = InstanceTypeCheck.ask(clients.ec2(), types);
            List<String> runs = types.stream()
                    .filter(known::containsKey)
                    .findFirst()
                    .map(type -> InstanceTypeCheck.architectures(known.get(type)))
                    .orElse(List.of());
            return PublishedImage.ARCHITECTURES.stream().filter(runs::contains).findFirst();
        } catch (SdkException failure) {
            throw clients.failures().of(InstanceTypeCheck.ACTION, failure);
        }
    }
}
