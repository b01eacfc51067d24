package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PlacementAdvice;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.request.BakeRequest.Machine;
import io.github.amibaker.request.Candidate.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Checks that subnets and groups exist, and in one VPC. It asks by filters, because then what does not exist is simply
 * not in the answer, and one that is missing does not hide another.
 */
final class NetworkCheck {
    private final AwsClients clients;

    /**
     * Where the builder may stand.
     *
     * @param vpcId empty when nothing in the request needs it
     * @param places subnets in the order in which they are tried; none when EC2 is to choose
     * @param groupIds ids of the groups that the user named by name
     */
    record Found(Optional<String> vpcId, List<Place> places, Map<String, String> groupIds) {
        static final Found NOTHING = new Found(Optional.empty(), List.of(), Map.of());
    }

    NetworkCheck(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * The builder's VPC, subnets and groups.
     *
     * @param builtIn whether the built-in template is used, which needs the default VPC when no subnet is given
     */
    Found find(Machine machine, boolean builtIn, Faults faults) {
        List<String> groups = machine.securityGroupIds();
        boolean named = machine.choice().namesSubnets();
        List<Subnet> subnets = named ? new SubnetSearch(clients).find(machine.choice(), faults) : List.of();
        Optional<String> vpc = subnets.stream().findFirst().map(Subnet::vpcId);
        if (!named && (builtIn || !groups.isEmpty())) {
            vpc = defaultVpc();
            if (vpc.isEmpty() && builtIn) {
                faults.add(ResolutionAdvice.noDefaultVpc(clients.region()));
            }
        }
        Map<String, String> groupIds = new TreeMap<>();
        if (!groups.isEmpty()) {
            String because = subnets.stream()
                    .findFirst()
                    .map(one -> "the VPC of the subnet " + one.subnetId())
                    .orElse("the default VPC, because no subnet is set");
            Optional<String> known = vpc.filter(any -> builtIn || named);
            check(groups.stream().filter(NetworkCheck::isId).toList(), known, because, faults);
            List<String> names = groups.stream().filter(group -> !isId(group)).toList();
            vpc.ifPresent(home -> groupIds.putAll(byName(names, home, faults)));
        }
        return new Found(
                named || !groups.isEmpty() ? vpc : Optional.empty(),
                subnets.stream()
                        .map(subnet -> new Place(subnet.subnetId(), subnet.availabilityZone()))
                        .toList(),
                groupIds);
    }

    private static boolean isId(String group) {
        return group.startsWith("sg-");
    }

    /** In one VPC a name is of one group. */
    private Map<String, String> byName(List<String> names, String vpc, Faults faults) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, String> found = ask(
                        "ec2:DescribeSecurityGroups",
                        ec2 -> ec2.describeSecurityGroups(request ->
                                        request.filters(filter("group-name", names), filter("vpc-id", List.of(vpc))))
                                .securityGroups())
                .stream()
                .collect(Collectors.toMap(SecurityGroup::groupName, SecurityGroup::groupId));
        names.stream()
                .filter(name -> !found.containsKey(name))
                .forEach(name -> faults.add(PlacementAdvice.unknownGroupName(name, vpc)));
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
        if (ids.isEmpty()) {
            return;
        }
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
