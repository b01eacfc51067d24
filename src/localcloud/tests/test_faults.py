"""Faults on demand, as a client of AWS sees them."""

import time
import urllib.error
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError
from cloud import Cloud, Control


def refusal(call: Callable[..., Any], **arguments: Any) -> tuple[str, str, int]:
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    answer = refused.value.response
    return answer["Error"]["Code"], answer["Error"]["Message"], answer["ResponseMetadata"]["HTTPStatusCode"]


def test_the_next_calls_get_the_error_and_the_one_after_them_does_not(client: Callable[..., Any], control: Control):
    control.fault("DescribeImages", times=2, code="RequestLimitExceeded", message="Request limit exceeded.")
    describe = client("ec2").describe_images
    expected = ("RequestLimitExceeded", "Request limit exceeded.", 503)
    assert [refusal(describe), refusal(describe)] == [expected, expected]
    describe(Owners=["self"])


@pytest.mark.parametrize(
    ("service", "action", "method", "arguments", "code", "status"),
    [
        ("ec2", "DescribeVpcs", "describe_vpcs", {}, "UnauthorizedOperation", 403),
        ("cloudformation", "ListStacks", "list_stacks", {}, "Throttling", 400),
        ("cloudformation", "DescribeStacks", "describe_stacks", {}, "ExpiredToken", 403),
        ("ssm", "GetParameter", "get_parameter", {"Name": "x"}, "ParameterNotFound", 400),
        ("ssm", "GetParameter", "get_parameter", {"Name": "x"}, "InternalServerError", 500),
        ("lambda", "Invoke", "invoke", {"FunctionName": "x"}, "ResourceNotFoundException", 404),
        ("s3", "ListBuckets", "list_buckets", {}, "SlowDown", 503),
        ("iam", "ListRoles", "list_roles", {}, "ServiceUnavailable", 503),
    ],
)
def test_the_error_has_the_form_and_status_of_its_service(
    client: Callable[..., Any],
    control: Control,
    service: str,
    action: str,
    method: str,
    arguments: dict,
    code: str,
    status: int,
):
    control.fault(action, service=service, code=code, message="So it is.")
    assert refusal(getattr(client(service), method), **arguments) == (code, "So it is.", status)


def test_a_plain_status_comes_without_a_body(client: Callable[..., Any], control: Control):
    control.fault("ListStacks", status=503)
    code, _, status = refusal(client("cloudformation").list_stacks)
    assert (code, status) == ("503", 503)
    assert control.requests()[0]["status"] == 503


def test_a_delay_comes_before_the_answer(client: Callable[..., Any], control: Control):
    regions = client("ec2").describe_regions
    regions()
    control.fault("DescribeRegions", delay=0.7)
    began = time.monotonic()
    regions()
    assert time.monotonic() - began >= 0.7


def test_a_dropped_connection_leaves_the_action_undone(client: Callable[..., Any], control: Control):
    control.fault("CreateTopic", drop=True)
    sns = client("sns")
    with pytest.raises(ConnectionClosedError):
        sns.create_topic(Name="t")
    assert sns.list_topics()["Topics"] == []
    (entry,) = control.requests("CreateTopic")
    assert entry["status"] is None


def test_a_lost_answer_leaves_the_action_done(client: Callable[..., Any], control: Control):
    control.fault("CreateTopic", drop="after")
    sns = client("sns")
    with pytest.raises(ConnectionClosedError):
        sns.create_topic(Name="t")
    assert len(sns.list_topics()["Topics"]) == 1


def test_another_account_is_not_struck(cloud: Cloud, client: Callable[..., Any], control: Control):
    Control(cloud.url, "999999999997").fault("DescribeRegions", code="InternalError")
    client("ec2").describe_regions()


def test_faults_can_be_taken_back(client: Callable[..., Any], control: Control):
    control.fault("DescribeRegions", times=9, code="InternalError")
    control.call("DELETE", "faults")
    client("ec2").describe_regions()


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"action": "X"},
        {"action": "X", "code": "Y", "times": 0},
        {"action": "X", "drop": "sometimes"},
        {"action": "X", "kode": "Y"},
        {"action": 1, "code": "Y"},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(control: Control, asked: dict):
    with pytest.raises(urllib.error.HTTPError) as refused:
        control.call("POST", "faults", asked)
    assert refused.value.code == 400
