"""Sessions of roles, and roles too fresh to be used."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from cloud import Control, eventually


def test_a_session_knows_who_it_is(client: Callable[..., Any], session_keys: Callable[..., dict], account: str):
    identity = client("sts", **session_keys("baker", "laptop")).get_caller_identity()
    assert (identity["Account"], identity["Arn"]) == (account, f"arn:aws:sts::{account}:assumed-role/baker/laptop")


@pytest.mark.parametrize(
    ("service", "method", "code", "status", "action"),
    [
        ("ec2", "describe_images", "UnauthorizedOperation", 403, "ec2:DescribeImages"),
        ("cloudformation", "list_stacks", "AccessDenied", 403, "cloudformation:ListStacks"),
        ("logs", "describe_log_groups", "AccessDeniedException", 400, "logs:DescribeLogGroups"),
        ("lambda", "list_functions", "AccessDeniedException", 403, "lambda:ListFunctions"),
    ],
)
def test_a_fresh_role_is_refused_in_the_words_of_the_service(
    client: Callable[..., Any],
    session_keys: Callable[..., dict],
    control: Control,
    account: str,
    service: str,
    method: str,
    code: str,
    status: int,
    action: str,
):
    control.set(freshRoleSeconds=60)
    with pytest.raises(ClientError) as refused:
        getattr(client(service, **session_keys("baker", "laptop")), method)()
    answer = refused.value.response
    assert (answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)
    assert answer["Error"]["Message"].endswith(
        f"User: arn:aws:sts::{account}:assumed-role/baker/laptop is not authorized to perform: {action} "
        f"because no identity-based policy allows the {action} action"
    )


def test_a_fresh_role_is_let_through_when_it_is_older(
    client: Callable[..., Any], session_keys: Callable[..., dict], control: Control
):
    control.set(freshRoleSeconds=60)
    ec2 = client("ec2", **session_keys("baker", "laptop"))

    def allowed() -> bool:
        try:
            return bool(ec2.describe_regions())
        except ClientError:
            return False

    assert not allowed()
    control.set(freshRoleSeconds=3)
    eventually(allowed)


def test_a_fresh_role_may_ask_who_it_is(
    client: Callable[..., Any], session_keys: Callable[..., dict], control: Control
):
    control.set(freshRoleSeconds=60)
    assert client("sts", **session_keys("baker", "laptop")).get_caller_identity()["Arn"].endswith("/baker/laptop")


def test_the_account_itself_is_never_fresh(client: Callable[..., Any], control: Control):
    control.set(freshRoleSeconds=60)
    client("ec2").describe_regions()
