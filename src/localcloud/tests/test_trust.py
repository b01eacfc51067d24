"""Roles let in whom their trust policies name, for as long as they allow; MFA devices show codes."""

import base64
import hashlib
import hmac
import json
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from cloud import Control

NOT_AUTHORIZED = "is not authorized to perform: sts:AssumeRole on resource: "


class Accounts:
    """A user, its device, and roles that let it in."""

    def __init__(self, client: Callable[..., Any], account: str):
        self.client, self.account, self.iam = client, account, client("iam")
        self.arn = self.iam.create_user(UserName="kim")["User"]["Arn"]
        self.keys = _keys(self.iam.create_access_key(UserName="kim")["AccessKey"])

    def role(self, name: str, principal: str | None = None, condition: dict | None = None, **more: Any) -> str:
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": principal or self.arn}}
        document = json.dumps({"Statement": [statement | ({"Condition": condition} if condition else {})]})
        return self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document, **more)["Role"]["Arn"]

    def sts(self, keys: dict[str, str] | None = None) -> Any:
        return self.client("sts", **(keys or self.keys))

    def assume(self, role: str, keys: dict[str, str] | None = None, **more: Any) -> dict[str, str]:
        return _keys(self.sts(keys).assume_role(RoleArn=role, RoleSessionName="ci", **more)["Credentials"])

    def device(self) -> tuple[str, str]:
        made = self.iam.create_virtual_mfa_device(VirtualMFADeviceName="phone")["VirtualMFADevice"]
        serial = made["SerialNumber"]
        self.iam.enable_mfa_device(
            UserName="kim", SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="234567"
        )
        return serial, made["Base32StringSeed"].decode()


def _keys(made: dict[str, str]) -> dict[str, str]:
    keys = {"aws_access_key_id": made["AccessKeyId"], "aws_secret_access_key": made["SecretAccessKey"]}
    return keys | ({"aws_session_token": made["SessionToken"]} if "SessionToken" in made else {})


def code(seed: str) -> str:
    """What a device shows, by RFC 6238."""
    digest = hmac.new(base64.b32decode(seed), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def refusal(call: Callable[[], Any]) -> tuple[str, int, str]:
    with pytest.raises(ClientError) as refused:
        call()
    answer = refused.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Message"]


@pytest.fixture
def accounts(client: Callable[..., Any], account: str) -> Accounts:
    return Accounts(client, account)


def test_whom_the_trust_policy_names_gets_in_and_is_known_by_the_role(accounts: Accounts):
    keys = accounts.assume(accounts.role("images"))
    assert accounts.sts(keys).get_caller_identity()["Arn"].endswith(":assumed-role/images/ci")


def test_the_account_in_a_trust_policy_stands_for_all_in_it(accounts: Accounts):
    accounts.assume(accounts.role("images", principal=accounts.account))
    accounts.assume(accounts.role("others", principal=f"arn:aws:iam::{accounts.account}:root"))


@pytest.mark.parametrize("external_id", [{}, {"ExternalId": "acne"}])
def test_without_the_right_external_id_nobody_gets_in(accounts: Accounts, external_id: dict[str, str]):
    role = accounts.role("images", condition={"StringEquals": {"sts:ExternalId": "acme"}})
    accounts.assume(role, ExternalId="acme")
    told = refusal(lambda: accounts.assume(role, **external_id))
    assert told == ("AccessDenied", 403, f"User: {accounts.arn} {NOT_AUTHORIZED}{role}")


def test_a_role_that_is_not_there_and_one_of_others_are_refused_alike(accounts: Accounts):
    other = accounts.role("other", principal=f"arn:aws:iam::{accounts.account}:user/lee")
    for role in (other, other.replace("other", "nobody")):
        assert refusal(lambda role=role: accounts.assume(role))[::2] == (
            "AccessDenied",
            f"User: {accounts.arn} {NOT_AUTHORIZED}{role}",
        )


def test_a_session_lasts_as_long_as_the_role_allows_at_most(accounts: Accounts):
    short, long = accounts.role("short"), accounts.role("long", MaxSessionDuration=7200)
    accounts.assume(long, DurationSeconds=7200)
    too_long = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    assert refusal(lambda: accounts.assume(short, DurationSeconds=3601)) == ("ValidationError", 400, too_long)
    assert refusal(lambda: accounts.assume(long, DurationSeconds=7201)) == ("ValidationError", 400, too_long)
    unchecked = accounts.keys | {"config": Config(parameter_validation=False)}
    assert "greater than or equal to 900" in refusal(lambda: accounts.assume(long, unchecked, DurationSeconds=899))[2]
    assert "less than or equal to 43200" in refusal(lambda: accounts.assume(long, DurationSeconds=43201))[2]


def test_a_role_assumed_by_a_role_lasts_an_hour_at_most(accounts: Accounts):
    first = accounts.role("first")
    second = accounts.role("second", principal=first, MaxSessionDuration=7200)
    keys = accounts.assume(first)
    accounts.assume(second, keys, DurationSeconds=3600)
    told = refusal(lambda: accounts.assume(second, keys, DurationSeconds=3601))
    assert told[0] == "ValidationError"
    assert told[2].endswith("exceeds the 1 hour session limit for roles assumed by role chaining.")


def test_a_session_behind_mfa_is_the_user_and_gets_in_where_mfa_is_asked_for(accounts: Accounts):
    role = accounts.role("images", condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})
    assert refusal(lambda: accounts.assume(role))[0] == "AccessDenied"
    assert refusal(lambda: accounts.assume(role, _session(accounts)))[0] == "AccessDenied"
    serial, seed = accounts.device()
    keys = _session(accounts, SerialNumber=serial, TokenCode=code(seed))
    assert accounts.sts(keys).get_caller_identity()["Arn"] == accounts.arn
    accounts.assume(role, keys)
    accounts.assume(role, keys)
    assert refusal(lambda: _session(accounts, keys))[::2] == (
        "AccessDenied",
        "Cannot call GetSessionToken with session credentials",
    )


def test_a_code_is_good_once_and_sent_with_assume_role_too(accounts: Accounts):
    role = accounts.role("images", condition={"Bool": {"aws:MultiFactorAuthPresent": True}})
    serial, seed = accounts.device()
    shown = code(seed)
    accounts.assume(role, SerialNumber=serial, TokenCode=shown)
    invalid = "MultiFactorAuthentication failed with invalid MFA one time pass code."
    for again in (shown, "000000"):
        told = refusal(lambda again=again: _session(accounts, SerialNumber=serial, TokenCode=again))
        assert (told[0], told[2].strip()) == ("AccessDenied", invalid)


def test_a_device_of_somebody_else_is_refused(accounts: Accounts):
    serial = f"arn:aws:iam::{accounts.account}:mfa/lee"
    told = refusal(lambda: _session(accounts, SerialNumber=serial, TokenCode="123456"))
    assert told[0] == "AccessDenied"
    assert told[2].endswith("Please verify your MFA serial number is valid and associated with this user.")


def test_the_log_knows_the_user_behind_a_session(accounts: Accounts, control: Control):
    accounts.client("ec2", **_session(accounts)).describe_vpcs()
    assert [r["principal"] for r in control.requests() if r["action"] == "DescribeVpcs"] == [accounts.arn]


def _session(accounts: Accounts, keys: dict[str, str] | None = None, **more: Any) -> dict[str, str]:
    return _keys(accounts.sts(keys).get_session_token(**more)["Credentials"])
