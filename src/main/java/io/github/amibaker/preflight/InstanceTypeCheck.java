package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.request.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Chooses the builder's type, or checks each of the user's choice against the base image: one that can never work is a fault. */
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
     * The builder's types, in the user's order.
     *
     * @param base the base image; empty when that is not known, then only the types themselves are checked
     * @return none when there is a fault with any of them, or when neither types nor base image are known
     */
    List<Found> find(List<String> types, Optional<BaseImageLookup.Found> base, Faults faults) {
        Optional<String> architecture = base.map(BaseImageLookup.Found::architecture);
        if (types.isEmpty()) {
            if (base.filter(found -> found.platform() == Platform.WINDOWS).isPresent()) {
                return List.of(new Found(DEFAULT_OF_WINDOWS, Optional.empty()));
            }
            return architecture
                    .flatMap(known -> fallback(known, faults))
                    .map(name -> new Found(name, Optional.empty()))
                    .stream()
                    .toList();
        }
        List<Found> found = new ArrayList<>();
        Map<String, InstanceTypeInfo> infos = infos(types);
        for (String type : types) {
            Optional<InstanceTypeInfo> info = Optional.ofNullable(infos.get(type));
            if (info.isEmpty()) {
                faults.add(ResolutionAdvice.unknownType(type, clients.region()));
            } else if (architecture.isPresent() && !architectures(info.get()).contains(architecture.get())) {
                faults.add(ResolutionAdvice.unfitType(type, architectures(info.get()), architecture.get()));
            } else {
                found.add(new Found(type, info));
            }
        }
        return found.size() == types.size() ? List.copyOf(found) : List.of();
    }

    private static Optional<String> fallback(String architecture, Faults faults) {
        Optional<String> type = Optional.ofNullable(DEFAULTS.get(architecture));
        if (type.isEmpty()) {
            faults.add(ResolutionAdvice.noTypeFor(architecture));
        }
        return type;
    }

    private Map<String, InstanceTypeInfo> infos(List<String> types) {
        try {
            return ask(clients.ec2(), types);
        } catch (SdkException failure) {
            if (Failures.code(failure).startsWith("InvalidInstanceType")) {
                return Map.of();
            }
            throw clients.failures().of(ACTION, failure);
        }
    }

    /** By filter, because a type that EC2 does not know, or does not offer in the region, is then not in the answer. */
    static Map<String, InstanceTypeInfo> ask(Ec2Client ec2, List<String> types) {
        DescribeInstanceTypesRequest request = DescribeInstanceTypesRequest.builder()
                .filters(Filter.builder().name("instance-type").values(types).build())
                .build();
        return ec2.describeInstanceTypes(request).instanceTypes().stream()
                .collect(Collectors.toMap(InstanceTypeInfo::instanceTypeAsString, info -> info, (one, same) -> one));
    }

    static List<String> architectures(InstanceTypeInfo info) {
        return info.processorInfo() == null ? List.of() : info.processorInfo().supportedArchitecturesAsStrings();
    }
}
