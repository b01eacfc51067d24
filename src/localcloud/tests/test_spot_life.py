"""What becomes of a spot request when its instance is stopped, started or terminated, and the other way round."""

from datetime import UTC, datetime, timedelta

import pytest
from cloud import eventually
from machines import refusal
from spots import ONE_TIME, PERSISTENT, Spots, launch_template, market
from stacks import Stacks, template


@pytest.fixture
def spots(client, control) -> Spots:
    return Spots(client, control)


def test_the_instance_of_a_one_time_request_is_not_stopped(spots):
    instance = spots.running(ONE_TIME)
    assert refusal(spots.ec2.stop_instances, InstanceIds=[instance]) == (
        "UnsupportedOperation",
        f"You can't stop the Spot Instance '{instance}' because it is associated with a one-time Spot Instance "
        "request. You can only stop Spot Instances associated with persistent Spot Instance requests.",
    )


def test_one_that_powers_itself_off_is_terminated_with_a_one_time_request(spots):
    spots.until(spots.launch("#!/bin/sh\nshutdown -h now\n", **ONE_TIME), "terminated")
    spots.until_status("closed", "instance-terminated-by-user")


def test_one_that_powers_itself_off_is_stopped_with_a_persistent_request_and_can_be_imaged(spots):
    instance = spots.launch("#!/bin/sh\necho baked >/etc/baked\nshutdown -h now\n", **PERSISTENT)
    spots.until(instance, "stopped")
    spots.until_status("disabled", "instance-stopped-by-user")
    assert spots.control.image_file(spots.image(instance), "/etc/baked") == b"baked\n"


def test_a_stopped_instance_is_started_by_the_user_once_spot_has_noticed_the_stop(spots):
    spots.control.set(spotDelaySeconds=3600)
    instance = spots.running(PERSISTENT)
    spots.ec2.stop_instances(InstanceIds=[instance])
    spots.until(instance, "stopped")
    assert spots.status() == ("active", "marked-for-stop")
    assert refusal(spots.ec2.start_instances, InstanceIds=[instance]) == (
        "IncorrectSpotRequestState",
        f"You can't start the Spot Instance '{instance}' because the associated Spot Instance request is not in an "
        "appropriate state to support start.",
    )


def test_a_started_instance_has_its_request_active_again(spots):
    instance = spots.stopped()
    spots.ec2.start_instances(InstanceIds=[instance])
    spots.until(instance, "running")
    assert spots.status() == ("active", "fulfilled")


@pytest.mark.parametrize("first", ["running", "stopped"])
def test_a_terminated_instance_of_a_persistent_request_is_launched_again_without_its_tags(spots, first):
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "of", "Value": "mine"}]}]
    instance = spots.running(PERSISTENT, "#!/bin/sh\necho ran\n", TagSpecifications=tags)
    if first == "stopped":
        spots.ec2.stop_instances(InstanceIds=[instance])
        spots.until(instance, "stopped")
    spots.ec2.terminate_instances(InstanceIds=[instance])
    spots.until(instance, "terminated")
    (again,) = set(spots.instances()) - {instance}
    found = spots.until(again, "running")
    assert found.get("Tags", []) == [] and found["InstanceLifecycle"] == "spot"
    assert (spots.status(), spots.request()["InstanceId"]) == (("active", "fulfilled"), again)
    spots.printed(again, "ran\n")


def test_a_stack_that_is_deleted_leaves_the_next_instance_of_its_persistent_request(spots, client):
    stacks = Stacks(client("cloudformation"))
    version = {"LaunchTemplateId": {"Ref": "Template"}, "Version": "1"}
    builder = {"Type": "AWS::EC2::Instance", "Properties": {"ImageId": spots.base(), "LaunchTemplate": version}}
    made = stacks.made(template(Template=launch_template(spots), Builder=builder))
    (instance,) = spots.instances()
    assert stacks.delete(made["StackId"])["StackStatus"] == "DELETE_COMPLETE"
    (again,) = set(spots.instances()) - {instance}
    spots.until(again, "running")
    assert spots.status() == ("active", "fulfilled")


def test_it_is_not_launched_again_before_the_time_set(spots):
    spots.control.set(spotRelaunchSeconds=3600)
    instance = spots.running(PERSISTENT)
    spots.ec2.terminate_instances(InstanceIds=[instance])
    spots.until(instance, "terminated")
    assert spots.status() == ("open", "pending-evaluation") and "InstanceId" not in spots.request()
    assert set(spots.instances()) == {instance}


def test_it_is_launched_again_after_the_time_set(spots):
    spots.control.set(spotRelaunchSeconds=1)
    instance = spots.running(PERSISTENT)
    before = datetime.now(UTC).replace(microsecond=0)
    spots.ec2.terminate_instances(InstanceIds=[instance])
    spots.until(instance, "terminated")
    again = spots.until_status("active", "fulfilled")["InstanceId"]
    assert spots.describe(again)["LaunchTime"] - before >= timedelta(seconds=1)


def test_it_is_not_launched_again_after_a_cancellation(spots):
    instance = spots.running(PERSISTENT)
    assert spots.cancel() == "cancelled"
    assert spots.status() == ("cancelled", "request-canceled-and-instance-running")
    assert spots.state(instance) == "running"
    spots.ec2.terminate_instances(InstanceIds=[instance])
    spots.until(instance, "terminated")
    spots.until_status("cancelled", "instance-terminated-by-user")
    assert set(spots.instances()) == {instance}


def test_the_instance_of_a_one_time_request_is_not_launched_again(spots):
    instance = spots.running(ONE_TIME)
    spots.ec2.terminate_instances(InstanceIds=[instance])
    spots.until(instance, "terminated")
    assert spots.status() == ("closed", "instance-terminated-by-user")
    assert set(spots.instances()) == {instance}


def test_a_stopped_instance_is_terminated_when_its_request_is_cancelled(spots):
    instance = spots.stopped()
    spots.cancel()
    found = spots.until(instance, "terminated")
    assert found["StateReason"]["Code"] == "Server.SpotInstanceTermination"
    assert found["StateTransitionReason"].startswith("Service initiated (")
    spots.until_status("cancelled", "instance-terminated-by-service")


def test_a_running_instance_of_a_cancelled_request_is_not_stopped_by_the_user(spots):
    instance = spots.running(PERSISTENT)
    spots.cancel()
    assert refusal(spots.ec2.stop_instances, InstanceIds=[instance])[0] == "IncorrectSpotRequestState"
    assert spots.cancel() == "cancelled"


def opened(spots, **more) -> str:
    """The terminated instance of a request that is open, as there is no capacity."""
    instance = spots.running(PERSISTENT, **more)
    spots.control.set(spotShortages=["*"])
    spots.ec2.terminate_instances(InstanceIds=[instance])
    spots.until(instance, "terminated")
    spots.until_status("open", "capacity-not-available")
    return instance


def test_a_cancelled_open_request_launches_nothing(spots):
    instance = opened(spots)
    spots.cancel()
    assert spots.status() == ("cancelled", "canceled-before-fulfillment")
    spots.control.set(spotShortages=[])
    assert set(spots.instances()) == {instance}


def test_an_open_request_waits_for_capacity(spots):
    opened(spots)
    spots.control.set(spotShortages=[])
    spots.until_status("active", "fulfilled")
    assert len(spots.instances()) == 2


def test_a_request_whose_launch_cannot_be_repeated_has_failed(spots):
    group = spots.ec2.create_security_group(GroupName="g", Description="d")["GroupId"]
    opened(spots, SecurityGroupIds=[group])
    spots.ec2.delete_security_group(GroupId=group)
    request = spots.until_status("failed", "bad-parameters")
    assert request["Status"]["Message"] == f"The security group '{group}' does not exist"


def test_a_request_that_has_expired_launches_nothing_and_cannot_be_cancelled(spots):
    until = datetime.now(UTC) + timedelta(seconds=1)
    how = market(SpotInstanceType="persistent", InstanceInterruptionBehavior="stop", ValidUntil=until)
    instance = spots.running(how)
    eventually(spots.status, until=lambda seen: seen == ("cancelled", "request-canceled-and-instance-running"))
    spots.ec2.terminate_instances(InstanceIds=[instance])
    spots.until(instance, "terminated")
    assert set(spots.instances()) == {instance}


def test_a_reset_forgets_requests_and_launches_nothing(spots):
    opened(spots)
    spots.control.reset()
    assert spots.requests() == [] and spots.instances() == {}
