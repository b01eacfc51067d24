"""AWS::EC2::Instance: every property reaches RunInstances, and what AWS refuses is refused."""

import base64

import pytest
from machines import Machines
from stacks import Stacks, template


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def builder(machines, **properties):
    return {
        "Type": "AWS::EC2::Instance",
        "Properties": {"ImageId": machines.base(), "InstanceType": "t3.small"} | properties,
    }


def outputs(stack) -> dict:
    return {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}


def test_an_instance_of_a_stack_runs_its_user_data_and_ends_with_the_stack(machines, stacks):
    data = base64.b64encode(b"#!/bin/sh\necho from the stack\n").decode()
    body = template(
        Builder=builder(machines, UserData=data),
        Outputs={
            "Id": {"Value": {"Ref": "Builder"}},
            "Ip": {"Value": {"Fn::GetAtt": ["Builder", "PrivateIp"]}},
            "Vpc": {"Value": {"Fn::GetAtt": ["Builder", "VpcId"]}},
            "Zone": {"Value": {"Fn::GetAtt": ["Builder", "AvailabilityZone"]}},
        },
    )
    made = stacks.made(body)
    assert made["StackStatus"] == "CREATE_COMPLETE"
    out = outputs(made)
    found = machines.describe(out["Id"])
    assert (out["Ip"], out["Vpc"]) == (found["PrivateIpAddress"], found["VpcId"])
    assert out["Zone"] == found["Placement"]["AvailabilityZone"]
    machines.printed(out["Id"], "from the stack")
    stacks.delete(made["StackId"])
    assert machines.state(out["Id"]) == "terminated"


def test_every_property_of_the_template_reaches_the_instance(machines, stacks):
    subnet = machines.ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    group = machines.ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    made = stacks.made(
        template(
            Builder=builder(
                machines,
                Tags=[{"Key": "Name", "Value": "b"}],
                PropagateTagsToVolumeOnCreation=True,
                InstanceInitiatedShutdownBehavior="terminate",
                MetadataOptions={"HttpTokens": "required", "HttpPutResponseHopLimit": "1", "HttpEndpoint": "enabled"},
                NetworkInterfaces=[
                    {
                        "DeviceIndex": "0",
                        "SubnetId": subnet,
                        "GroupSet": [group],
                        "AssociatePublicIpAddress": "true",
                        "DeleteOnTermination": True,
                    }
                ],
                BlockDeviceMappings=[
                    {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": "20", "VolumeType": "gp3", "Iops": 4000}}
                ],
            )
        ),
        Tags=[{"Key": "of-stack", "Value": "s"}],
    )
    assert made["StackStatus"] == "CREATE_COMPLETE", stacks.reason(made["StackId"], "Builder")
    instance_id = stacks.resource(made["StackId"], "Builder")["PhysicalResourceId"]
    found = machines.describe(instance_id)
    tags = {t["Key"]: t["Value"] for t in found["Tags"]}
    assert tags["Name"] == "b" and tags["of-stack"] == "s"
    assert tags["aws:cloudformation:logical-id"] == "Builder"
    assert found["MetadataOptions"]["HttpTokens"] == "required"
    assert found["SubnetId"] == subnet and found["PublicIpAddress"]
    attribute = machines.ec2.describe_instance_attribute(
        InstanceId=instance_id, Attribute="instanceInitiatedShutdownBehavior"
    )
    assert attribute["InstanceInitiatedShutdownBehavior"]["Value"] == "terminate"
    volume_id = found["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
    volume = machines.ec2.describe_volumes(VolumeIds=[volume_id])["Volumes"][0]
    assert (volume["Size"], volume["Iops"], volume["VolumeType"]) == (20, 4000, "gp3")
    assert {"Key": "Name", "Value": "b"} in volume["Tags"]


def test_an_unknown_property_is_refused(machines, stacks):
    made = stacks.made(template(Builder=builder(machines, Colour="red")))
    assert made["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "Encountered unsupported property Colour" in stacks.reason(made["StackId"], "Builder")


def test_the_refusal_of_run_instances_is_the_reason_of_the_resource(machines, stacks):
    made = stacks.made(template(Builder=builder(machines, ImageId="ami-0123456789abcdef0")))
    assert "The image id '[ami-0123456789abcdef0]' does not exist" in stacks.reason(made["StackId"], "Builder")


def test_user_data_of_any_bytes_arrives_as_it_was(machines, stacks):
    raw = b"#!/bin/sh\n" + bytes(range(256))
    made = stacks.made(template(Builder=builder(machines, UserData=base64.b64encode(raw).decode())))
    instance_id = stacks.resource(made["StackId"], "Builder")["PhysicalResourceId"]
    found = machines.ec2.describe_instance_attribute(InstanceId=instance_id, Attribute="userData")
    assert base64.b64decode(found["UserData"]["Value"]) == raw


def test_throughput_is_no_property_of_an_instances_volume(machines, stacks):
    device = {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 20, "VolumeType": "gp3", "Throughput": 250}}
    made = stacks.made(template(Builder=builder(machines, BlockDeviceMappings=[device])))
    assert "#/BlockDeviceMappings/0/Ebs: extraneous key [Throughput]" in stacks.reason(made["StackId"], "Builder")


def test_a_launch_template_brings_what_the_instance_has_no_property_for(machines, stacks):
    ebs = {"VolumeSize": 20, "VolumeType": "gp3", "Throughput": 250}
    data = {"BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": ebs}]}
    chosen = {"LaunchTemplateId": {"Ref": "Volume"}, "Version": {"Fn::GetAtt": ["Volume", "LatestVersionNumber"]}}
    made = stacks.made(
        template(
            Volume={"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": data}},
            Builder=builder(machines, LaunchTemplate=chosen),
        )
    )
    assert made["StackStatus"] == "CREATE_COMPLETE", stacks.reason(made["StackId"], "Builder")
    found = machines.describe(stacks.resource(made["StackId"], "Builder")["PhysicalResourceId"])
    volume_id = found["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
    volume = machines.ec2.describe_volumes(VolumeIds=[volume_id])["Volumes"][0]
    assert (volume["Size"], volume["Throughput"]) == (20, 250)
    assert len(found["BlockDeviceMappings"]) == 1
