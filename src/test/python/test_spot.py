"""The function that ends a stack's spot requests: none launches a builder anew, and nobody else's is touched."""

import sys

import pytest
from botocore.exceptions import ClientError

from builder import TEMPLATE
from function import REQUEST, STACK, Runtime

sys.path.insert(0, str(TEMPLATE))
import spot  # noqa: E402

OTHER = STACK.replace("ami-a-b", "ami-c-d")


class Ec2:
    """Requests and their instances. `late` come to be seen after so many looks; a cancelled one launches nothing."""

    def __init__(self):
        self.requests, self.instances, self.late, self.refusals, self.looks = {}, {}, {}, [], 0
        self.cancelled, self.terminated, self.tagged = [], [], []

    def add(self, request, instance=None, state="active", running="running", stack=STACK, tagged=True):
        tags = {"ami:stack-id": stack}
        self.requests[request] = {"spot-instance-request-id": request, "state": state, "tags": tags if tagged else {}}
        if instance:
            self.instances[instance] = {
                "instance-id": instance,
                "spot-instance-request-id": request,
                "instance-lifecycle": "spot",
                "instance-state-name": running,
                "tags": tags,
            }

    def _called(self, action):
        if self.refusals and self.refusals[0][0] in ("*", action):
            code = self.refusals.pop(0)[1]
            raise ClientError({"Error": {"Code": code, "Message": "no"}}, action)

    def describe_spot_instance_requests(self, Filters):
        self._called("describe")
        self.looks += 1
        for request in self.late.pop(self.looks, []):
            self.add(*request)
        found = passing(self.requests.values(), Filters)
        return {
            "SpotInstanceRequests": [
                {"SpotInstanceRequestId": one["spot-instance-request-id"], "State": one["state"]} for one in found
            ]
        }

    def describe_instances(self, Filters):
        found = [
            {"InstanceId": one["instance-id"], "SpotInstanceRequestId": one["spot-instance-request-id"]}
            for one in passing(self.instances.values(), Filters)
        ]
        return {"Reservations": [{"Instances": [one]} for one in found]}

    def cancel_spot_instance_requests(self, SpotInstanceRequestIds):
        self._called("cancel")
        for one in SpotInstanceRequestIds:
            assert self.requests[one]["tags"], "the role may not"
            self.requests[one]["state"] = "cancelled"
        self.cancelled += SpotInstanceRequestIds

    def terminate_instances(self, InstanceIds):
        self._called("terminate")
        for one in InstanceIds:
            request = self.instances[one]["spot-instance-request-id"]
            assert self.requests[request]["state"] == "cancelled", "it would be launched anew"
            self.instances[one]["instance-state-name"] = "shutting-down"
        self.terminated += InstanceIds

    def create_tags(self, Resources, Tags):
        self._called("tag")
        for one in Resources:
            self.requests[one]["tags"] = {tag["Key"]: tag["Value"] for tag in Tags}
        self.tagged += Resources


def passing(all_of_them, filters):
    def value(one, name):
        return one["tags"].get(name[4:]) if name.startswith("tag:") else one.get(name)

    return [one for one in all_of_them if all(value(one, f["Name"]) in f["Values"] for f in filters)]


@pytest.fixture
def ec2():
    return Ec2()


@pytest.fixture
def invoke(monkeypatch, ec2):
    runtime = Runtime(monkeypatch, spot, ec2)

    def invoke(kind="Delete", builder=None, **event):
        return runtime.invoke(kind, "SpotRequests", {"InstanceId": builder} if builder else {}, **event)

    return invoke


def test_before_there_is_a_builder_it_only_looks(invoke, ec2):
    answer = invoke("Create")
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "spot-requests-666677778888")
    assert ec2.looks == 1 and not ec2.cancelled + ec2.terminated + ec2.tagged


def test_the_builders_request_is_the_resource(invoke, ec2):
    ec2.add("sir-1", "i-1")
    answer = invoke("Create", "i-1")
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", "sir-1") and ec2.tagged == []


def test_a_request_that_ec2_tells_of_late_is_waited_for(invoke, ec2):
    ec2.late = {3: [("sir-1", "i-1")]}
    assert invoke("Create", "i-1")["PhysicalResourceId"] == "sir-1"


def test_a_request_without_the_tag_gets_it(invoke, ec2):
    ec2.add("sir-1", "i-1", tagged=False)
    assert invoke("Create", "i-1")["PhysicalResourceId"] == "sir-1"
    assert ec2.tagged == ["sir-1"] and ec2.requests["sir-1"]["tags"] == {
        "ami:stack-id": STACK,
        "ami:stack-name": "ami-a-b",
    }


def test_a_builder_that_is_no_spot_instance_is_told(invoke, ec2):
    answer = invoke("Create", "i-1")
    assert answer["Status"] == "FAILED" and "builder i-1 has no spot request" in answer["Reason"]


@pytest.mark.parametrize("state", ["running", "stopped"])
def test_the_request_is_cancelled_before_its_instance_is_terminated(invoke, ec2, state):
    ec2.add("sir-1", "i-1", "disabled" if state == "stopped" else "active", state)
    ec2.add("sir-2", "i-2", stack=OTHER)
    assert invoke("Delete", "i-1", PhysicalResourceId="sir-1") == {
        "Status": "SUCCESS",
        "PhysicalResourceId": "sir-1",
        "StackId": STACK,
        "RequestId": REQUEST,
        "LogicalResourceId": "SpotRequests",
    }
    assert (ec2.cancelled, ec2.terminated) == (["sir-1"], ["i-1"])


def test_a_request_that_waits_for_room_is_cancelled(invoke, ec2):
    ec2.add("sir-1", state="open")
    assert invoke()["Status"] == "SUCCESS" and ec2.cancelled == ["sir-1"]


def test_what_was_launched_anew_when_the_builder_was_gone_is_ended(invoke, ec2):
    ec2.add("sir-1", "i-9", "active")
    assert invoke()["Status"] == "SUCCESS"
    assert (ec2.cancelled, ec2.terminated) == (["sir-1"], ["i-9"])


def test_after_the_builder_a_second_look_finds_what_ec2_tells_of_late(invoke, ec2):
    ec2.late = {2: [("sir-1", "i-1")]}
    assert invoke()["Status"] == "SUCCESS" and ec2.terminated == ["i-1"]


@pytest.mark.parametrize("state", ["closed", "cancelled", "failed"])
def test_a_request_that_has_ended_is_left_as_it_is(invoke, ec2, state):
    ec2.add("sir-1", "i-1", state, "terminated")
    assert invoke()["Status"] == "SUCCESS" and not ec2.cancelled + ec2.terminated


def test_the_requests_of_others_are_not_touched(invoke, ec2):
    ec2.add("sir-2", "i-2", stack=OTHER)
    assert invoke()["Status"] == "SUCCESS" and not ec2.cancelled + ec2.terminated + ec2.tagged


def test_a_request_is_found_by_its_instance_where_the_launch_failed_before_it_was_tagged(invoke, ec2):
    ec2.add("sir-1", "i-1", "open", "terminated", tagged=False)
    assert invoke()["Status"] == "SUCCESS" and ec2.cancelled == ["sir-1"]


def test_a_role_made_seconds_ago_is_waited_for(invoke, ec2):
    ec2.add("sir-1", "i-1")
    ec2.refusals = [("*", "UnauthorizedOperation"), ("*", "UnauthorizedOperation")]
    assert invoke()["Status"] == "SUCCESS" and ec2.cancelled == ["sir-1"]


def test_what_is_gone_meanwhile_is_well(invoke, ec2):
    ec2.add("sir-1", "i-1", "cancelled")
    ec2.refusals = [("terminate", "InvalidInstanceID.NotFound")]
    assert invoke()["Status"] == "SUCCESS"


def test_what_cannot_be_cancelled_fails_and_names_it(invoke, ec2):
    ec2.add("sir-1", "i-1")
    ec2.refusals = [("cancel", "UnauthorizedOperation")] * 99
    answer = invoke(builder="i-1")
    assert answer["Status"] == "FAILED" and answer["Reason"].startswith("sir-1 could not be ended, so EC2 would launch")
    assert "UnauthorizedOperation" in answer["Reason"] and ec2.terminated == []


def test_an_error_nobody_thought_of_is_answered_too(invoke, ec2):
    ec2.describe_spot_instance_requests = None
    answer = invoke()
    assert answer["Status"] == "FAILED" and "TypeError" in answer["Reason"]


def test_it_is_small_enough_to_ride_in_a_template():
    code = (TEMPLATE / "spot.py").read_bytes()
    assert len(code) <= 8 * 1024 and code.count(b"\n") <= 250
