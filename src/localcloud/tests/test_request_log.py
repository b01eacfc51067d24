"""The log of requests: complete, and without secrets."""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from cloud import Cloud, Control

SECRET = "s3cr3t-value"


def test_a_request_is_logged_with_what_was_asked(client: Callable[..., Any], control: Control, account: str):
    client("ec2", region_name="eu-west-1").describe_images(Owners=["self"])
    (entry,) = control.requests()
    assert entry.pop("time").endswith("Z")
    assert entry == {
        "account": account,
        "region": "eu-west-1",
        "service": "ec2",
        "action": "DescribeImages",
        "principal": f"arn:aws:iam::{account}:root",
        "internal": False,
        "status": 200,
        "errorCode": None,
        "fault": None,
        "parameters": {"Owners": ["self"]},
    }


def test_a_refused_request_is_logged_with_its_error_code(client: Callable[..., Any], control: Control):
    with pytest.raises(ClientError):
        client("ec2").describe_images(ImageIds=["ami-00000000000000000"])
    (entry,) = control.requests()
    assert (entry["status"], entry["errorCode"]) == (400, "InvalidAMIID.NotFound")


def test_the_principal_is_the_role_session_that_signed(
    client: Callable[..., Any], session_keys: Callable[..., dict], control: Control, account: str
):
    client("ec2", **session_keys("baker", "laptop")).describe_regions()
    (entry,) = control.requests("DescribeRegions")
    assert entry["principal"] == f"arn:aws:sts::{account}:assumed-role/baker/laptop"
    assert entry["account"] == account


def test_user_data_is_logged_as_a_checksum(client: Callable[..., Any], control: Control):
    data = base64.b64encode(SECRET.encode()).decode()
    client("ec2").create_launch_template(LaunchTemplateName="builder", LaunchTemplateData={"UserData": data})
    (entry,) = control.requests()
    assert (
        entry["parameters"]["LaunchTemplateData"]["UserData"]
        == f"sha256:{hashlib.sha256(data.encode()).hexdigest()} ({len(data)} bytes)"
    )


def test_no_secret_is_in_the_log(client: Callable[..., Any], control: Control):
    template = json.dumps({"Resources": {"T": {"Type": "AWS::SNS::Topic", "Metadata": {"x": SECRET}}}})
    client("cloudformation").validate_template(TemplateBody=template)
    with pytest.raises(ClientError):
        client("lambda").create_function(
            FunctionName="f",
            Runtime="python3.6",
            Role="arn:aws:iam::000000000000:role/r",
            Handler="index.handler",
            Code={"ZipFile": SECRET.encode()},
            Environment={"Variables": {"TOKEN": SECRET}},
        )
    with pytest.raises(ClientError):
        client("lambda").invoke(FunctionName="f", Payload=json.dumps({"ResponseURL": SECRET}))
    logged = control.call("GET", "requests").decode()
    assert [json.loads(line)["action"] for line in logged.splitlines()] == [
        "ValidateTemplate",
        "CreateFunction",
        "Invoke",
    ]
    assert SECRET not in logged
    assert base64.b64encode(SECRET.encode()).decode() not in logged
    assert "Credential=" not in logged
    assert '"TOKEN": "sha256:' in logged


def test_the_file_in_the_state_folder_has_the_same_lines(client: Callable[..., Any], control: Control, cloud: Cloud):
    client("ec2").describe_regions()
    (entry,) = control.requests()
    lines = (cloud.home / "state" / "requests.jsonl").read_text().splitlines()
    assert entry in [json.loads(line) for line in lines]


def test_since_leaves_out_what_was_before(client: Callable[..., Any], control: Control):
    client("ec2").describe_regions()
    client("ec2").describe_vpcs()
    second = control.requests("DescribeVpcs")[0]
    assert control.requests(since=second["time"]) == [second]


def test_another_account_is_not_in_it(client: Callable[..., Any], cloud: Cloud):
    client("ec2").describe_regions()
    assert Control(cloud.url, "999999999998").requests() == []
