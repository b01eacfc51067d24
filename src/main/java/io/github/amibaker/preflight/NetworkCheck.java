package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.request.BakeRequest.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Checks that subnet and groups exist, and in one VPC. It asks by filters, because then what does not exist is simply
 * not in the answer, and one that is missing does not hide another.
 */
final class NetworkCheck {
    private final AwsClients clients;

    /**
     * Where the builder stands.
     *
     * @param vpcId empty when nothing in the request needs it
     * @param zone the subnet's availability zone; empty when EC2 is to choose
     */
    record Found(Optional<String> vpcId, Optional<String> zone) {}

    NetworkCheck(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * The builder's VPC and zone.
     *
     * @param builtIn whether the built-in template is used, which needs the default VPC when no subnet is given
     */
    Found find(Machine machine, boolean builtIn, Faults faults) {
        List<String> ids = machine.securityGroupIds();
        Optional<String> subnetId = machine.subnetId();
        Optional<Subnet> subnet = subnetId.flatMap(id -> subnet(id, faults));
        Optional<String> vpc = subnet.map(Subnet::vpcId);
        if (subnetId.isEmpty() && (builtIn || !ids.isEmpty())) {
            vpc = defaultVpc();
            if (vpc.isEmpty() && builtIn) {
                faults.add(ResolutionAdvice.noDefaultVpc(clients.region()));
            }
        }
        if (!ids.isEmpty()) {
            String because = subnetId.map(id -> "the VPC of the subnet " + id)
                    .orElse("the default VPC, because no subnet is set");
            check(ids, vpc.filter(known -> builtIn || subnetId.isPresent()), because, faults);
        }
        return new Found(
                subnetId.isPresent() || !ids.isEmpty() ? vpc : Optional.empty(), subnet.map(Subnet::availabilityZone));
    }

    private Optional<Subnet> subnet(String id, Faults faults) {
        Optional<Subnet> found = ask(
                        "ec2:DescribeSubnets",
                        ec2 -> ec2.describeSubnets(request -> request.filters(filter("subnet-id", List.of(id))))
                                .subnets())
                .stream()
                .findFirst();
        if (found.isEmpty()) {
            faults.add(ResolutionAdvice.unknownSubnet(id, clients.region()));
        }
        return found;
    }

    private Optional<String> defaultVpc() {
        return ask(
                        "ec2:DescribeVpcs",
                        ec2 -> ec2.describeVpcs(request -> request.filters(filter("is-default", List.of("true"))))
                                .vpcs())
                .stream()
                .findFirst()
                .map(Vpc::vpcId);
    }

    private void check(List<String> ids, Optional<String> vpc, String because, Faults faults) {
        Map<String, String> found = ask(
                        "ec2:DescribeSecurityGroups",
                        ec2 -> ec2.describeSecurityGroups(request -> request.filters(filter("group-id", ids)))
                                .securityGroups())
                .stream()
                .collect(Collectors.toMap(SecurityGroup::groupId, SecurityGroup::vpcId));
        for (String id : ids) {
            String home = found.get(id);
            if (home == null) {
                faults.add(ResolutionAdvice.unknownGroup(id, clients.region()));
            } else if (vpc.isPresent() && !vpc.get().equals(home)) {
                faults.add(ResolutionAdvice.foreignGroup(id, home, vpc.get(), because));
            }
        }
    }

    private <T> T ask(String action, Function<Ec2Client, T> call) {
        try {
            return call.apply(clients.ec2());
        } catch (SdkException failure) {
            throw clients.failures().of(action, failure);
        }
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
