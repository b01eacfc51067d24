"""Images: pending, available or failed; names, tags, snapshots; an image carries what its builder wrote."""

from datetime import datetime

import pytest
from cloud import eventually
from machines import Machines, refusal


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


@pytest.fixture
def builder(machines) -> str:
    instance = machines.launch(UserData="")
    machines.until(instance, "running")
    return instance


def images(machines, **query) -> list[dict]:
    return machines.ec2.describe_images(**query)["Images"]


def test_an_image_is_pending_for_the_time_set_or_until_less_is_set(machines, builder):
    machines.control.set(imagePendingSeconds=3600)
    image = machines.ec2.create_image(InstanceId=builder, Name="slow")["ImageId"]
    assert machines.image_state(image) == "pending"
    snapshots = machines.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]
    assert [(s["State"], s["Progress"]) for s in snapshots] == [("pending", "0%")]
    machines.control.set(imagePendingSeconds=0)
    eventually(lambda: machines.image_state(image), until=lambda seen: seen == "available")


def test_the_cloud_tells_when_an_image_was_made_and_when_it_was_settled(machines, builder):
    machines.control.set(imagePendingSeconds=0.5)
    available = machines.image(builder, "quick")
    machines.control.set(imagePendingSeconds=3600)
    pending = machines.ec2.create_image(InstanceId=builder, Name="slow")["ImageId"]
    images = {image["id"]: image for image in machines.control.images()}
    assert images.keys() == {pending, available}, "the account's own, not the seeded ones"
    assert images[pending]["settled"] is None
    begin, end = (datetime.fromisoformat(images[available][moment]) for moment in ("created", "settled"))
    assert 0.5 <= (end - begin).total_seconds() < 30


def test_a_failure_on_demand_is_told_as_the_state_reason(machines, builder):
    machines.control.set(imageFailure="Client.Testing: the disk is on fire")
    image = machines.ec2.create_image(InstanceId=builder, Name="doomed")["ImageId"]
    eventually(lambda: machines.image_state(image), until=lambda s: s == "failed")
    assert images(machines, ImageIds=[image])[0]["StateReason"] == {
        "Code": "Client.Testing",
        "Message": "Client.Testing: the disk is on fire",
    }


def test_terminating_the_builder_spoils_its_pending_image(machines, builder):
    machines.control.set(imagePendingSeconds=3600)
    image = machines.ec2.create_image(InstanceId=builder, Name="orphan")["ImageId"]
    machines.ec2.terminate_instances(InstanceIds=[builder])
    assert machines.image_state(image) == "failed"


def test_a_name_in_use_is_refused_with_the_image_that_has_it(machines, builder):
    image = machines.image(builder, "taken")
    assert refusal(machines.ec2.create_image, InstanceId=builder, Name="taken") == (
        "InvalidAMIName.Duplicate",
        f"AMI name taken is already in use by AMI {image}",
    )
    machines.ec2.deregister_image(ImageId=image)
    machines.image(builder, "taken")


@pytest.mark.parametrize("name", ["ab", "x" * 129, "a+b", "name:1", "naïve"])
def test_a_malformed_name_is_refused(machines, builder, name):
    assert refusal(machines.ec2.create_image, InstanceId=builder, Name=name)[0] == "InvalidAMIName.Malformed"


def test_tags_go_on_image_and_snapshots(machines, builder):
    image = machines.image(
        builder,
        TagSpecifications=[
            {"ResourceType": "image", "Tags": [{"Key": "of", "Value": "image"}]},
            {"ResourceType": "snapshot", "Tags": [{"Key": "of", "Value": "snapshot"}]},
        ],
    )
    found = images(machines, Filters=[{"Name": "tag:of", "Values": ["image"]}])
    assert [i["ImageId"] for i in found] == [image]
    snapshot_id = found[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    snapshots = machines.ec2.describe_snapshots(Filters=[{"Name": "tag:of", "Values": ["snapshot"]}])["Snapshots"]
    assert [s["SnapshotId"] for s in snapshots] == [snapshot_id]
    assert snapshots[0]["Description"] == f"Created by CreateImage({builder}) for {image}"


def test_a_resource_type_that_is_not_made_cannot_be_tagged(machines, builder):
    specification = {"ResourceType": "volume", "Tags": [{"Key": "a", "Value": "b"}]}
    refused = refusal(machines.ec2.create_image, InstanceId=builder, Name="abc", TagSpecifications=[specification])
    assert refused[0] == "InvalidParameterValue"


def test_an_image_tells_what_it_was_made_of(machines, builder):
    image = images(machines, ImageIds=[machines.image(builder, Description="about it")])[0]
    base = images(machines, ImageIds=[machines.base()])[0]
    same = ("Architecture", "RootDeviceName", "BootMode", "ImdsSupport", "EnaSupport")
    assert [image[name] for name in same] == [base[name] for name in same]
    assert image["SourceInstanceId"] == builder and image["SourceImageId"] == base["ImageId"]
    assert image["Description"] == "about it" and not image["Public"]
    assert image["BlockDeviceMappings"][0]["Ebs"]["VolumeSize"] == 8


def test_block_devices_of_the_request_go_over_those_of_the_builder(machines, builder):
    image = machines.image(
        builder,
        BlockDeviceMappings=[
            {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 30, "VolumeType": "gp3", "DeleteOnTermination": False}},
            {"DeviceName": "/dev/sdb", "Ebs": {"VolumeSize": 5}},
        ],
    )
    devices = {d["DeviceName"]: d["Ebs"] for d in images(machines, ImageIds=[image])[0]["BlockDeviceMappings"]}
    assert (devices["/dev/xvda"]["VolumeSize"], devices["/dev/xvda"]["DeleteOnTermination"]) == (30, False)
    assert devices["/dev/sdb"]["VolumeSize"] == 5


def test_an_instance_launched_from_an_image_sees_its_files_and_its_deletions(machines):
    script = "#!/bin/sh\necho one > /etc/one\nrm /etc/debian_version /etc/os-release\nrm -r /etc/apt; mkdir /etc/apt\n"
    first = machines.image(machines.done(script), "first")
    script = "#!/bin/sh\ncat /etc/one; ls /etc/debian_version /etc/apt; echo two > /etc/one\n"
    second = machines.done(script, base=first)
    console = machines.console(second)
    assert "one\n" in console and "cannot access '/etc/debian_version'" in console
    image = machines.image(second, "second")
    assert machines.control.image_file(image, "/etc/one") == b"two\n"
    assert machines.files(image)["/etc/os-release"] == {"path": "/etc/os-release", "deleted": True}
    assert machines.control.image_file(first, "/etc/one") == b"one\n"


def test_modes_owners_links_and_special_files_survive(machines):
    image = machines.image(
        machines.done(
            "#!/bin/sh\ncd /opt; echo x > a; chown 33:44 a; chmod 4750 a; ln a b; ln -s a c; mkfifo d\n"
            "touch e; setfattr -n user.note -v hello e 2>/dev/null; mkdir -m 1777 f\n"
        )
    )
    files = machines.files(image)
    assert (files["/opt/a"]["mode"], files["/opt/a"]["uid"], files["/opt/a"]["gid"]) == ("4750", 33, 44)
    assert files["/opt/b"]["sha256"] == files["/opt/a"]["sha256"]
    assert (files["/opt/c"]["type"], files["/opt/c"]["target"]) == ("link", "a")
    assert files["/opt/d"]["type"] == "fifo" and files["/opt/f"]["mode"] == "1777"
    again = machines.done("#!/bin/sh\ncd /opt; stat -c '%h %a %u %g' a b; stat -c %F d\n", base=image)
    assert "2 4750 33 44\n2 4750 33 44\nfifo" in machines.console(again)


def test_images_are_found_by_owner_state_name_and_wildcard(machines, builder):
    image = machines.image(builder, "found-me")

    def ids(**query):
        return [i["ImageId"] for i in images(machines, **query)]

    assert ids(Owners=["self"]) == [image]
    assert image not in ids(Owners=["amazon"]) and machines.base() in ids(Owners=["amazon"])
    assert ids(Filters=[{"Name": "name", "Values": ["found-*"]}, {"Name": "state", "Values": ["available"]}]) == [image]
    assert image not in ids(Filters=[{"Name": "is-public", "Values": ["true"]}])
    unknown = [{"Name": "colour", "Values": ["red"]}]
    assert refusal(machines.ec2.describe_images, Filters=unknown)[0] == "InvalidParameterValue"


def test_unknown_and_malformed_images_are_refused(machines):
    assert refusal(machines.ec2.describe_images, ImageIds=["ami-0123456789abcdef0"]) == (
        "InvalidAMIID.NotFound",
        "The image id '[ami-0123456789abcdef0]' does not exist",
    )
    assert refusal(machines.ec2.describe_images, ImageIds=["nonsense"])[0] == "InvalidAMIID.Malformed"


def test_deregistering_takes_the_snapshots_when_asked(machines, builder):
    kept, gone = machines.image(builder, "kept"), machines.image(builder, "gone")
    snapshot = images(machines, ImageIds=[kept])[0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    assert refusal(machines.ec2.delete_snapshot, SnapshotId=snapshot) == (
        "InvalidSnapshot.InUse",
        f"The snapshot {snapshot} is currently in use by {kept}",
    )
    machines.ec2.deregister_image(ImageId=kept)
    machines.ec2.deregister_image(ImageId=gone, DeleteAssociatedSnapshots=True)
    left = [s["SnapshotId"] for s in machines.ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]]
    assert left == [snapshot]
    machines.ec2.delete_snapshot(SnapshotId=snapshot)
    assert refusal(machines.ec2.describe_images, ImageIds=[kept])[0] == "InvalidAMIID.NotFound"


def test_a_protected_image_is_not_deregistered(machines, builder):
    image = machines.image(builder)
    machines.ec2.enable_image_deregistration_protection(ImageId=image)
    assert refusal(machines.ec2.deregister_image, ImageId=image)[0] == "OperationNotPermitted"
    machines.ec2.disable_image_deregistration_protection(ImageId=image)
    machines.ec2.deregister_image(ImageId=image)


def test_deprecation_description_and_sharing_are_kept(machines, builder):
    image = machines.image(builder)
    machines.ec2.enable_image_deprecation(ImageId=image, DeprecateAt="2030-01-01T10:20:30Z")
    machines.ec2.modify_image_attribute(ImageId=image, Description={"Value": "new"})
    machines.ec2.modify_image_attribute(ImageId=image, LaunchPermission={"Add": [{"UserId": "123456789012"}]})
    found = images(machines, ImageIds=[image])[0]
    assert (found["DeprecationTime"], found["Description"]) == ("2030-01-01T10:20:00.000Z", "new")
    permissions = machines.ec2.describe_image_attribute(ImageId=image, Attribute="launchPermission")
    assert permissions["LaunchPermissions"] == [{"UserId": "123456789012"}]


def test_a_terminated_instance_cannot_be_imaged(machines, builder):
    machines.ec2.terminate_instances(InstanceIds=[builder])
    machines.until(builder, "terminated")
    assert refusal(machines.ec2.create_image, InstanceId=builder, Name="late") == (
        "InvalidParameterValue",
        f"Invalid value '{builder}' for instanceId. Instance is not in state 'running' or 'stopping' or 'stopped'",
    )


def test_somebody_elses_image_is_not_ours_to_deregister(machines):
    assert refusal(machines.ec2.deregister_image, ImageId=machines.base())[0] == "AuthFailure"
