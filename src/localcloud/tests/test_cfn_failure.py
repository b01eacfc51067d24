"""What becomes of a stack that cannot be created, and of one that is deleted in any state."""

import json

import pytest
from botocore.exceptions import ClientError
from cloud import eventually
from functions_of_tests import function, role, trust
from stacks import Stacks, handle, log_group, policy_wait, put, template, wait


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


@pytest.fixture
def service_role(client) -> str:
    """The ARN of a role that CloudFormation may take."""
    policy = json.dumps(trust("cloudformation.amazonaws.com"))
    return client("iam").create_role(RoleName="service", AssumeRolePolicyDocument=policy)["Role"]["Arn"]


def bad_group(**more) -> dict:
    """A log group whose name LogGroup's schema refuses."""
    return log_group(properties={"LogGroupName": "not allowed"}, **more)


def test_rollback_deletes_what_was_made_and_says_why(stacks, client):
    stack = stacks.made(template(Good=log_group(), Bad=bad_group(DependsOn="Good")))
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    assert client("logs").describe_log_groups()["logGroups"] == []
    told = [(e["LogicalResourceId"], e["ResourceStatus"]) for e in stacks.events(stack["StackId"])]
    assert told == [
        ("bake", "CREATE_IN_PROGRESS"),
        ("Good", "CREATE_IN_PROGRESS"),
        ("Good", "CREATE_IN_PROGRESS"),
        ("Good", "CREATE_COMPLETE"),
        ("Bad", "CREATE_IN_PROGRESS"),
        ("Bad", "CREATE_FAILED"),
        ("bake", "ROLLBACK_IN_PROGRESS"),
        ("Bad", "DELETE_COMPLETE"),
        ("Good", "DELETE_IN_PROGRESS"),
        ("Good", "DELETE_COMPLETE"),
        ("bake", "ROLLBACK_COMPLETE"),
    ]
    reason = "The following resource(s) failed to create: [Bad]. Rollback requested by user."
    assert stacks.reason(stack["StackId"], "bake", "ROLLBACK_IN_PROGRESS") == reason


def test_do_nothing_keeps_what_was_made(stacks, client):
    stack = stacks.made(template(Good=log_group(), Bad=bad_group(DependsOn="Good")), OnFailure="DO_NOTHING")
    assert stack["StackStatus"] == "CREATE_FAILED"
    assert stack["StackStatusReason"].startswith("The following resource(s) failed to create: [Bad].")
    assert len(client("logs").describe_log_groups()["logGroups"]) == 1


def test_disable_rollback_is_do_nothing(stacks):
    stack = stacks.made(template(Bad=bad_group()), DisableRollback=True)
    assert stack["StackStatus"] == "CREATE_FAILED"
    assert stack["DisableRollback"] is True


def test_on_failure_delete_leaves_no_stack(stacks, client):
    stack = stacks.create(template(Good=log_group(), Bad=bad_group(DependsOn="Good")), OnFailure="DELETE")
    assert stacks.end(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert client("logs").describe_log_groups()["logGroups"] == []
    with pytest.raises(ClientError, match="Stack with id bake does not exist"):
        stacks.describe("bake")


def test_a_failure_cancels_what_is_in_progress(stacks):
    stack = stacks.create(template(Wait=policy_wait(), Handle=handle(), Other=wait(timeout=600)))
    stacks.begun(stack, "Wait")
    stacks.begun(stack, "Other")
    stacks.signal(stack, "Wait", "FAILURE")
    assert stacks.reason(stack, "Other") == "Resource creation cancelled"
    reason = stacks.reason(stack, "bake", "ROLLBACK_IN_PROGRESS")
    names = {n.strip() for n in reason.split("[")[1].split("]")[0].split(",")}
    assert names == {"Wait", "Other"}


def test_a_cancelled_custom_resource_is_deleted_on_rollback(stacks):
    answers_deletions = function(
        "import cfnresponse\n"
        "def handler(event, context):\n"
        "    if event['RequestType'] == 'Delete':\n"
        "        cfnresponse.send(event, context, 'FAILED', {}, reason='the oven is hot')\n"
    )
    cake = {"Type": "Custom::Cake", "Properties": {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}}}
    stack = stacks.create(template(Role=role(), Function=answers_deletions, Cake=cake, Wait=policy_wait()))
    stacks.begun(stack, "Cake")
    stacks.signal(stack, "Wait", "FAILURE")
    assert stacks.reason(stack, "Cake") == "Resource creation cancelled"
    assert stacks.end(stack)["StackStatus"] == "ROLLBACK_FAILED"
    assert "the oven is hot" in stacks.reason(stack, "Cake", "DELETE_FAILED")


def test_a_provoked_failure_makes_rollback_fail(stacks, control):
    control.set(deleteFailures={"Good": "the group is glued"})
    stack = stacks.made(template(Good=log_group(), Bad=bad_group(DependsOn="Good")))
    assert stack["StackStatus"] == "ROLLBACK_FAILED"
    assert stack["StackStatusReason"].startswith("The following resource(s) failed to delete: [Good].")
    assert stacks.reason(stack["StackId"], "Good", "DELETE_FAILED") == "the group is glued"


def test_deletion_that_failed_goes_on_when_asked_again(stacks, control):
    stack = stacks.made(template(One=log_group(), Two=log_group()))["StackId"]
    control.set(deleteFailures={"One": "not now"})
    assert stacks.delete(stack)["StackStatus"] == "DELETE_FAILED"
    assert stacks.statuses(stack, "Two")[-1] == "DELETE_COMPLETE"
    control.set(deleteFailures={})
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert stacks.statuses(stack, "Two").count("DELETE_COMPLETE") == 1


def test_resources_can_be_retained_after_a_failed_deletion(stacks, control, client):
    stack = stacks.made(template(One=log_group()))["StackId"]
    control.set(deleteFailures={"One": "not now"})
    stacks.delete(stack)
    assert stacks.delete(stack, RetainResources=["One"])["StackStatus"] == "DELETE_COMPLETE"
    assert len(client("logs").describe_log_groups()["logGroups"]) == 1


def test_deletion_can_be_forced_after_it_failed(stacks, control):
    stack = stacks.made(template(One=log_group()))["StackId"]
    control.set(deleteFailures={"One": "not now"})
    stacks.delete(stack)
    assert stacks.delete(stack, DeletionMode="FORCE_DELETE_STACK")["StackStatus"] == "DELETE_COMPLETE"


@pytest.mark.parametrize("options", [{"RetainResources": ["One"]}, {"DeletionMode": "FORCE_DELETE_STACK"}])
def test_retaining_and_forcing_are_refused_before_a_deletion_failed(stacks, options):
    stack = stacks.made(template(One=log_group()))["StackId"]
    with pytest.raises(ClientError, match="ValidationError.*DELETE_FAILED state"):
        stacks.cfn.delete_stack(StackName=stack, **options)


def test_deleting_a_stack_in_progress_ends_its_wait_at_once(stacks, client):
    stack = stacks.create(template(Group=log_group(), Handle=handle(), Wait=wait(timeout=43200)))
    url = stacks.url(stack)
    stacks.begun(stack, "Wait")
    eventually(lambda: "CREATE_COMPLETE" in stacks.statuses(stack, "Group"))
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert stacks.reason(stack, "Wait") == "Resource creation cancelled"
    assert client("logs").describe_log_groups()["logGroups"] == []
    assert put(url, {"Status": "SUCCESS", "UniqueId": "a"}) == 403
    assert "ROLLBACK_IN_PROGRESS" not in stacks.statuses(stack, "bake")


def test_a_rolled_back_stack_can_be_deleted_and_its_name_used_again(stacks):
    stack = stacks.made(template(Bad=bad_group()))["StackId"]
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert stacks.made(template(Good=log_group()))["StackStatus"] == "CREATE_COMPLETE"


def test_deletion_policy_retain_keeps_the_resource(stacks, client):
    stack = stacks.made(template(Kept=log_group(DeletionPolicy="Retain"), Gone=log_group()))["StackId"]
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    assert stacks.statuses(stack, "Kept")[-1] == "DELETE_SKIPPED"
    assert len(client("logs").describe_log_groups()["logGroups"]) == 1


@pytest.mark.parametrize(("policy", "left"), [("Retain", 1), ("RetainExceptOnCreate", 0)])
def test_rollback_keeps_what_is_retained_but_not_except_on_create(stacks, client, policy, left):
    stack = stacks.made(template(Good=log_group(DeletionPolicy=policy), Bad=bad_group(DependsOn="Good")))
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    assert len(client("logs").describe_log_groups()["logGroups"]) == left


def test_deleting_what_is_not_there_is_no_error(stacks):
    stacks.cfn.delete_stack(StackName="nope")


def test_a_protected_stack_is_not_deleted(stacks):
    stack = stacks.made(template(Group=log_group()), EnableTerminationProtection=True)["StackId"]
    with pytest.raises(ClientError, match="cannot be deleted while TerminationProtection is enabled"):
        stacks.cfn.delete_stack(StackName=stack)
    stacks.cfn.update_termination_protection(StackName=stack, EnableTerminationProtection=False)
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"


def test_an_expired_session_fails_the_stack_unless_it_has_a_role(stacks, control, service_role):
    control.set(stackSessionSeconds=0)
    stack = stacks.create(template(Group=log_group()), OnFailure="DO_NOTHING")
    assert "security token included in the request is expired" in stacks.reason(stack, "Group")
    with_role = stacks.made(template(Group=log_group()), "other", RoleARN=service_role)
    assert with_role["StackStatus"] == "CREATE_COMPLETE"


def test_what_a_service_refuses_reaches_the_event(stacks, client):
    client("logs").create_log_group(logGroupName="/taken")
    stack = stacks.made(template(Group=log_group(properties={"LogGroupName": "/taken"})))["StackId"]
    reason = stacks.reason(stack, "Group")
    assert reason.startswith('Resource handler returned message: "The specified log group already exists')
    assert "HandlerErrorCode: AlreadyExists)" in reason
    assert len(client("logs").describe_log_groups()["logGroups"]) == 1
