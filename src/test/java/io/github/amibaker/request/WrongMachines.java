package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.BUILDER_PROXY;
import static io.github.amibaker.advice.Parameter.CA_CERTIFICATES;
import static io.github.amibaker.advice.Parameter.INSTANCE_PROFILE;
import static io.github.amibaker.advice.Parameter.INSTANCE_TYPE;
import static io.github.amibaker.advice.Parameter.ROOT_VOLUME;
import static io.github.amibaker.advice.Parameter.SECURITY_GROUP_IDS;
import static io.github.amibaker.advice.Parameter.SPOT;
import static io.github.amibaker.advice.Parameter.SUBNET_FILTER;
import static io.github.amibaker.advice.Parameter.SUBNET_ID;
import static io.github.amibaker.request.WrongParameter.one;
import static io.github.amibaker.request.WrongParameter.text;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the builder is, where it stands, and how it gets out. */
final class WrongMachines {
    private WrongMachines() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                one("no type of volume", ROOT_VOLUME, "\"floppy\"", p -> p.rootVolume = volume(v -> v.type = "floppy")),
                one("no size", ROOT_VOLUME, "\"big\"", p -> p.rootVolume = volume(v -> v.size = "big")),
                one("size of none", ROOT_VOLUME, "\"0\"", p -> p.rootVolume = volume(v -> v.size = "0")),
                one(
                        "iops of gp2",
                        ROOT_VOLUME,
                        "\"3000\"",
                        p -> p.rootVolume = volume(v -> {
                            v.type = "gp2";
                            v.iops = "3000";
                        })),
                one(
                        "throughput of nothing",
                        ROOT_VOLUME,
                        "\"250\"",
                        p -> p.rootVolume = volume(v -> v.throughput = "250")),
                text(BUILDER_PROXY, "proxy:3128", (p, v) -> proxy(p).http = v),
                text(BUILDER_PROXY, "socks5://proxy:1080", (p, v) -> proxy(p).https = v),
                text(BUILDER_PROXY, "http://proxy:3128/x?y", (p, v) -> proxy(p).http = v),
                one(
                        "proxy with a password",
                        BUILDER_PROXY,
                        "credentials",
                        p -> proxy(p).http = "http://kim:" + WrongParameter.SECRET + "@proxy:3128"),
                one("proxy without an address", BUILDER_PROXY, "neither", p -> proxy(p).noProxy = "localhost"),
                text(BUILDER_PROXY, "a b", (p, v) -> {
                    proxy(p).http = "http://proxy:3128";
                    p.egress.proxy.noProxy = v;
                }),
                one(
                        "no such certificate",
                        CA_CERTIFICATES,
                        "/nowhere.pem\"",
                        p -> p.egress.caCertificates = List.of(Path.of("nowhere.pem"))),
                text(INSTANCE_TYPE, "small", (p, v) -> p.instanceType = v),
                text(INSTANCE_TYPE, "t3.", (p, v) -> p.instanceType = v),
                text(SUBNET_ID, "subnet-1", (p, v) -> p.subnetId = v),
                text(SUBNET_ID, "vpc-01234567", (p, v) -> p.subnetId = v),
                one("unknown type in a list", INSTANCE_TYPE, "\"small\"", p -> p.instanceType = "t3.small,small"),
                one("list that ends with a comma", INSTANCE_TYPE, "\"\"", p -> p.instanceType = "t3.small,"),
                one("type named twice", INSTANCE_TYPE, "\"t3.small\"", p -> p.instanceType = "t3.small, t3.small"),
                one("wrong subnet in a list", SUBNET_ID, "\"x\"", p -> p.subnetId = "subnet-01234567,x"),
                one(
                        "subnet named twice",
                        SUBNET_ID,
                        "subnet-01234567",
                        p -> p.subnetId = "subnet-01234567,subnet-01234567"),
                one(
                        "33 candidates",
                        INSTANCE_TYPE,
                        "33 places",
                        p -> p.instanceType = IntStream.range(0, 33)
                                .mapToObj(i -> "t" + i + ".small")
                                .collect(Collectors.joining(","))),
                one(
                        "filter without anything",
                        SUBNET_FILTER,
                        "nothing",
                        p -> p.subnetFilter = filter(f -> f.tags = Map.of())),
                one(
                        "filter with a blank name",
                        SUBNET_FILTER,
                        "\" \"",
                        p -> p.subnetFilter = filter(f -> f.name = " ")),
                text(SUBNET_FILTER, "vpc-1", (p, v) -> p.subnetFilter = filter(f -> f.vpcId = v)),
                text(SUBNET_FILTER, "eu-west-1", (p, v) -> p.subnetFilter = filter(f -> f.zone = v)),
                one("subnet and filter", SUBNET_FILTER, "subnet-01234567", p -> {
                    p.subnetId = "subnet-01234567";
                    p.subnetFilter = filter(f -> f.name = "private");
                }),
                text(SPOT, "cheap", (p, v) -> p.spot = v),
                text(SPOT, "", (p, v) -> p.spot = v),
                text(SPOT, "0", (p, v) -> p.spot = v),
                text(SPOT, "0.001", (p, v) -> p.spot = v),
                text(SPOT, "-1", (p, v) -> p.spot = v),
                text(SPOT, "0,05", (p, v) -> p.spot = v),
                one("spot and a function of the user's", SPOT, "imageFunctionArn", p -> {
                    p.spot = "true";
                    p.imaging.functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:imager";
                }),
                one("34 candidates of spot and on demand", INSTANCE_TYPE, "34 places", p -> {
                    p.spot = "true";
                    p.instanceType = IntStream.range(0, 17)
                            .mapToObj(i -> "t" + i + ".small")
                            .collect(Collectors.joining(","));
                }),
                text(SECURITY_GROUP_IDS, "sg-1", (p, v) -> p.securityGroupIds = List.of(v)),
                text(SECURITY_GROUP_IDS, "straße", (p, v) -> p.securityGroupIds = List.of(v)),
                one(
                        "empty group",
                        SECURITY_GROUP_IDS,
                        "nothing",
                        p -> p.securityGroupIds = Collections.singletonList(null)),
                one(
                        "group named twice",
                        SECURITY_GROUP_IDS,
                        "sg-01234567",
                        p -> p.securityGroupIds = List.of("sg-01234567", "sg-01234567")),
                one(
                        "17 groups",
                        SECURITY_GROUP_IDS,
                        "17 security groups",
                        p -> p.securityGroupIds = IntStream.range(0, 17)
                                .mapToObj(i -> "sg-%08x".formatted(i))
                                .toList()),
                text(INSTANCE_PROFILE, "with space", (p, v) -> p.instanceProfile = v),
                text(INSTANCE_PROFILE, "arn:aws:iam::1:instance-profile/x", (p, v) -> p.instanceProfile = v));
    }

    private static BakeParameters.SubnetFilter filter(Consumer<BakeParameters.SubnetFilter> how) {
        BakeParameters.SubnetFilter filter = new BakeParameters.SubnetFilter();
        how.accept(filter);
        return filter;
    }

    private static BakeParameters.RootVolume volume(Consumer<BakeParameters.RootVolume> how) {
        BakeParameters.RootVolume volume = new BakeParameters.RootVolume();
        how.accept(volume);
        return volume;
    }

    private static EgressParameters.Proxy proxy(BakeParameters parameters) {
        parameters.egress.proxy = new EgressParameters.Proxy();
        return parameters.egress.proxy;
    }
}
