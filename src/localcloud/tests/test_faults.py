"""Faults on demand, as a client of AWS sees them."""

import json
import socket
import time
import urllib.error
import urllib.parse
from collections.abc import Callable
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from cloud import PATIENCE, Cloud, Control, eventually


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
        ("ec2", "DescribeVpcs", "describe_vpcs", {}, "InsufficientInstanceCapacity", 500),
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


@pytest.mark.parametrize(
    ("service", "action", "method", "answer"),
    [
        ("ec2", "DescribeVpcs", "describe_vpcs", ("RequestLimitExceeded", "Request limit exceeded.", 503)),
        ("cloudformation", "ListStacks", "list_stacks", ("Throttling", "Rate exceeded", 400)),
        ("sts", "GetCallerIdentity", "get_caller_identity", ("Throttling", "Rate exceeded", 400)),
        ("ssm", "DescribeParameters", "describe_parameters", ("ThrottlingException", "Rate exceeded", 400)),
        ("logs", "DescribeLogGroups", "describe_log_groups", ("ThrottlingException", "Rate exceeded", 400)),
        ("lambda", "ListFunctions", "list_functions", ("TooManyRequestsException", "Rate exceeded", 429)),
        ("s3", "ListBuckets", "list_buckets", ("SlowDown", "Please reduce your request rate.", 503)),
    ],
)
def test_each_service_asks_in_its_own_words_to_slow_down(
    client: Callable[..., Any], control: Control, service: str, action: str, method: str, answer: tuple
):
    control.fault(action, throttle=True)
    assert refusal(getattr(client(service), method)) == answer
    assert control.requests(action)[0]["fault"] == "throttle"


def test_any_action_is_every_action_each_so_many_times(client: Callable[..., Any], control: Control):
    control.fault("*", times=2, throttle=True)
    ec2, cloudformation = client("ec2"), client("cloudformation")
    for call in (ec2.describe_vpcs, ec2.describe_regions, cloudformation.list_stacks):
        refusal(call)
        refusal(call)
        call()


def test_any_action_strikes_what_runs_in_the_cloud_as_often(
    client: Callable[..., Any], session_keys: Callable[..., dict], control: Control
):
    function = client("ec2", **session_keys("baker", "function"))
    control.fault("*", throttle=True)
    refusal(client("ec2").describe_vpcs)
    refusal(function.describe_vpcs)
    function.describe_vpcs()
    client("ec2").describe_vpcs()
    (fault,) = json.loads(control.call("GET", "faults"))
    assert fault["struck"] == {"DescribeVpcs": 1, "DescribeVpcs (inside)": 1}


def test_any_action_is_any_of_a_service_when_one_is_named(client: Callable[..., Any], control: Control):
    control.fault("*", service="ec2", throttle=True)
    client("cloudformation").list_stacks()
    refusal(client("ec2").describe_vpcs)


def test_an_answer_says_when_to_come_again(client: Callable[..., Any], control: Control):
    control.fault("ListFunctions", throttle=True, retryAfter=7)
    with pytest.raises(ClientError) as refused:
        client("lambda").list_functions()
    assert refused.value.response["ResponseMetadata"]["HTTPHeaders"]["retry-after"] == "7"


IMPATIENT = Config(retries={"total_max_attempts": 1}, read_timeout=1)


@pytest.mark.parametrize(("when", "topics"), [("before", 0), ("after", 1)])
def test_an_answer_never_comes(client: Callable[..., Any], control: Control, when: str, topics: int):
    control.fault("CreateTopic", hang=when)
    with pytest.raises(ReadTimeoutError):
        client("sns", config=IMPATIENT).create_topic(Name="t")
    # The client has enough after a second, in which a busy cloud need not have come to it.
    (entry,) = eventually(lambda: control.requests("CreateTopic"))
    assert entry["fault"] == "hang"
    assert len(client("sns").list_topics()["Topics"]) == topics


def raw_answer(url: str, seconds: float) -> tuple[bytes, str]:
    """What comes on the connection of a call without a client between: the bytes, and how it ends.

    Silence is so many seconds without a byte after the first one, which a busy machine may take long for.
    """
    address = urllib.parse.urlsplit(url)
    account = url.rpartition("#")[2]
    signed = (
        f"AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0"
    )
    body = b"Action=GetCallerIdentity&Version=2011-06-15"
    head = (
        f"POST / HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: {signed}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode() + body)
        got = connection.recv(1)
        connection.settimeout(seconds)
        try:
            while more := connection.recv(65536):
                got += more
        except TimeoutError:
            return got, "silence"
        except ConnectionResetError:
            return got, "reset"
        return got, "end"


def test_an_answer_stops_after_its_headers(cloud: Cloud, account: str, control: Control):
    control.fault("GetCallerIdentity", hang="body")
    got, end = raw_answer(f"{cloud.url}#{account}", 1)
    assert end == "silence"
    assert got.startswith(b"HTTP/1.1 200") and got.endswith(b"\r\n\r\n") and b"x-localcloud" not in got


def test_a_connection_is_reset_in_the_middle_of_an_answer(cloud: Cloud, account: str, control: Control):
    control.fault("GetCallerIdentity", reset=True)
    got, end = raw_answer(f"{cloud.url}#{account}", PATIENCE)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(dict(line.lower().split(b": ") for line in head.splitlines()[1:])[b"content-length"])
    assert (end, len(body)) == ("reset", length // 2)
    assert b"<GetCallerIdentityResponse" in body and b"</GetCallerIdentityResponse" not in body
    assert control.requests("GetCallerIdentity")[0]["fault"] == "reset"


def test_the_cloud_goes_on_after_a_connection_broke(client: Callable[..., Any], control: Control):
    control.fault("GetCallerIdentity", reset=True)
    control.fault("GetCallerIdentity", hang=True)
    # A try that a busy cloud does not answer within a second is one more that nothing strikes.
    patient = Config(retries={"total_max_attempts": 10, "mode": "standard"}, read_timeout=1)
    client("sts", config=patient).get_caller_identity()
    faults = eventually(lambda: [entry["fault"] for entry in control.requests()], until=lambda seen: "hang" in seen)
    assert sorted(filter(None, faults)) == ["hang", "reset"]


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
        {"action": "X", "drop": "body"},
        {"action": "X", "hang": "now"},
        {"action": "X", "throttle": False},
        {"action": "X", "kode": "Y"},
        {"action": 1, "code": "Y"},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(control: Control, asked: dict):
    with pytest.raises(urllib.error.HTTPError) as refused:
        control.call("POST", "faults", asked)
    assert refused.value.code == 400
