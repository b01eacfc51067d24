"""The function that makes the image: what it calls, in which order, and how long it waits."""

import pytest

from function import NAME, STACK, image, of_this_stack


def test_makes_an_image_of_a_stopped_builder_and_answers_with_its_id(function):
    function.images(expected=of_this_stack())
    function.state("stopped")
    function.create()
    assert function.invoke() == {
        "Status": "SUCCESS",
        "PhysicalResourceId": "ami-1",
        "Data": {"ImageId": "ami-1", "ImageName": NAME},
        "StackId": STACK,
        "RequestId": "aaaabbbb-cccc-dddd-eeee-ffff00001111",
        "LogicalResourceId": "Image",
    }


def test_name_description_and_tags_are_the_users_on_image_and_snapshots(function):
    function.images(expected=of_this_stack(name="web 1.0"))
    function.state("stopped")
    tags = {"Name": "mine", "team": "a", "ami:stack-id": STACK}
    function.create("web 1.0", tags=tags, Description="all of it")
    properties = {
        "InstanceId": "i-1",
        "ImageName": "web 1.0",
        "Description": "all of it",
        "Tags": [{"Key": "Name", "Value": "mine"}, {"Key": "team", "Value": "a"}],
    }
    assert function.invoke(properties=properties)["Data"]["ImageName"] == "web 1.0"


def test_what_the_wait_carried_comes_through(function):
    function.images(image())
    properties = {"InstanceId": "i-1", "ImageNamePrefix": "app", "ProvisioningData": '{"i-1":"10-a.sh 3 s"}'}
    assert function.invoke(properties=properties)["Data"]["ProvisioningData"] == '{"i-1":"10-a.sh 3 s"}'


def test_what_the_wait_carried_is_left_out_when_the_answer_would_be_too_long(function):
    function.images(image())
    properties = {"InstanceId": "i-1", "ImageNamePrefix": "app", "ProvisioningData": "x" * 4096}
    assert function.invoke(properties=properties)["Data"] == {"ImageId": "ami-1", "ImageName": NAME}


def test_a_second_invocation_answers_with_the_image_of_the_first(function):
    function.images(image("ami-7", state="available"))
    assert function.invoke()["PhysicalResourceId"] == "ami-7"


def test_waits_until_the_builder_has_powered_off_by_itself(function):
    function.images()
    function.state("running", "stopping", "stopping", "stopped")
    function.create()
    function.invoke()
    assert function.clock.now == 6


def test_stops_a_builder_that_does_not_power_off_after_a_minute(function):
    function.images()
    function.state(*["running"] * 31)
    function.stop()
    function.state("stopping", "stopped")
    function.create()
    assert function.invoke()["Status"] == "SUCCESS"


def test_forces_the_stop_as_the_last_resort_and_not_before_five_minutes(function):
    function.images()
    function.state(*["stopping"] * 161)
    function.stop(Force=True)
    function.state("stopped")
    function.create()
    function.invoke()
    assert function.clock.now > 300


def test_a_builder_that_never_stops_is_told_before_the_functions_time_is_over(function):
    function.images()
    function.state(*["stopping"] * 34)
    function.stop(Force=True)
    function.state(*["stopping"] * 3)
    answer = function.invoke(seconds=105)
    assert answer["Status"] == "FAILED" and answer["Reason"] == "builder i-1 is still stopping after 90 s"


def test_stop_timeout_bounds_the_wait(function):
    function.images()
    function.state(*["stopping"] * 5)
    function.stop(Force=True)
    function.state("stopping")
    properties = {"InstanceId": "i-1", "ImageNamePrefix": "app", "StopTimeout": "10"}
    assert function.invoke(properties=properties)["Reason"] == "builder i-1 is still stopping after 10 s"


def test_a_stop_that_comes_too_late_does_no_harm(function):
    function.images()
    function.state(*["running"] * 31)
    function.refuse("stop_instances", "IncorrectInstanceState")
    function.state("stopped")
    function.create()
    assert function.invoke()["Status"] == "SUCCESS"


@pytest.mark.parametrize(("state", "said"), [("terminated",) * 2, ("shutting-down",) * 2, (None, "gone")])
def test_a_builder_that_is_gone_fails_with_its_state(function, state, said):
    function.images()
    function.state(state)
    answer = function.invoke()
    assert answer["Status"] == "FAILED"
    assert answer["Reason"] == f"builder i-1 is {said}: no image can be made of it"
    assert answer["PhysicalResourceId"] == "no-image-666677778888"


def test_a_builder_that_ec2_took_back_is_not_imaged_although_it_is_stopped(function):
    function.images()
    reason = {"Code": "Server.SpotInstanceShutdown", "Message": "Server.SpotInstanceShutdown: it was interrupted"}
    instance = {"InstanceId": "i-1", "State": {"Name": "stopped"}, "StateReason": reason}
    function.stub.add_response("describe_instances", {"Reservations": [{"Instances": [instance]}]})
    answer = function.invoke()
    assert answer["Status"] == "FAILED"
    assert answer["Reason"] == "EC2 took builder i-1 back: Server.SpotInstanceShutdown"


def test_a_name_taken_by_an_image_of_this_stack_is_success(function):
    function.images()
    function.state("stopped")
    function.refuse("create_image", "InvalidAMIName.Duplicate")
    function.images(image("ami-9"), expected=of_this_stack())
    assert function.invoke()["PhysicalResourceId"] == "ami-9"


def test_a_name_taken_by_somebody_else_fails_with_awss_text(function):
    function.images()
    function.state("stopped")
    function.refuse("create_image", "InvalidAMIName.Duplicate", "AMI name app is already in use by AMI ami-2")
    function.images()
    assert "AMI name app is already in use by AMI ami-2" in function.invoke()["Reason"]


@pytest.mark.parametrize("code", ["UnauthorizedOperation", "AccessDenied"])
def test_refusals_of_a_fresh_role_are_tried_again(function, code):
    function.refuse("describe_images", code)
    function.refuse("describe_images", code)
    function.images()
    function.state("stopped")
    function.create()
    assert function.invoke()["Status"] == "SUCCESS"


def test_a_role_that_stays_refused_fails_after_a_minute_with_awss_text(function):
    for _ in range(21):
        function.refuse("describe_images", "UnauthorizedOperation", "You are not authorized")
    answer = function.invoke()
    assert "You are not authorized" in answer["Reason"] and function.clock.now == 60


def test_an_update_makes_another_image_and_knows_it_when_invoked_again(function):
    request = {"tag:ami:request-id": "aaaabbbb-cccc-dddd-eeee-ffff00001111"}
    expected = of_this_stack(**request)
    tags = {"Name": NAME, "ami:stack-id": STACK, "ami:request-id": request["tag:ami:request-id"]}
    function.images(expected=expected)
    function.state("stopped")
    function.create(image="ami-2", tags=tags)
    assert function.invoke(RequestType="Update", PhysicalResourceId="ami-1")["PhysicalResourceId"] == "ami-2"
    function.images(image("ami-2"), expected=expected)
    assert function.invoke(RequestType="Update", PhysicalResourceId="ami-1")["PhysicalResourceId"] == "ami-2"


def test_an_update_under_a_name_that_is_taken_gets_another_name(function):
    name = NAME + "-aaaabbbb"
    tags = {"Name": name, "ami:stack-id": STACK, "ami:request-id": "aaaabbbb-cccc-dddd-eeee-ffff00001111"}
    function.images()
    function.state("stopped")
    function.refuse("create_image", "InvalidAMIName.Duplicate")
    function.create(name, "ami-2", tags)
    assert function.invoke(RequestType="Update", PhysicalResourceId="ami-1")["Data"]["ImageName"] == name


def test_an_update_that_fails_keeps_the_old_id(function):
    function.images()
    function.state("terminated")
    answer = function.invoke(RequestType="Update", PhysicalResourceId="ami-1")
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("FAILED", "ami-1")


def test_delete_keeps_an_image_that_was_handed_over(function):
    answer = function.invoke(RequestType="Delete", PhysicalResourceId="ami-1")
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "ami-1")


def test_delete_of_any_other_id_deregisters_the_image_nobody_got_with_its_snapshots(function):
    function.images(image("ami-3"), expected=of_this_stack())
    function.stub.add_response("deregister_image", {}, {"ImageId": "ami-3", "DeleteAssociatedSnapshots": True})
    assert function.invoke(RequestType="Delete", PhysicalResourceId="no-image-x")["Status"] == "SUCCESS"


def test_delete_answers_success_whatever_happens(function):
    function.refuse("describe_images", "InternalError")
    answer = function.invoke(RequestType="Delete", PhysicalResourceId="no-image-x")
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "no-image-x")
    assert function.invoke(RequestType="Delete", PhysicalResourceId="x", properties={})["Status"] == "SUCCESS"


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"ImageName": "a"}, "property InstanceId is missing"),
        ({"InstanceId": "i-1"}, "property ImageName or ImageNamePrefix is missing"),
    ],
)
def test_a_missing_property_is_named(function, properties, reason):
    assert function.invoke(properties=properties)["Reason"] == reason
