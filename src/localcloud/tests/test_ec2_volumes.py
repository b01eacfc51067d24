"""Volumes beside the root: what a launch makes of them, what an image gets, and the keys they are encrypted with."""

import pytest
from cloud import eventually
from machines import Machines, refusal

DATA, SCRATCH = "/dev/sdf", "/dev/sdg"


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


def further(device: str, **ebs) -> dict:
    return {"DeviceName": device, "Ebs": {"VolumeSize": 5, "DeleteOnTermination": True} | ebs}


def launched(machines: Machines, *devices: dict) -> str:
    instance = machines.launch(BlockDeviceMappings=list(devices))
    machines.until(instance, "running")
    return instance


def key(client, **more) -> str:
    return client("kms").create_key(**more)["KeyMetadata"]["Arn"]


def snapshots(machines: Machines, image: str) -> dict[str, dict]:
    """By device."""
    (found,) = machines.ec2.describe_images(ImageIds=[image])["Images"]
    ids = {d["DeviceName"]: d["Ebs"]["SnapshotId"] for d in found["BlockDeviceMappings"]}
    known = {s["SnapshotId"]: s for s in machines.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]}
    return {device: known[snapshot] for device, snapshot in ids.items()}


def test_an_image_has_a_snapshot_of_each_volume_but_those_left_out(machines):
    builder = launched(machines, further(DATA), further(SCRATCH))
    image = machines.image(builder, BlockDeviceMappings=[{"DeviceName": SCRATCH, "NoDevice": ""}])
    assert sorted(snapshots(machines, image)) == [DATA, "/dev/xvda"]
    assert len(machines.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]) == 2


def test_the_root_cannot_be_left_out(machines):
    builder = launched(machines)
    without = [{"DeviceName": "/dev/xvda", "NoDevice": ""}]
    code, _ = refusal(machines.ec2.create_image, InstanceId=builder, Name="rootless", BlockDeviceMappings=without)
    assert code == "InvalidBlockDeviceMapping"


def test_further_volumes_go_with_the_builder_when_told_so(machines):
    builder = launched(machines, further(DATA))
    machines.ec2.terminate_instances(InstanceIds=[builder])
    machines.until(builder, "terminated")
    eventually(lambda: machines.ec2.describe_volumes()["Volumes"], until=lambda volumes: not volumes)


@pytest.mark.parametrize("named", ["id", "arn", "alias", "default"])
def test_encrypted_volumes_make_encrypted_snapshots_with_their_key(machines, client, named):
    arn = key(client)
    client("kms").create_alias(AliasName="alias/images", TargetKeyId=arn)
    by = {"id": {"KmsKeyId": arn.rpartition("/")[2]}, "arn": {"KmsKeyId": arn}, "alias": {"KmsKeyId": "alias/images"}}
    builder = launched(machines, further(DATA, Encrypted=True, **by.get(named, {})))
    of_image = snapshots(machines, machines.image(builder))
    assert of_image[DATA]["Encrypted"] and not of_image["/dev/xvda"]["Encrypted"]
    assert "KmsKeyId" not in of_image["/dev/xvda"]
    assert (of_image[DATA]["KmsKeyId"] == arn) is (named != "default")


def test_the_root_is_encrypted_over_the_images_own(machines):
    builder = launched(machines, {"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": True}})
    image = machines.image(builder)
    assert snapshots(machines, image)["/dev/xvda"]["Encrypted"]
    plain = {"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": False}}
    assert refusal(machines.launch, base=image, BlockDeviceMappings=[plain])[0] == "InvalidBlockDeviceMapping"


@pytest.mark.parametrize("state", ["unknown", "disabled"])
def test_a_key_that_cannot_be_used_ends_the_instance_at_once(machines, client, state):
    arn = key(client)
    if state == "disabled":
        client("kms").disable_key(KeyId=arn)
    used = arn if state == "disabled" else "alias/none"
    instance = machines.launch(BlockDeviceMappings=[further(DATA, Encrypted=True, KmsKeyId=used)])
    reason = machines.until(instance, "terminated")["StateReason"]
    expected = {"unknown": "Client.InternalError", "disabled": "Client.InvalidKMSKey.InvalidState"}[state]
    assert reason["Code"] == expected and reason["Message"].startswith(expected + ": ")


@pytest.mark.parametrize("ebs", [{"Encrypted": True}, {"KmsKeyId": "alias/a"}])
def test_an_image_cannot_be_encrypted_other_than_its_builder(machines, ebs):
    builder = launched(machines)
    mappings = [{"DeviceName": "/dev/xvda", "Ebs": ebs}]
    assert refusal(machines.ec2.create_image, InstanceId=builder, Name="other", BlockDeviceMappings=mappings)


def test_a_pending_image_takes_no_attribute(machines):
    builder = launched(machines)
    machines.control.set(imagePendingSeconds=3600)
    image = machines.ec2.create_image(InstanceId=builder, Name="pending")["ImageId"]
    wanted = {"ImageId": image, "ImdsSupport": {"Value": "v2.0"}}
    assert refusal(machines.ec2.modify_image_attribute, **wanted) == (
        "InvalidAMIID.Unavailable",
        f"The AMI ID '{image}' is currently pending and may not be used for this operation",
    )
