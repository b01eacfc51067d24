"""What the function sets on an image that is available, and how long it waits for that."""

from datetime import UTC, datetime

import pytest

import create_image
from function import NAME, Function, image, of_this_stack

CREATED = "1970-01-01T00:00:00.000Z"  # the tests' clock begins at zero
BY_ID = {"Owners": ["self"], "Filters": [{"Name": "image-id", "Values": ["ami-1"]}]}
PROPERTIES = {"InstanceId": "i-1", "ImageNamePrefix": "app"}
IMDS = PROPERTIES | {"ImdsSupport": "v2.0"}


@pytest.fixture
def function(monkeypatch):
    return Function(monkeypatch)


def seen(function, *states, **more):
    for state in states:
        function.images(image(state=state) | {"CreationDate": CREATED} | more, expected=BY_ID)


def test_volumes_are_left_out_as_create_image_takes_it(function):
    function.images(expected=of_this_stack())
    function.state("stopped")
    left_out = [{"DeviceName": "/dev/sdg", "NoDevice": ""}]
    function.create(BlockDeviceMappings=left_out)
    answer = function.invoke(properties=PROPERTIES | {"BlockDeviceMappings": left_out})
    assert answer["Data"] == {"ImageId": "ami-1", "ImageName": NAME}


def test_imds_support_and_the_deprecation_are_set_once_the_image_is_available(function):
    function.images()
    function.state("stopped")
    function.create()
    seen(function, "pending", "pending", "available")
    wanted = {"ImageId": "ami-1", "ImdsSupport": {"Value": "v2.0"}}
    function.stub.add_response("modify_image_attribute", {}, wanted)
    at = {"ImageId": "ami-1", "DeprecateAt": datetime(1970, 1, 2, tzinfo=UTC)}
    function.stub.add_response("enable_image_deprecation", {"Return": True}, at)
    answer = function.invoke(properties=IMDS | {"DeprecateAfter": "86400"})
    assert (answer["Status"], answer["PhysicalResourceId"], function.clock.now) == ("SUCCESS", "ami-1", 10)


def test_what_the_base_handed_on_is_not_set_again(function):
    function.images(image())
    seen(function, "available", ImdsSupport="v2.0")
    assert function.invoke(properties=IMDS)["Status"] == "SUCCESS"


def test_an_image_that_fails_is_told_with_its_reason(function):
    function.images(image())
    seen(function, "failed", StateReason={"Message": "Client.Testing: on fire"})
    answer = function.invoke(properties=IMDS)
    assert (answer["Status"], answer["Reason"]) == ("FAILED", "image ami-1 is failed: Client.Testing: on fire")


def test_an_invocation_whose_time_is_over_answers_nothing_so_that_lambda_invokes_again(function):
    function.images(image())
    seen(function, *["pending"] * 16)
    with pytest.raises(create_image.Unfinished):
        function.invoke(seconds=95, properties=IMDS)
    assert function.answers == []
    function.images(image())
    seen(function, "available", ImdsSupport="v2.0")
    assert function.invoke(properties=IMDS)["Status"] == "SUCCESS"


@pytest.mark.parametrize(("begins", "answers"), [(0, 0), (960, 0), (1980, 1)])
def test_the_third_invocation_is_the_last(function, begins, answers):
    function.clock.now = begins
    function.images(image())
    seen(function, *["pending"] * 177)
    invocation = {"seconds": begins + 900, "properties": IMDS}
    if answers:
        answer = function.invoke(**invocation)
        assert answer["Status"] == "FAILED" and "still pending after 28" in answer["Reason"]
    else:
        with pytest.raises(create_image.Unfinished):
            function.invoke(**invocation)
    assert len(function.answers) == answers
