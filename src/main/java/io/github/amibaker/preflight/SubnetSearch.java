package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.PlacementAdvice;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.request.MachineChoice;
import io.github.amibaker.request.MachineChoice.SubnetFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Finds the builder's subnets, all of one VPC: those that the user named, in that order; or by filter, then of each zone
 * the one with most free addresses, zones with most of them first, and of equals the one whose id sorts first.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html">DescribeSubnets</a>
 */
final class SubnetSearch {
    private static final Comparator<Subnet> MOST_ROOM =
            Comparator.comparing(SubnetSearch::room, Comparator.reverseOrder()).thenComparing(Subnet::subnetId);

    private final AwsClients clients;

    SubnetSearch(AwsClients clients) {
        this.clients = clients;
    }

    /** None when there is a fault. */
    List<Subnet> find(MachineChoice choice, Faults faults) {
        List<Subnet> subnets = choice.subnetFilter()
                .map(filter -> byFilter(filter, faults))
                .orElseGet(() -> byIds(choice.subnetIds(), faults));
        if (subnets.stream().map(Subnet::vpcId).distinct().count() > 1) {
            faults.add(PlacementAdvice.severalVpcs(
                    choice.subnetFilter().isPresent() ? Parameter.SUBNET_FILTER : Parameter.SUBNET_ID,
                    subnets.stream()
                            .map(one -> one.subnetId() + " of " + one.vpcId())
                            .toList()));
            return List.of();
        }
        return subnets;
    }

    private List<Subnet> byIds(List<String> ids, Faults faults) {
        Map<String, Subnet> found =
                ask(List.of(filter("subnet-id", ids))).stream().collect(Collectors.toMap(Subnet::subnetId, one -> one));
        ids.stream()
                .filter(id -> !found.containsKey(id))
                .forEach(id -> faults.add(ResolutionAdvice.unknownSubnet(id, clients.region())));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    private List<Subnet> byFilter(SubnetFilter filter, Faults faults) {
        List<Filter> filters = new ArrayList<>();
        filter.name().ifPresent(name -> filters.add(filter("tag:Name", List.of(name))));
        filter.vpcId().ifPresent(vpc -> filters.add(filter("vpc-id", List.of(vpc))));
        filter.zone().ifPresent(zone -> filters.add(filter("availability-zone", List.of(zone))));
        filter.tags().forEach((key, value) -> filters.add(filter("tag:" + key, List.of(value))));
        Set<String> zones = new HashSet<>();
        List<Subnet> found = ask(filters).stream()
                .sorted(MOST_ROOM)
                .filter(subnet -> zones.add(subnet.vpcId() + " " + subnet.availabilityZone()))
                .toList();
        if (found.isEmpty()) {
            faults.add(PlacementAdvice.noSubnetFound(
                    filters.stream()
                            .map(one -> one.name() + "=" + one.values().get(0))
                            .toList(),
                    clients.region()));
        }
        return found;
    }

    private static int room(Subnet subnet) {
        return subnet.availableIpAddressCount() == null ? 0 : subnet.availableIpAddressCount();
    }

    private List<Subnet> ask(List<Filter> filters) {
        try {
            return clients.ec2().describeSubnetsPaginator(request -> request.filters(filters)).subnets().stream()
                    .toList();
        } catch (SdkException failure) {
            throw clients.failures().of("ec2:DescribeSubnets", failure);
        }
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
