"""What DescribeStacks, DescribeStackEvents and their kin tell."""

import json
import re

import pytest
from botocore.exceptions import ClientError
from functions_of_tests import trust
from stacks import Stacks, handle, log_group, policy_wait, template


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


@pytest.fixture
def service_role(client) -> str:
    """The ARN of a role that CloudFormation may take."""
    policy = json.dumps(trust("cloudformation.amazonaws.com"))
    return client("iam").create_role(RoleName="service", AssumeRolePolicyDocument=policy)["Role"]["Arn"]


def test_what_was_given_with_no_echo_is_masked_in_events(stacks):
    body = template(
        Group=log_group(properties={"Tags": [{"Key": "k", "Value": {"Fn::Sub": "say ${Secret}"}}]}),
        Parameters={"Secret": {"Type": "String", "Default": "hush", "NoEcho": True}},
    )
    stack = stacks.made(body)["StackId"]
    event = stacks.events(stack, "Group")[0]
    assert json.loads(event["ResourceProperties"]) == {"Tags": [{"Key": "k", "Value": "say ****"}]}


def test_the_events_of_the_stack_itself_come_first_and_last(stacks):
    stack = stacks.made(template(Group=log_group()), ClientRequestToken="token-7")
    events = stacks.events(stack["StackId"])
    first, last = events[0], events[-1]
    for event in (first, last):
        assert event["LogicalResourceId"] == "bake"
        assert event["PhysicalResourceId"] == event["StackId"] == stack["StackId"]
        assert event["ResourceType"] == "AWS::CloudFormation::Stack"
    assert (first["ResourceStatus"], first["ResourceStatusReason"]) == ("CREATE_IN_PROGRESS", "User Initiated")
    assert (last["ResourceStatus"], last.get("ResourceStatusReason")) == ("CREATE_COMPLETE", None)
    assert {e["ClientRequestToken"] for e in events} == {"token-7"}
    assert len({e["EventId"] for e in events}) == len(events)


def test_events_of_a_resource_carry_its_properties(stacks):
    stack = stacks.made(template(Group=log_group(properties={"RetentionInDays": 7})))["StackId"]
    event = stacks.events(stack, "Group")[0]
    assert json.loads(event["ResourceProperties"]) == {"RetentionInDays": 7}
    assert re.match(r"Group-CREATE_IN_PROGRESS-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["EventId"])


def test_events_come_newest_first_in_pages_of_a_hundred(stacks):
    stack = stacks.made(template({f"Group{i}": log_group() for i in range(40)}))["StackId"]
    first = stacks.cfn.describe_stack_events(StackName=stack)
    assert len(first["StackEvents"]) == 100
    assert first["StackEvents"][0]["ResourceStatus"] == "CREATE_COMPLETE"
    second = stacks.cfn.describe_stack_events(StackName=stack, NextToken=first["NextToken"])
    assert second["StackEvents"][-1]["ResourceStatusReason"] == "User Initiated"
    assert "NextToken" not in second
    assert len(first["StackEvents"] + second["StackEvents"]) == 2 + 40 * 3


def test_a_deleted_stack_is_known_by_its_arn_only(stacks):
    stack = stacks.made(template(Group=log_group()))["StackId"]
    stacks.delete(stack)
    assert stacks.describe(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert stacks.describe(stack)["DeletionTime"]
    assert stacks.events(stack)[-1]["ResourceStatus"] == "DELETE_COMPLETE"
    with pytest.raises(ClientError, match="Stack with id bake does not exist") as gone:
        stacks.describe("bake")
    assert gone.value.response["Error"]["Code"] == "ValidationError"
    with pytest.raises(ClientError, match=r"Stack \[bake\] does not exist"):
        stacks.events("bake")
    assert stacks.cfn.describe_stacks()["Stacks"] == []


def test_a_stack_tells_how_it_was_asked_for(stacks, service_role):
    role = service_role
    stack = stacks.made(
        template(Group=log_group(), Description="a cake"),
        RoleARN=role,
        OnFailure="DO_NOTHING",
        TimeoutInMinutes=9,
        Tags=[{"Key": "k", "Value": "v"}],
        EnableTerminationProtection=True,
    )
    told = {k: stack[k] for k in ("RoleARN", "DisableRollback", "TimeoutInMinutes", "Tags", "Description")}
    assert told == {
        "RoleARN": role,
        "DisableRollback": True,
        "TimeoutInMinutes": 9,
        "Tags": [{"Key": "k", "Value": "v"}],
        "Description": "a cake",
    }
    assert stack["EnableTerminationProtection"] is True
    assert stack["Capabilities"] == ["CAPABILITY_IAM"]
    assert stack["CreationTime"]
    assert "LastUpdatedTime" not in stack


def test_resources_can_be_described_while_they_are_made(stacks):
    stack = stacks.create(template(Wait=policy_wait(), Group=log_group(DependsOn="Wait")))
    stacks.begun(stack, "Wait")
    resources = stacks.cfn.describe_stack_resources(StackName=stack)["StackResources"]
    assert [(r["LogicalResourceId"], r["ResourceStatus"]) for r in resources] == [("Wait", "CREATE_IN_PROGRESS")]
    summaries = stacks.cfn.list_stack_resources(StackName=stack)["StackResourceSummaries"]
    assert [s["LogicalResourceId"] for s in summaries] == ["Wait"]
    assert stacks.resource(stack, "Wait")["ResourceStatus"] == "CREATE_IN_PROGRESS"


def test_resources_of_a_deleted_stack_can_be_described(stacks):
    stack = stacks.made(template(Group=log_group()))["StackId"]
    stacks.delete(stack)
    resources = stacks.cfn.describe_stack_resources(StackName=stack)["StackResources"]
    assert [(r["LogicalResourceId"], r["ResourceStatus"]) for r in resources] == [("Group", "DELETE_COMPLETE")]


def test_outputs_parameters_and_functions_of_a_template_are_evaluated(stacks, account):
    parameters = {
        "Version": {"Type": "String", "Default": "1.10"},
        "Many": {"Type": "CommaDelimitedList", "Default": "a, b"},
        "Secret": {"Type": "String", "Default": "hush", "NoEcho": True},
    }
    values = {
        "Version": {"Fn::Sub": "${Version}"},
        "Second": {"Fn::Select": [1, {"Ref": "Many"}]},
        "Joined": {"Fn::Join": ["-", {"Fn::Split": ["/", "a/b"]}]},
        "Pseudo": {"Fn::Sub": "${AWS::Partition} ${AWS::Region} ${AWS::AccountId} ${AWS::URLSuffix} ${AWS::StackName}"},
        "Literal": {"Fn::Sub": "${!Version} $Version $(date)"},
        "Chosen": {"Fn::If": ["Yes", "then", "else"]},
        "Mapped": {"Fn::FindInMap": ["Map", "top", "second"]},
        "Arn": {"Fn::GetAtt": ["Group", "Arn"]},
        "Secret": {"Fn::Sub": "it is ${Secret}"},
    }
    body = template(
        Group=log_group(),
        Parameters=parameters,
        Conditions={"Yes": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Version"}, "2"]}]}},
        Mappings={"Map": {"top": {"second": "deep"}}},
        Outputs={name: {"Value": value, "Description": name} for name, value in values.items()},
    )
    stack = stacks.made(body)
    told = {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}
    assert told.pop("Arn").startswith(f"arn:aws:logs:us-east-1:{account}:log-group:bake-Group-")
    assert told == {
        "Version": "1.10",
        "Second": "b",
        "Joined": "a-b",
        "Pseudo": f"aws us-east-1 {account} amazonaws.com bake",
        "Literal": "${Version} $Version $(date)",
        "Chosen": "then",
        "Mapped": "deep",
        "Secret": "it is hush",
    }
    assert {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}["Secret"] == "****"


def test_a_parameter_of_parameter_store_has_its_value_from_there(stacks):
    name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    body = template(
        Group=log_group(),
        Parameters={"Image": {"Type": "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", "Default": name}},
        Outputs={"Image": {"Value": {"Ref": "Image"}}},
    )
    stack = stacks.made(body)
    assert stack["Outputs"][0]["OutputValue"].startswith("ami-")
    assert stack["Parameters"][0]["ParameterValue"] == name
    assert stack["Parameters"][0]["ResolvedValue"] == stack["Outputs"][0]["OutputValue"]


def test_a_change_set_that_creates_a_stack_is_carried_out_the_same_way(stacks):
    stacks.cfn.create_change_set(
        StackName="bake", ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=template(Handle=handle())
    )
    stacks.cfn.execute_change_set(StackName="bake", ChangeSetName="first")
    stack = stacks.end("bake")
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert stacks.statuses(stack["StackId"], "Handle")[-1] == "CREATE_COMPLETE"


def test_a_change_set_that_updates_a_stack_tells_of_it_first(stacks):
    stack = stacks.made(template(Group=log_group(properties={"RetentionInDays": 1})))["StackId"]
    physical = stacks.resource(stack, "Group")["PhysicalResourceId"]
    second = template(Group=log_group(properties={"RetentionInDays": 7}), Added=log_group())
    stacks.cfn.create_change_set(StackName=stack, ChangeSetName="second", TemplateBody=second)
    told = stacks.cfn.describe_change_set(StackName=stack, ChangeSetName="second")["Changes"]
    changes = {c["ResourceChange"]["LogicalResourceId"]: c["ResourceChange"] for c in told}
    assert {name: change["Action"] for name, change in changes.items()} == {"Group": "Modify", "Added": "Add"}
    assert changes["Group"]["PhysicalResourceId"] == physical
    stacks.cfn.execute_change_set(StackName=stack, ChangeSetName="second")
    assert stacks.end(stack)["StackStatus"] == "UPDATE_COMPLETE"


def test_updates_change_replace_make_and_delete(stacks, client):
    named = log_group(properties={"LogGroupName": "/old"})
    first = template(Kept=log_group(properties={"RetentionInDays": 1}), Replaced=named, Dropped=log_group())
    stack = stacks.made(first)["StackId"]
    dropped = stacks.resource(stack, "Dropped")["PhysicalResourceId"]
    named = log_group(properties={"LogGroupName": "/new"})
    second = template(Kept=log_group(properties={"RetentionInDays": 7}), Replaced=named, Added=log_group())
    stacks.cfn.update_stack(StackName=stack, TemplateBody=second)
    assert stacks.end(stack)["StackStatus"] == "UPDATE_COMPLETE"
    groups = {g["logGroupName"]: g.get("retentionInDays") for g in client("logs").describe_log_groups()["logGroups"]}
    kept = stacks.resource(stack, "Kept")["PhysicalResourceId"]
    assert groups[kept] == 7
    assert "/new" in groups
    assert "/old" not in groups
    assert dropped not in groups
    assert len(groups) == 3


def test_new_tags_of_the_stack_reach_resources_that_are_otherwise_the_same(stacks, client):
    body = template(Group=log_group(properties={"LogGroupName": "/cake"}))
    stack = stacks.made(body, Tags=[{"Key": "old", "Value": "1"}])["StackId"]
    stacks.cfn.update_stack(StackName=stack, TemplateBody=body, Tags=[{"Key": "new", "Value": "2"}])
    updated = stacks.end(stack)
    assert updated["StackStatus"] == "UPDATE_COMPLETE"
    assert updated["LastUpdatedTime"] > updated["CreationTime"]
    assert client("logs").list_tags_log_group(logGroupName="/cake")["tags"] == {"new": "2"}


def test_an_update_that_fails_is_rolled_back(stacks, client):
    stack = stacks.made(template(Group=log_group(properties={"RetentionInDays": 1})))["StackId"]
    second = template(
        Group=log_group(properties={"RetentionInDays": 7}),
        Bad=log_group(properties={"LogGroupName": "not allowed"}, DependsOn="Group"),
    )
    stacks.cfn.update_stack(StackName=stack, TemplateBody=second)
    assert stacks.end(stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert client("logs").describe_log_groups()["logGroups"][0]["retentionInDays"] == 1


def test_an_update_without_changes_is_refused(stacks):
    stack = stacks.made(template(Group=log_group()))["StackId"]
    with pytest.raises(ClientError, match=r"No updates are to be performed\."):
        stacks.cfn.update_stack(StackName=stack, TemplateBody=template(Group=log_group()))
