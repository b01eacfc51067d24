"""Fixtures of all tests of the local cloud: one cloud a test session, a fresh AWS account a test."""

import itertools
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from cloud import PATIENCE, Cloud, Control, launch

HOME = Path(os.environ.get("AMI_LOCALCLOUD_HOME", Path(__file__).resolve().parents[3] / "target" / "localcloud"))


@pytest.fixture(scope="session")
def cloud() -> Iterator[Cloud]:
    """The session's cloud, started through the launcher on a port of its own; or the one AMI_TEST_ENDPOINT names."""
    if endpoint := os.environ.get("AMI_TEST_ENDPOINT"):
        yield Cloud(endpoint, HOME)
        return
    home = HOME / f"tests-{os.getpid()}"
    home.mkdir(parents=True)
    started = launch("start", "--home", str(home), "--owner-pid", str(os.getpid()))
    yield Cloud(started.stdout.strip(), home)
    launch("stop", "--home", str(home))


_numbers = itertools.count(random.randrange(10**6, 10**11))


@pytest.fixture
def account(cloud: Cloud) -> Iterator[str]:
    """A 12-digit account id that no other test uses; as access key id it selects that account."""
    account_id = f"{next(_numbers) % 10**12:012}"
    yield account_id
    # Each function left behind is a process that waits.
    Control(cloud.url, account_id).reset()


@pytest.fixture
def region() -> str:
    """The region of `client`; a test module overrides this fixture to be elsewhere."""
    return "us-east-1"


@pytest.fixture
def client(cloud: Cloud, account: str, region: str) -> Callable[..., "boto3.client"]:
    """Makes boto3 clients of the test's account: client("ec2"), client("ec2", region_name=…), with a session's keys."""

    def make(service: str, **overrides: object) -> "boto3.client":
        defaults = {
            "endpoint_url": cloud.url,
            "region_name": region,
            "aws_access_key_id": account,
            "aws_secret_access_key": "secret",
            # A test sees each answer as it is: no retry hides a fault.
            "config": Config(retries={"total_max_attempts": 1}, connect_timeout=PATIENCE, read_timeout=PATIENCE),
        }
        return boto3.Session().client(service, **(defaults | overrides))

    return make


@pytest.fixture
def control(cloud: Cloud, account: str) -> Control:
    """The control routes for the test's account."""
    return Control(cloud.url, account)


@pytest.fixture
def session_keys(client: Callable[..., "boto3.client"], account: str) -> Callable[[str, str], dict[str, str]]:
    """Makes a role and a session of it; the result goes into `client` as keyword arguments."""

    def make(role: str, session: str) -> dict[str, str]:
        made = client("iam").create_role(RoleName=role, AssumeRolePolicyDocument="{}")
        taken = client("sts").assume_role(RoleArn=made["Role"]["Arn"], RoleSessionName=session)["Credentials"]
        return {
            "aws_access_key_id": taken["AccessKeyId"],
            "aws_secret_access_key": taken["SecretAccessKey"],
            "aws_session_token": taken["SessionToken"],
        }

    return make
