"""Resource types of a bake: what the template says is what the service has."""

import json

import pytest
from botocore.exceptions import ClientError
from cloud import eventually
from functions_of_tests import function, role
from stacks import Stacks, log_group, template

STACK_TAGS = [{"Key": "project", "Value": "cake"}, {"Key": "Name", "Value": "of the stack"}]
OWN_TAGS = [{"Key": "Name", "Value": "of the resource"}]
BOTH = {"project": "cake", "Name": "of the resource"}


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def by_key(tags: list[dict]) -> dict:
    return {tag["Key"]: tag["Value"] for tag in tags}


def made(stacks, body: str, logical_id: str, **more) -> tuple[str, str]:
    """Creates the stack; returns its ARN and the physical id of the resource."""
    stack = stacks.made(body, Tags=STACK_TAGS, Capabilities=["CAPABILITY_NAMED_IAM"], **more)
    assert stack["StackStatus"] == "CREATE_COMPLETE", stacks.events(stack["StackId"])
    return stack["StackId"], stacks.resource(stack["StackId"], logical_id)["PhysicalResourceId"]


def test_every_property_of_a_role_reaches_iam(stacks, client):
    iam = client("iam")
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    managed = iam.create_policy(PolicyName="m", PolicyDocument=json.dumps(document))["Policy"]["Arn"]
    properties = {
        "RoleName": "baker",
        "Path": "/ovens/",
        "Description": "bakes",
        "MaxSessionDuration": 7200,
        "PermissionsBoundary": managed,
        "ManagedPolicyArns": [managed],
        "Policies": [{"PolicyName": "inline", "PolicyDocument": document}],
        "Tags": OWN_TAGS,
    }
    stack, name = made(stacks, template(Role=role(**properties)), "Role")
    there = iam.get_role(RoleName=name)["Role"]
    told = {k: there[k] for k in ("RoleName", "Path", "Description", "MaxSessionDuration")}
    assert told == {k: properties[k] for k in told}
    assert there["PermissionsBoundary"]["PermissionsBoundaryArn"] == managed
    assert by_key(there["Tags"]) == BOTH
    assert iam.get_role_policy(RoleName=name, PolicyName="inline")["PolicyDocument"] == document
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    assert [p["PolicyArn"] for p in attached] == [managed]
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    with pytest.raises(ClientError, match="NoSuchEntity"):
        iam.get_role(RoleName=name)


def test_an_update_of_a_role_changes_it_in_place(stacks, client):
    iam = client("iam")
    stack, name = made(stacks, template(Role=role(Description="old")), "Role")
    changed = role(Description="new", Policies=[])
    tags = [{"Key": "project", "Value": "bread"}]
    stacks.cfn.update_stack(
        StackName=stack, TemplateBody=template(Role=changed), Capabilities=["CAPABILITY_IAM"], Tags=tags
    )
    assert stacks.end(stack)["StackStatus"] == "UPDATE_COMPLETE"
    assert stacks.resource(stack, "Role")["PhysicalResourceId"] == name
    assert iam.get_role(RoleName=name)["Role"]["Description"] == "new"
    assert iam.list_role_policies(RoleName=name)["PolicyNames"] == []
    assert by_key(iam.list_role_tags(RoleName=name)["Tags"]) == by_key(tags)


def test_a_role_that_is_there_already_is_left_alone_on_rollback(stacks, client):
    iam = client("iam")
    iam.create_role(RoleName="baker", AssumeRolePolicyDocument="{}")
    stack = stacks.made(template(Role=role(RoleName="baker")), Capabilities=["CAPABILITY_NAMED_IAM"])
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "HandlerErrorCode: AlreadyExists" in stacks.reason(stack["StackId"], "Role")
    assert iam.get_role(RoleName="baker")


def test_a_role_whose_policy_is_refused_is_removed_again(stacks, client):
    bad = [{"PolicyName": "bad", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]}}]
    stack = stacks.made(template(Role=role(Policies=bad)))
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "Service: IAM" in stacks.reason(stack["StackId"], "Role")
    assert client("iam").list_roles()["Roles"] == []


def test_an_instance_profile_has_its_role_and_path(stacks, client):
    profile = {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Path": "/ovens/", "Roles": [{"Ref": "Role"}]}}
    stack, name = made(stacks, template(Role=role(), Profile=profile), "Profile")
    there = client("iam").get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
    assert there["Path"] == "/ovens/"
    assert [r["RoleName"] for r in there["Roles"]] == [stacks.resource(stack, "Role")["PhysicalResourceId"]]
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert client("iam").list_instance_profiles()["InstanceProfiles"] == []


def test_every_property_of_a_log_group_reaches_logs_and_it_is_gone_afterwards(stacks, client):
    logs = client("logs")
    properties = {"LogGroupName": "/cake", "RetentionInDays": 7, "Tags": OWN_TAGS}
    stack, name = made(stacks, template(Group=log_group(properties=properties)), "Group")
    assert name == "/cake"
    assert logs.describe_log_groups()["logGroups"][0]["retentionInDays"] == 7
    assert logs.list_tags_log_group(logGroupName=name)["tags"] == BOTH
    stacks.delete(stack)
    assert logs.describe_log_groups()["logGroups"] == []


def test_every_property_of_a_function_reaches_lambda(stacks, client):
    given = {
        "FunctionName": "oven",
        "Description": "bakes",
        "Handler": "index.bake",
        "MemorySize": 256,
        "Timeout": "77",
        "Environment": {"Variables": {"Degrees": 180}},
        "EphemeralStorage": {"Size": 600},
        "LoggingConfig": {"LogGroup": {"Ref": "Group"}},
        "Architectures": ["x86_64"],
        "Tags": OWN_TAGS,
    }
    body = template(Role=role(), Group=log_group(), Function=function("def bake(e, c): return 'warm'", **given))
    stack, name = made(stacks, body, "Function")
    there = client("lambda").get_function(FunctionName=name)
    told = {k: there["Configuration"][k] for k in ("FunctionName", "Description", "Handler", "MemorySize", "Timeout")}
    assert told == {**{k: given[k] for k in told}, "Timeout": 77}
    assert there["Configuration"]["Environment"]["Variables"] == {"Degrees": "180"}
    assert there["Configuration"]["EphemeralStorage"] == {"Size": 600}
    assert there["Configuration"]["Architectures"] == ["x86_64"]
    group = stacks.resource(stack, "Group")["PhysicalResourceId"]
    assert there["Configuration"]["LoggingConfig"]["LogGroup"] == group
    assert there["Tags"] == BOTH
    assert client("lambda").invoke(FunctionName=name)["Payload"].read() == b'"warm"'
    stacks.delete(stack)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client("lambda").get_function(FunctionName=name)
    assert client("logs").describe_log_groups()["logGroups"] == []


def test_a_managed_policy_of_aws_lets_a_function_write_its_log(stacks, client):
    basic = ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]
    body = template(
        Role=role(Policies=[], ManagedPolicyArns=basic), Function=function("def handler(e, c): print('hi')")
    )
    _, name = made(stacks, body, "Function")
    answer = client("lambda").invoke(FunctionName=name)
    assert "FunctionError" not in answer
    logs = client("logs")

    def lines() -> list[str]:
        group = f"/aws/lambda/{name}"
        if not logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]:
            return []
        return [e["message"].strip() for e in logs.filter_log_events(logGroupName=group)["events"]]

    assert "hi" in eventually(lines, until=lambda seen: "hi" in seen)


def test_a_runtime_that_is_gone_fails_with_lambdas_text(stacks):
    stack = stacks.create(template(Role=role(), Function=function("", Runtime="python3.6")))
    assert "python3.6" in stacks.reason(stack, "Function")


def test_the_code_of_a_function_can_be_updated(stacks, client):
    stack, name = made(stacks, template(Role=role(), Function=function("def handler(e, c): return 1")), "Function")
    body = template(Role=role(), Function=function("def handler(e, c): return 2", Timeout=9))
    stacks.cfn.update_stack(StackName=stack, TemplateBody=body, Capabilities=["CAPABILITY_IAM"])
    assert stacks.end(stack)["StackStatus"] == "UPDATE_COMPLETE"
    assert client("lambda").invoke(FunctionName=name)["Payload"].read() == b"2"
    assert client("lambda").get_function_configuration(FunctionName=name)["Timeout"] == 9


def test_every_property_of_a_security_group_reaches_ec2(stacks, client):
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    rule = {"IpProtocol": "tcp", "FromPort": "443", "ToPort": 443, "CidrIp": "0.0.0.0/0", "Description": "https"}
    properties = {
        "GroupName": "ovens",
        "GroupDescription": "no one in",
        "VpcId": vpc,
        "SecurityGroupIngress": [{**rule, "CidrIp": "10.0.0.0/8"}],
        "SecurityGroupEgress": [rule],
        "Tags": OWN_TAGS,
    }
    body = template(Group={"Type": "AWS::EC2::SecurityGroup", "Properties": properties})
    stack, group_id = made(stacks, body, "Group")
    there = ec2.describe_security_groups(GroupIds=[group_id])["SecurityGroups"][0]
    assert (there["GroupName"], there["Description"], there["VpcId"]) == ("ovens", "no one in", vpc)
    for name, cidr in (("IpPermissions", "10.0.0.0/8"), ("IpPermissionsEgress", "0.0.0.0/0")):
        (permission,) = there[name]
        assert (permission["IpProtocol"], permission["FromPort"], permission["ToPort"]) == ("tcp", 443, 443)
        assert permission["IpRanges"] == [{"CidrIp": cidr, "Description": "https"}]
    assert by_key(there["Tags"]) == BOTH | {
        "aws:cloudformation:stack-name": "bake",
        "aws:cloudformation:stack-id": stack,
        "aws:cloudformation:logical-id": "Group",
    }
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    with pytest.raises(ClientError, match=r"InvalidGroup\.NotFound"):
        ec2.describe_security_groups(GroupIds=[group_id])


def test_a_security_group_without_rules_lets_nobody_in_and_all_out(stacks, client):
    body = template(Group={"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "g"}})
    stack, name = made(stacks, body, "Group")
    ec2 = client("ec2")
    (there,) = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": [name]}])["SecurityGroups"]
    assert there["IpPermissions"] == []
    assert [p["IpProtocol"] for p in there["IpPermissionsEgress"]] == ["-1"]
    default = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    assert there["VpcId"] == default
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"


def test_a_group_in_a_vpc_that_is_not_there_fails_with_ec2s_text(stacks):
    properties = {"GroupDescription": "g", "VpcId": "vpc-0123456789abcdef0"}
    stack = stacks.create(template(Group={"Type": "AWS::EC2::SecurityGroup", "Properties": properties}))
    assert "vpc-0123456789abcdef0" in stacks.reason(stack, "Group")
