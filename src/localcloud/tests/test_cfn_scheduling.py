"""The order in which resources are made and deleted."""

import pytest
from cloud import PATIENCE, eventually
from stacks import Stacks, log_group, policy_wait, template


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def test_a_wait_that_depends_on_nothing_does_not_hold_up_the_others(stacks):
    stack = stacks.create(template(Wait=policy_wait(), Group=log_group()))
    stacks.initiated(stack, "Wait")
    eventually(lambda: "CREATE_COMPLETE" in stacks.statuses(stack, "Group"))
    assert stacks.describe(stack)["StackStatus"] == "CREATE_IN_PROGRESS"
    assert stacks.statuses(stack, "Wait") == ["CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS"]
    stacks.signal(stack, "Wait")
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"


def test_a_resource_begins_only_after_what_it_depends_on(stacks):
    stack = stacks.create(template(Wait=policy_wait(), Group=log_group(DependsOn="Wait")))
    stacks.begun(stack, "Wait")
    stacks.signal(stack, "Wait")
    stacks.end(stack)
    order = [(e["LogicalResourceId"], e["ResourceStatus"]) for e in stacks.events(stack)]
    assert order.index(("Wait", "CREATE_COMPLETE")) < order.index(("Group", "CREATE_IN_PROGRESS"))


@pytest.mark.parametrize(
    "reference",
    [
        {"Ref": "First"},
        {"Fn::Sub": "${First}"},
        {"Fn::Sub": "x${First.Arn}"},
        {"Fn::Join": ["", ["a", {"Ref": "First"}]]},
    ],
)
def test_a_reference_keeps_the_order(stacks, reference):
    second = log_group(properties={"Tags": [{"Key": "first", "Value": reference}]})
    stack = stacks.made(template(Second=second, First=log_group()))
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    order = [(e["LogicalResourceId"], e["ResourceStatus"]) for e in stacks.events(stack["StackId"])]
    assert order.index(("First", "CREATE_COMPLETE")) < order.index(("Second", "CREATE_IN_PROGRESS"))


def test_deletion_goes_in_reverse_of_the_order(stacks):
    body = template(First=log_group(), Second=log_group(DependsOn="First"), Third=log_group(DependsOn="Second"))
    stack = stacks.made(body)["StackId"]
    stacks.delete(stack)
    gone = [e["LogicalResourceId"] for e in stacks.events(stack) if e["ResourceStatus"] == "DELETE_COMPLETE"]
    assert gone == ["Third", "Second", "First", "bake"]


def test_a_branch_of_if_that_is_not_taken_is_not_waited_for(stacks):
    name = {"Fn::If": ["Never", {"Ref": "Other"}, "constant"]}
    body = template(
        Conditions={"Never": {"Fn::Equals": ["a", "b"]}},
        Other=log_group(Condition="Never"),
        Group=log_group(properties={"Tags": [{"Key": "k", "Value": name}]}),
    )
    stack = stacks.made(body)
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert stacks.statuses(stack["StackId"], "Other") == []


def test_the_clock_of_a_wait_starts_when_what_it_depends_on_is_done(stacks):
    body = template(First=policy_wait(), Second=policy_wait(timeout="PT1S", DependsOn="First"))
    stack = stacks.create(body)
    stacks.begun(stack, "First")
    stacks.signal(stack, "First")
    stacks.end(stack)
    told = {(e["LogicalResourceId"], e["ResourceStatus"]): e["Timestamp"] for e in stacks.events(stack)}
    waited = told["Second", "CREATE_FAILED"] - told["First", "CREATE_COMPLETE"]
    # Its own second, and not the ten minutes of the first one.
    assert 1 <= waited.total_seconds() < PATIENCE
