"""Whole bakes: the seed's template, and an instance that is signalled itself."""

import json
from pathlib import Path

import pytest
from stacks import Stacks, template

SEED = (Path(__file__).parent / "seed.yaml").read_text()
BASE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def by_key(tags: list[dict]) -> dict:
    return {tag["Key"]: tag["Value"] for tag in tags}


def test_the_template_of_the_seed_bakes_and_leaves_only_the_image(stacks, client, control):
    control.set(imagePendingSeconds=0)
    stack = stacks.create(SEED)
    stacks.begun(stack, "InstanceReady")
    stacks.signal(stack, "InstanceReady")
    baked = stacks.end(stack)
    assert baked["StackStatus"] == "CREATE_COMPLETE", json.dumps(stacks.events(stack), default=str, indent=1)
    image = baked["Outputs"][0]["OutputValue"]
    assert image.startswith("ami-")
    ec2, instance = client("ec2"), stacks.resource(stack, "BaseInstance")["PhysicalResourceId"]
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert [i["ImageId"] for i in ec2.describe_images(Owners=["self"])["Images"]] == [image]
    states = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["State"]
    assert states["Name"] == "terminated"
    assert client("lambda").list_functions()["Functions"] == []
    assert client("iam").list_roles()["Roles"] == []


def instance(**more) -> dict:
    user_data = {"Fn::Base64": "#!/bin/sh\ntrue\n"}
    properties = {"ImageId": {"Ref": "Image"}, "InstanceType": "t3.micro", "UserData": user_data}
    return {"Type": "AWS::EC2::Instance", "Properties": properties, **more}


def with_image(**resources) -> str:
    kind = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"
    return template(resources, Parameters={"Image": {"Type": kind, "Default": BASE}})


def test_an_instance_with_a_creation_policy_waits_for_its_signal(stacks):
    policy = {"ResourceSignal": {"Timeout": "PT1M"}}
    stack = stacks.create(with_image(Builder=instance(CreationPolicy=policy)))
    stacks.begun(stack, "Builder")
    stacks.signal(stack, "Builder", unique_id="i-1")
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"
    reasons = [e.get("ResourceStatusReason") for e in stacks.events(stack, "Builder")]
    assert "Received SUCCESS signal with UniqueId i-1" in reasons


def test_deleting_a_bake_that_waits_terminates_its_builder(stacks, client):
    wait = {
        "Type": "AWS::CloudFormation::WaitCondition",
        "DependsOn": "Builder",
        "CreationPolicy": {"ResourceSignal": {"Timeout": "PT12H"}},
    }
    stack = stacks.create(with_image(Builder=instance(), Wait=wait))
    stacks.begun(stack, "Wait")
    builder = stacks.resource(stack, "Builder")["PhysicalResourceId"]
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    found = client("ec2").describe_instances(InstanceIds=[builder])["Reservations"][0]["Instances"][0]
    assert found["State"]["Name"] == "terminated"


def test_an_instance_has_the_tags_of_its_stack_and_of_cloudformation(stacks, client):
    stack = stacks.create(with_image(Builder=instance()), Tags=[{"Key": "project", "Value": "cake"}])
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"
    builder = stacks.resource(stack, "Builder")["PhysicalResourceId"]
    found = client("ec2").describe_instances(InstanceIds=[builder])["Reservations"][0]["Instances"][0]
    assert by_key(found["Tags"]) == {
        "project": "cake",
        "aws:cloudformation:stack-name": "bake",
        "aws:cloudformation:stack-id": stack,
        "aws:cloudformation:logical-id": "Builder",
    }


def test_an_instance_takes_its_volume_from_a_launch_template_of_the_stack(stacks, client):
    device = {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": "11", "VolumeType": "gp3", "Throughput": 250}}
    launch = {
        "Type": "AWS::EC2::LaunchTemplate",
        "Properties": {"LaunchTemplateData": {"BlockDeviceMappings": [device]}},
    }
    builder = instance()
    builder["Properties"]["LaunchTemplate"] = {
        "LaunchTemplateId": {"Ref": "Launch"},
        "Version": {"Fn::GetAtt": ["Launch", "LatestVersionNumber"]},
    }
    stack = stacks.create(with_image(Launch=launch, Builder=builder))
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE", stacks.reason(stack, "Builder")
    ec2, physical = client("ec2"), stacks.resource(stack, "Builder")["PhysicalResourceId"]
    attached = {"Name": "attachment.instance-id", "Values": [physical]}
    (volume,) = ec2.describe_volumes(Filters=[attached])["Volumes"]
    assert (volume["Size"], volume["VolumeType"], volume["Throughput"]) == (11, "gp3", 250)
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert ec2.describe_launch_templates()["LaunchTemplates"] == []


def test_unknown_launch_template_data_is_refused(stacks):
    launch = {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": {"Colour": "red"}}}
    stack = stacks.create(template(Launch=launch))
    assert "#/LaunchTemplateData: extraneous key [Colour] is not permitted" in stacks.reason(stack, "Launch")
