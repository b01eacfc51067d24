"""Reset takes away what one account has, and nothing else."""

import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from cloud import Cloud, Control
from test_functions import Functions


def test_the_account_is_as_new(client: Callable[..., Any], control: Control):
    client("ec2").create_security_group(GroupName="g", Description="d")
    client("logs").create_log_group(logGroupName="l")
    client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")
    control.set(imagePendingSeconds=9)
    control.fault("DescribeVpcs", code="InternalError")
    control.reset()
    groups = client("ec2").describe_security_groups()["SecurityGroups"]
    assert [group["GroupName"] for group in groups] == ["default"]
    assert client("logs").describe_log_groups()["logGroups"] == []
    assert client("iam").list_roles()["Roles"] == []
    assert control.settings()["imagePendingSeconds"] == 2
    client("ec2").describe_vpcs()


def test_the_log_of_the_account_is_empty(client: Callable[..., Any], control: Control):
    client("ec2").describe_regions()
    control.reset()
    assert control.requests() == []


def test_another_account_keeps_what_it_has(cloud: Cloud, client: Callable[..., Any], control: Control):
    client("logs").create_log_group(logGroupName="l")
    Control(cloud.url, "999999999996").reset()
    assert len(client("logs").describe_log_groups()["logGroups"]) == 1
    assert len(control.requests("CreateLogGroup")) == 1


@pytest.fixture
def functions(client: Callable[..., Any]) -> Functions:
    return Functions(client)


def test_the_processes_of_its_functions_end(functions: Functions, control: Control):
    functions.make("import os\ndef handler(e, c): return os.getpid()")
    process = functions.invoke()
    control.reset()
    assert subprocess.run(["ps", "-p", str(process)], capture_output=True).returncode == 1
    assert functions.lambda_.list_functions()["Functions"] == []
