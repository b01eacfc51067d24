"""cfn-signal in the guest, in both forms, where and only where the base image is an Amazon Linux one."""

import base64

import pytest
from machines import AMAZON, DEBIAN, Machines
from stacks import Stacks, handle, policy_wait, template, wait


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def builder(machines, script: str, base: str = AMAZON) -> dict:
    return {
        "Type": "AWS::EC2::Instance",
        "Properties": {
            "ImageId": machines.base(base),
            "InstanceType": "t3.small",
            "MetadataOptions": {"HttpTokens": "required"},
            "UserData": {"Fn::Base64": {"Fn::Sub": script}},
        },
    }


SIGNAL = "/opt/aws/bin/cfn-signal"


def test_a_resource_is_signalled_with_the_identity_of_the_instance(machines, stacks):
    script = f"#!/bin/sh\n{SIGNAL} -e 0 --stack ${{AWS::StackName}} --resource Done --region ${{AWS::Region}}\n"
    made = stacks.made(template(Builder=builder(machines, script), Done=policy_wait()))
    assert made["StackStatus"] == "CREATE_COMPLETE"
    builder_id = stacks.resource(made["StackId"], "Builder")["PhysicalResourceId"]
    reasons = [e.get("ResourceStatusReason") for e in stacks.events(made["StackId"], "Done")]
    assert f"Received SUCCESS signal with UniqueId {builder_id}" in reasons


def test_a_failed_exit_code_fails_the_resource(machines, stacks):
    script = f"#!/bin/sh\n{SIGNAL} -e 7 --stack ${{AWS::StackName}} --resource Done --region ${{AWS::Region}}\n"
    made = stacks.made(template(Builder=builder(machines, script), Done=policy_wait()))
    assert "Received FAILURE signal with UniqueId i-" in stacks.reason(made["StackId"], "Done")


def test_a_handle_is_signalled_with_reason_data_and_id(machines, stacks):
    script = f"#!/bin/sh\n{SIGNAL} -s true -r because -d 'some data' -i one '${{Handle}}'\n"
    made = stacks.made(
        template(
            Handle=handle(),
            Builder=builder(machines, script),
            Done=wait(DependsOn="Builder"),
            Outputs={"Data": {"Value": {"Fn::GetAtt": ["Done", "Data"]}}},
        )
    )
    assert made["StackStatus"] == "CREATE_COMPLETE"
    assert made["Outputs"][0]["OutputValue"] == '{"one":"some data"}'


def test_a_refused_signal_is_told_and_fails(machines):
    instance = machines.done(f"#!/bin/sh\n{SIGNAL} --stack nobody --resource Done || echo failed with $?\n")
    console = machines.console(instance)
    assert "ValidationError: Stack" in console and "does not exist" in console
    assert "failed with 1" in console


def test_debian_has_no_cfn_signal(machines):
    instance = machines.done("#!/bin/sh\nls /opt/aws || echo none\n", base=machines.base(DEBIAN))
    assert "none" in machines.console(instance)


def test_an_image_of_an_amazon_linux_keeps_cfn_signal(machines):
    image = machines.image(machines.done("#!/bin/sh\ntrue\n"))
    instance = machines.done(f"#!/bin/sh\ntest -x {SIGNAL} && echo still there\n", base=image)
    assert "still there" in machines.console(instance)


def test_a_false_signature_is_refused(machines, cloud):
    import urllib.error
    import urllib.request

    header = f"CFN_V1 {base64.b64encode(b'{}').decode()}:AAAA"
    body = b"Action=SignalResource&Version=2010-05-15&StackName=x&LogicalResourceId=y&UniqueId=z&Status=SUCCESS"
    request = urllib.request.Request(cloud.url, data=body, headers={"Authorization": header})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403
