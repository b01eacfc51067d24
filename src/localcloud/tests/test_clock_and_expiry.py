"""A clock that is ahead of its clients', and credentials whose time is over."""

import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError
from cloud import Cloud, Control, eventually

HOUR = 3600


def refusal(call: Callable[..., Any]) -> tuple[str, int, datetime]:
    with pytest.raises(ClientError) as refused:
        call()
    answer = refused.value.response
    metadata = answer["ResponseMetadata"]
    return answer["Error"]["Code"], metadata["HTTPStatusCode"], parsedate_to_datetime(metadata["HTTPHeaders"]["date"])


@pytest.mark.parametrize(
    ("service", "method", "code", "status"),
    [
        ("ec2", "describe_vpcs", "RequestExpired", 400),
        ("cloudformation", "list_stacks", "SignatureDoesNotMatch", 403),
        ("ssm", "describe_parameters", "InvalidSignatureException", 400),
        ("lambda", "list_functions", "InvalidSignatureException", 403),
        ("s3", "list_buckets", "RequestTimeTooSkewed", 403),
    ],
)
def test_what_was_signed_an_hour_ago_is_refused_and_the_answer_says_what_time_it_is(
    client: Callable[..., Any], control: Control, service: str, method: str, code: str, status: int
):
    control.set(clockAheadSeconds=HOUR)
    *answer, date = refusal(getattr(client(service), method))
    assert answer == [code, status]
    assert HOUR - 60 < (date - datetime.now(UTC)).total_seconds() < HOUR + 60
    assert control.requests()[0]["fault"] == "clock"


def test_the_answer_has_one_date(cloud: Cloud, client: Callable[..., Any], control: Control):
    control.set(clockAheadSeconds=60)
    headers = client("sts").get_caller_identity()["ResponseMetadata"]["HTTPHeaders"]
    assert "," not in headers["date"].partition(",")[2]
    assert "x-localcloud-ahead" not in headers
    assert parsedate_to_datetime(headers["date"]) > datetime.now(UTC)


def test_a_clock_that_is_a_minute_ahead_is_borne(client: Callable[..., Any], control: Control):
    control.set(clockAheadSeconds=60)
    client("ec2").describe_vpcs()


def test_what_runs_in_the_cloud_has_its_clock(
    client: Callable[..., Any], session_keys: Callable[..., dict], control: Control
):
    session = client("ec2", **session_keys("baker", "function"))
    control.set(clockAheadSeconds=HOUR)
    session.describe_regions()


def test_the_clock_of_the_controls_is_right(cloud: Cloud, control: Control):
    control.set(clockAheadSeconds=HOUR)
    with urllib.request.urlopen(f"{cloud.url}/_localcloud/health") as answer:
        date = parsedate_to_datetime(answer.headers["date"])
    assert abs((date - datetime.now(UTC)).total_seconds()) < 60


@pytest.mark.parametrize(
    ("service", "method", "code", "status"),
    [
        ("ec2", "describe_vpcs", "RequestExpired", 400),
        ("cloudformation", "list_stacks", "ExpiredToken", 403),
        ("ssm", "describe_parameters", "ExpiredTokenException", 400),
        ("lambda", "list_functions", "ExpiredTokenException", 403),
    ],
)
def test_a_session_is_over_in_the_words_of_the_service(
    client: Callable[..., Any], control: Control, service: str, method: str, code: str, status: int
):
    control.set(sessionSeconds=0)
    assert refusal(getattr(client(service, aws_session_token="first"), method))[:2] == (code, status)
    assert control.requests()[0]["fault"] == "expired"


def test_a_session_is_good_for_a_while_and_the_next_one_is_good_again(client: Callable[..., Any], control: Control):
    control.set(sessionSeconds=2)
    first = client("sts", aws_session_token="first").get_caller_identity
    first()

    def over() -> bool:
        try:
            return not first()
        except ClientError:
            return True

    eventually(over)
    client("sts", aws_session_token="second").get_caller_identity()


def test_keys_without_a_session_and_sessions_of_roles_never_expire(
    client: Callable[..., Any], session_keys: Callable[..., dict], control: Control
):
    control.set(sessionSeconds=0)
    client("ec2").describe_regions()
    client("ec2", **session_keys("baker", "function")).describe_regions()
