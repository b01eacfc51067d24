package io.github.amibaker.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.MachineChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Where the builder is to stand. */
class NetworkCheckTest extends Preflighted {
    @Test
    void theVpcIsTheSubnets() {
        request.subnets = List.of("subnet-1");
        assertThat(resolve().orElseThrow().vpcId()).contains("vpc-1");
    }

    @Test
    void groupsWithoutSubnetAreOfTheDefaultVpc() {
        request.groups = List.of("sg-default");
        assertThat(resolve().orElseThrow().vpcId()).contains("vpc-default");
    }

    @Test
    void aSubnetThatDoesNotExistIsAFault() {
        request.subnets = List.of("subnet-9");
        resolve();
        assertFault(Parameter.SUBNET_ID, "'subnet-9' does not exist");
    }

    @Test
    void candidatesAreSpotFirstThenByTypeThenBySubnet() {
        cloud.ec2.types.add(cloud.ec2.types.get(0).copy(type -> type.instanceType("m5.large")));
        subnet("subnet-2", "vpc-1", "eu-west-1b", 9);
        request.types = List.of("m5.large", "t3.small");
        request.subnets = List.of("subnet-2", "subnet-1");
        request.spot = Optional.of(new MachineChoice.Spot(Optional.empty()));
        assertThat(names())
                .containsExactly(
                        "m5.large subnet-2 spot",
                        "m5.large subnet-1 spot",
                        "t3.small subnet-2 spot",
                        "t3.small subnet-1 spot",
                        "m5.large subnet-2",
                        "m5.large subnet-1",
                        "t3.small subnet-2",
                        "t3.small subnet-1");
    }

    @Test
    void aFilterTakesOfEachZoneTheSubnetWithMostRoomAndOfEqualsTheFirst() {
        subnet("subnet-3", "vpc-1", "eu-west-1b", 9);
        subnet("subnet-2", "vpc-1", "eu-west-1b", 9);
        subnet("subnet-4", "vpc-1", "eu-west-1c", 200);
        request.filter = Optional.of(new MachineChoice.SubnetFilter(
                Optional.empty(), Optional.of("vpc-1"), Optional.empty(), new TreeMap<>()));
        assertThat(names()).containsExactly("t3.small subnet-4", "t3.small subnet-2", "t3.small subnet-1");
    }

    @Test
    void aFilterThatFindsNothingIsAFault() {
        request.filter = Optional.of(new MachineChoice.SubnetFilter(
                Optional.of("private"), Optional.empty(), Optional.of("eu-west-1a"), new TreeMap<>()));
        resolve();
        assertFault(
                Parameter.SUBNET_FILTER,
                "No subnet in eu-west-1 in this account has tag:Name=private and availability-zone=eu-west-1a.");
    }

    @Test
    void subnetsOfSeveralVpcsAreAFault() {
        subnet("subnet-9", "vpc-9", "eu-west-1b", 9);
        request.subnets = List.of("subnet-1", "subnet-9");
        resolve();
        assertFault(Parameter.SUBNET_ID, "several VPCs: subnet-1 of vpc-1, subnet-9 of vpc-9");
    }

    @Test
    void groupsAreNamedByIdOrByNameInTheVpc() {
        request.subnets = List.of("subnet-1");
        request.groups = List.of("sg-1", "group 2");
        assertThat(resolve().orElseThrow().groups(request.groups)).containsExactly("sg-1", "sg-2");
    }

    @Test
    void aNameOfNoGroupOfTheVpcIsAFault() {
        request.subnets = List.of("subnet-1");
        request.groups = List.of("group default");
        resolve();
        assertFault(Parameter.SECURITY_GROUP_IDS, "no security group named \"group default\" in vpc-1");
    }

    private void subnet(String id, String vpc, String zone, int free) {
        cloud.ec2.subnets.add(Subnet.builder()
                .subnetId(id)
                .vpcId(vpc)
                .availabilityZone(zone)
                .availableIpAddressCount(free)
                .build());
    }

    private List<String> names() {
        return resolve().orElseThrow().candidates().stream()
                .map(Candidate::name)
                .toList();
    }

    @Test
    void eachGroupThatDoesNotExistIsAFault() {
        request.subnets = List.of("subnet-1");
        request.groups = List.of("sg-8", "sg-1", "sg-9");
        resolve();
        assertThat(faults.list())
                .extracting(Fault::what)
                .satisfiesExactly(
                        first -> assertThat(first).contains("sg-8"),
                        second -> assertThat(second).contains("sg-9"));
    }

    @Test
    void aGroupOfAnotherVpcThanTheSubnetIsAFault() {
        request.subnets = List.of("subnet-1");
        request.groups = List.of("sg-default");
        resolve();
        assertFault(
                Parameter.SECURITY_GROUP_IDS,
                "'sg-default' is in vpc-default, but the builder is in vpc-1, the VPC of the subnet subnet-1");
    }

    @Test
    void aGroupOfAnotherVpcThanTheDefaultOneIsAFaultWhenNoSubnetIsSet() {
        request.groups = List.of("sg-1");
        resolve();
        assertFault(Parameter.SECURITY_GROUP_IDS, "the default VPC, because no subnet is set");
    }

    @Test
    void noDefaultVpcAndNoSubnetIsAFault() {
        cloud.ec2.vpcs.clear();
        resolve();
        assertFault(Parameter.SUBNET_ID, "no default VPC");
    }

    @Test
    void aTemplateOfTheUsersOwnMayBringItsVpcItself() {
        cloud.ec2.vpcs.clear();
        request.template = Optional.of(Path.of("template.yaml.ftl"));
        assertThat(resolve()).isPresent();
    }
}
