"""What instance types are like and where they are offered, and images that fit only some of them."""

import pytest
from machines import refusal


@pytest.fixture
def ec2(client):
    return client("ec2")


def kind(ec2, name: str) -> dict:
    (found,) = ec2.describe_instance_types(Filters=[{"Name": "instance-type", "Values": [name]}])["InstanceTypes"]
    return found


@pytest.mark.parametrize(
    ("name", "architectures", "ena", "boot_modes"),
    [
        ("t3.small", ["x86_64"], "required", ["legacy-bios", "uefi"]),
        ("t4g.small", ["arm64"], "required", ["uefi"]),
        ("t2.micro", ["i386", "x86_64"], "unsupported", ["legacy-bios"]),
    ],
)
def test_a_type_says_what_boots_on_it(ec2, name, architectures, ena, boot_modes):
    found = kind(ec2, name)
    assert found["ProcessorInfo"]["SupportedArchitectures"] == architectures
    assert found["NetworkInfo"]["EnaSupport"] == ena
    assert sorted(found["SupportedBootModes"]) == boot_modes
    assert found["SupportedRootDeviceTypes"] == ["ebs"]
    assert found["SupportedVirtualizationTypes"] == ["hvm"]


def test_a_type_that_ec2_does_not_have_is_not_in_the_answer(ec2):
    wanted = [{"Name": "instance-type", "Values": ["t3.colossal"]}]
    assert ec2.describe_instance_types(Filters=wanted)["InstanceTypes"] == []


@pytest.mark.parametrize(("zone", "offered"), [("us-east-1a", True), ("us-east-1e", False)])
def test_a_type_is_offered_in_some_zones_only(ec2, zone, offered):
    wanted = [{"Name": "instance-type", "Values": ["t3.small"]}, {"Name": "location", "Values": [zone]}]
    found = ec2.describe_instance_type_offerings(LocationType="availability-zone", Filters=wanted)
    assert [o["InstanceType"] for o in found["InstanceTypeOfferings"]] == ["t3.small"] * offered


def test_an_image_that_was_registered_says_what_it_was_told(ec2):
    told = {
        "Architecture": "x86_64",
        "RootDeviceName": "/dev/xvda",
        "VirtualizationType": "hvm",
        "BootMode": "uefi",
        "EnaSupport": True,
        "TpmSupport": "v2.0",
    }
    image = ec2.register_image(Name="registered", **told)["ImageId"]
    (found,) = ec2.describe_images(ImageIds=[image])["Images"]
    assert found.items() >= (told | {"Name": "registered", "State": "available", "OwnerId": found["OwnerId"]}).items()


def test_an_image_has_no_ena_unless_it_was_registered_with_it(ec2):
    image = ec2.register_image(Name="old", Architecture="x86_64", VirtualizationType="hvm")["ImageId"]
    (found,) = ec2.describe_images(ImageIds=[image])["Images"]
    assert found["EnaSupport"] is False
    assert "BootMode" not in found


def test_a_name_is_registered_once(ec2):
    ec2.register_image(Name="twice")
    assert refusal(ec2.register_image, Name="twice")[0] == "InvalidAMIName.Duplicate"


def test_a_registered_image_goes_when_it_is_deregistered(ec2):
    image = ec2.register_image(Name="short-lived")["ImageId"]
    ec2.deregister_image(ImageId=image)
    assert ec2.describe_images(Owners=["self"])["Images"] == []
