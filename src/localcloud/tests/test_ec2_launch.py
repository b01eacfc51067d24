"""RunInstances refuses what AWS refuses, with AWS's codes and texts."""

import pytest
from machines import AMAZON_ARM, Machines, refusal


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


def refused(machines, **more) -> tuple[str, str]:
    words = {"ImageId": machines.base(), "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1} | more
    return refusal(machines.ec2.run_instances, **words)


def other_vpc(machines) -> tuple[str, str, str]:
    """A VPC beside the default one: its id, a subnet, a group."""
    vpc = machines.ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = machines.ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
    return vpc, subnet, machines.ec2.create_security_group(GroupName="g", Description="d", VpcId=vpc)["GroupId"]


@pytest.mark.parametrize(
    "given, expected",
    [
        (
            {"ImageId": "ami-0123456789abcdef0"},
            ("InvalidAMIID.NotFound", "The image id '[ami-0123456789abcdef0]' does not exist"),
        ),
        ({"ImageId": "image"}, ("InvalidAMIID.Malformed", 'Invalid id: "image" (expecting "ami-...")')),
        ({"InstanceType": "t9.huge"}, ("InvalidParameterValue", "Invalid value 't9.huge' for InstanceType.")),
        ({"KeyName": "lost"}, ("InvalidKeyPair.NotFound", "The key pair 'lost' does not exist")),
        (
            {"SubnetId": "subnet-0123456789abcdef0"},
            ("InvalidSubnetID.NotFound", "The subnet ID 'subnet-0123456789abcdef0' does not exist"),
        ),
        (
            {"SecurityGroupIds": ["sg-0123456789abcdef0"]},
            ("InvalidGroup.NotFound", "The security group 'sg-0123456789abcdef0' does not exist"),
        ),
        ({"UserData": b"x" * 16385}, ("InvalidParameterValue", "User data is limited to 16384 bytes")),
        (
            {"IamInstanceProfile": {"Name": "nobody"}},
            (
                "InvalidParameterValue",
                "Value (nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
            ),
        ),
    ],
)
def test_what_does_not_exist_or_is_too_large_is_refused(machines, given, expected):
    assert refused(machines, **given) == expected


def test_user_data_just_within_the_limit_is_taken(machines):
    assert machines.launch(b"#!/bin/sh\n" + b"#" * (16384 - 10)).startswith("i-")


def test_an_instance_type_of_another_architecture_is_refused(machines):
    code, text = refused(machines, ImageId=machines.base(AMAZON_ARM))
    assert code == "InvalidParameterValue"
    assert text.startswith(
        "The architecture 'x86_64' of the specified instance type does not match the architecture "
        "'arm64' of the specified AMI. Specify an instance type and an AMI that have matching"
    )


def test_subnet_and_group_of_different_vpcs_are_refused(machines):
    _, _, group = other_vpc(machines)
    subnet = machines.ec2.describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"][0]
    assert refused(machines, SubnetId=subnet["SubnetId"], SecurityGroupIds=[group]) == (
        "InvalidParameter",
        f"Security group {group} and subnet {subnet['SubnetId']} belong to different networks.",
    )


def test_interfaces_beside_a_subnet_or_groups_are_refused(machines):
    _, subnet, group = other_vpc(machines)
    interfaces = [{"DeviceIndex": 0, "SubnetId": subnet}]
    assert refused(machines, NetworkInterfaces=interfaces, SubnetId=subnet)[0] == "InvalidParameterCombination"
    assert refused(machines, NetworkInterfaces=interfaces, SecurityGroupIds=[group]) == (
        "InvalidParameterCombination",
        "Network interfaces and an instance-level security groups may not be specified on the same request",
    )


def test_without_a_default_vpc_a_subnet_is_needed(machines):
    for subnet in machines.ec2.describe_subnets()["Subnets"]:
        machines.ec2.delete_subnet(SubnetId=subnet["SubnetId"])
    code, text = refused(machines)
    assert code == "MissingInput" and text.startswith("No subnets found for the default VPC 'vpc-")
    vpc = machines.ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    for gateway in machines.ec2.describe_internet_gateways()["InternetGateways"]:
        machines.ec2.detach_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"], VpcId=vpc)
    machines.ec2.delete_vpc(VpcId=vpc)
    assert refused(machines)[0] == "VPCIdNotSpecified"


def test_a_volume_smaller_than_its_snapshot_is_refused(machines):
    small = [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 4}}]
    code, text = refused(machines, BlockDeviceMappings=small)
    assert code == "InvalidBlockDeviceMapping"
    assert text.startswith("Volume of size 4GB is smaller than snapshot 'snap-") and text.endswith("expect size >= 8GB")


def test_an_image_that_is_pending_is_not_run(machines):
    machines.control.set(imagePendingSeconds=3600)
    builder = machines.launch("")
    machines.until(builder, "running")
    image = machines.ec2.create_image(InstanceId=builder, Name="slow")["ImageId"]
    assert refused(machines, ImageId=image) == (
        "InvalidAMIID.Unavailable",
        f"AMI '{image}' is pending, and cannot be run",
    )


def test_windows_is_refused_as_nothing_here_runs_it(machines):
    name = "Windows_Server-2022-English-Full-Base-*"
    images = machines.ec2.describe_images(Filters=[{"Name": "name", "Values": [name]}])["Images"]
    code, message = refused(machines, ImageId=images[0]["ImageId"])
    assert (code, message.endswith("is of Windows")) == ("UnsupportedOperation", True)


def test_a_dry_run_launches_nothing(machines):
    assert refused(machines, DryRun=True)[0] == "DryRunOperation"
    assert machines.ec2.describe_instances()["Reservations"] == []


def test_the_same_client_token_launches_once(machines):
    assert machines.launch(ClientToken="once") == machines.launch(ClientToken="once")


def test_tags_go_on_instance_volumes_and_interfaces(machines):
    kinds = ("instance", "volume", "network-interface")
    tags = [{"ResourceType": kind, "Tags": [{"Key": "of", "Value": kind}]} for kind in kinds]
    found = machines.describe(machines.launch(TagSpecifications=tags))
    volume = found["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
    interface = found["NetworkInterfaces"][0]["NetworkInterfaceId"]
    of = {t["ResourceId"]: t["Value"] for t in machines.ec2.describe_tags()["Tags"]}
    assert of == {found["InstanceId"]: "instance", volume: "volume", interface: "network-interface"}


def test_an_interface_brings_its_subnet_groups_and_public_address(machines):
    _, subnet, group = other_vpc(machines)
    interface = {"DeviceIndex": 0, "SubnetId": subnet, "Groups": [group], "AssociatePublicIpAddress": True}
    found = machines.describe(machines.launch(NetworkInterfaces=[interface]))
    assert (found["SubnetId"], found["SecurityGroups"][0]["GroupId"]) == (subnet, group)
    assert found["PublicIpAddress"] and found["PrivateIpAddress"].startswith("10.9.1.")


def test_the_volumes_of_an_image_are_changed_by_the_request(machines):
    devices = [
        {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 16, "Throughput": 300, "Iops": 5000}},
        {"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 3, "VolumeType": "gp2"}},
    ]
    found = machines.describe(machines.launch(BlockDeviceMappings=devices))
    ids = {d["DeviceName"]: d["Ebs"]["VolumeId"] for d in found["BlockDeviceMappings"]}
    volumes = {v["VolumeId"]: v for v in machines.ec2.describe_volumes()["Volumes"]}
    root, data = volumes[ids["/dev/xvda"]], volumes[ids["/dev/sdf"]]
    assert (root["Size"], root["VolumeType"], root["Iops"], root["Throughput"]) == (16, "gp3", 5000, 300)
    assert (data["Size"], data["VolumeType"]) == (3, "gp2")
