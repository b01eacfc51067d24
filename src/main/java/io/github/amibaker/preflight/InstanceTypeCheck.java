package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.request.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Chooses the builder's type, or checks the user's choice against the base image. */
final class InstanceTypeCheck {
    static final String ACTION = "ec2:DescribeInstanceTypes";

    private static final Map<String, String> DEFAULTS = Map.of("x86_64", "t3.small", "arm64", "t4g.small");
    /** Windows alone takes two GiB. */
    private static final String DEFAULT_OF_WINDOWS = "t3.medium";

    private final AwsClients clients;

    /** A type, and what EC2 says of it; empty while it has not been asked. */
    record Found(String name, Optional<InstanceTypeInfo> info) {}

    InstanceTypeCheck(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * The builder's type.
     *
     * @param base the base image; empty when that is not known, then only the type itself is checked
     * @return empty with a fault, or when neither type nor base image is known
     */
    Optional<Found> find(Optional<String> type, Optional<BaseImageLookup.Found> base, Faults faults) {
        Optional<String> architecture = base.map(BaseImageLookup.Found::architecture);
        if (type.isEmpty()) {
            if (base.filter(found -> found.platform() == Platform.WINDOWS).isPresent()) {
                return Optional.of(new Found(DEFAULT_OF_WINDOWS, Optional.empty()));
            }
            return architecture
                    .flatMap(known -> fallback(known, faults))
                    .map(name -> new Found(name, Optional.empty()));
        }
        Optional<InstanceTypeInfo> info = info(type.get());
        if (info.isEmpty()) {
            faults.add(ResolutionAdvice.unknownType(type.get(), clients.region()));
            return Optional.empty();
        }
        List<String> runs = architectures(info.get());
        if (architecture.isPresent() && !runs.contains(architecture.get())) {
            faults.add(ResolutionAdvice.unfitType(type.get(), runs, architecture.get()));
            return Optional.empty();
        }
        return Optional.of(new Found(type.get(), info));
    }

    private static Optional<String> fallback(String architecture, Faults faults) {
        Optional<String> type = Optional.ofNullable(DEFAULTS.get(architecture));
        if (type.isEmpty()) {
            faults.add(ResolutionAdvice.noTypeFor(architecture));
        }
        return type;
    }

    private Optional<InstanceTypeInfo> info(String type) {
        try {
            return ask(clients.ec2(), type);
        } catch (SdkException failure) {
            if (Failures.code(failure).startsWith("InvalidInstanceType")) {
                return Optional.empty();
            }
            throw clients.failures().of(ACTION, failure);
        }
    }

    /** By filter, because a type that EC2 does not know, or does not offer in the region, is then not in the answer. */
    static Optional<InstanceTypeInfo> ask(Ec2Client ec2, String type) {
        DescribeInstanceTypesRequest request = DescribeInstanceTypesRequest.builder()
                .filters(Filter.builder().name("instance-type").values(type).build())
                .build();
        return ec2.describeInstanceTypes(request).instanceTypes().stream()
                .filter(info -> type.equals(info.instanceTypeAsString()))
                .findFirst();
    }

    static List<String> architectures(InstanceTypeInfo info) {
        return info.processorInfo() == null ? List.of() : info.processorInfo().supportedArchitecturesAsStrings();
    }
}
