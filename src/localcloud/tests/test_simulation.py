"""IAM's policy simulator."""

import json

import pytest
from machines import refusal

STACKS = "arn:aws:cloudformation:us-east-1:1:stack/ami-*/*"
STACK = "arn:aws:cloudformation:us-east-1:1:stack/ami-one/*"


def policy(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions, resources="*", **more) -> dict:
    return {"Effect": "Allow", "Action": actions, "Resource": resources} | more


@pytest.fixture
def iam(client):
    return client("iam")


@pytest.fixture
def user(iam) -> str:
    return iam.create_user(UserName="kim", Path="/team/")["User"]["Arn"]


def decisions(iam, who: str, *actions: str, **more) -> list[str]:
    found = iam.simulate_principal_policy(PolicySourceArn=who, ActionNames=list(actions), **more)
    return [result["EvalDecision"] for result in found["EvaluationResults"]]


def test_what_no_policy_allows_is_denied_implicitly(iam, user):
    assert decisions(iam, user, "ec2:RunInstances") == ["implicitDeny"]


def test_policies_are_inline_attached_and_of_groups(iam, user):
    iam.put_user_policy(UserName="kim", PolicyName="p", PolicyDocument=policy(allow("ec2:Run*")))
    attached = iam.create_policy(PolicyName="q", PolicyDocument=policy(allow("iam:GetRole")))["Policy"]["Arn"]
    iam.attach_user_policy(UserName="kim", PolicyArn=attached)
    iam.create_group(GroupName="g")
    iam.put_group_policy(GroupName="g", PolicyName="r", PolicyDocument=policy(allow(["lambda:*"])))
    iam.add_user_to_group(GroupName="g", UserName="kim")
    asked = ("ec2:RunInstances", "iam:GetRole", "lambda:Invoke", "s3:GetObject")
    assert decisions(iam, user, *asked) == ["allowed", "allowed", "allowed", "implicitDeny"]


def test_an_explicit_denial_wins(iam, user):
    denied = {"Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*"}
    iam.put_user_policy(UserName="kim", PolicyName="p", PolicyDocument=policy(allow("*"), denied))
    assert decisions(iam, user, "ec2:RunInstances", "ec2:StopInstances") == ["explicitDeny", "allowed"]


def test_each_resource_is_told_apart(iam, user):
    document = policy(allow("cloudformation:CreateStack", STACKS))
    iam.put_user_policy(UserName="kim", PolicyName="p", PolicyDocument=document)
    (result,) = iam.simulate_principal_policy(
        PolicySourceArn=user,
        ActionNames=["cloudformation:CreateStack"],
        ResourceArns=[STACK, STACK.replace("ami", "x")],
    )["EvaluationResults"]
    each = {r["EvalResourceName"]: r["EvalResourceDecision"] for r in result["ResourceSpecificResults"]}
    assert each == {STACK: "allowed", STACK.replace("ami", "x"): "implicitDeny"}
    assert result["EvalDecision"] == "implicitDeny"
    assert decisions(iam, user, "cloudformation:CreateStack", ResourceArns=[STACK]) == ["allowed"]


def test_a_condition_holds_when_it_is_told(iam, user):
    condition = {"Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}
    iam.put_user_policy(UserName="kim", PolicyName="p", PolicyDocument=policy(allow("iam:PassRole", **condition)))

    def told(value: str) -> list[str]:
        entry = {"ContextKeyName": "iam:PassedToService", "ContextKeyType": "string", "ContextKeyValues": [value]}
        return decisions(iam, user, "iam:PassRole", ContextEntries=[entry])

    assert told("lambda.amazonaws.com") == ["allowed"]
    assert told("ec2.amazonaws.com") == ["implicitDeny"]


def test_what_a_condition_asks_for_and_nobody_told_is_named(iam, user):
    condition = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
    iam.put_user_policy(UserName="kim", PolicyName="p", PolicyDocument=policy(allow("*", **condition)))
    (result,) = iam.simulate_principal_policy(PolicySourceArn=user, ActionNames=["ec2:RunInstances"])[
        "EvaluationResults"
    ]
    assert (result["EvalDecision"], result["MissingContextValues"]) == ("implicitDeny", ["aws:MultiFactorAuthPresent"])


def test_a_boundary_bounds(iam):
    boundary = iam.create_policy(PolicyName="bound", PolicyDocument=policy(allow("ec2:*")))["Policy"]["Arn"]
    role = iam.create_role(RoleName="baker", AssumeRolePolicyDocument="{}", PermissionsBoundary=boundary)["Role"]["Arn"]
    iam.put_role_policy(RoleName="baker", PolicyName="p", PolicyDocument=policy(allow("*")))
    found = iam.simulate_principal_policy(PolicySourceArn=role, ActionNames=["ec2:RunInstances", "iam:CreateRole"])
    told = [
        (r["EvalDecision"], r["PermissionsBoundaryDecisionDetail"]["AllowedByPermissionsBoundary"])
        for r in found["EvaluationResults"]
    ]
    assert told == [("allowed", True), ("implicitDeny", False)]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("arn:aws:iam::{account}:root", "InvalidInput"),
        ("arn:aws:sts::{account}:assumed-role/baker/laptop", "InvalidInput"),
        ("arn:aws:iam::{account}:user/nobody", "NoSuchEntity"),
        ("arn:aws:iam::{account}:role/nobody", "NoSuchEntity"),
        ("arn:aws:iam::{account}:user/kim", "NoSuchEntity"),
    ],
)
def test_only_users_and_roles_that_are_there_are_simulated(iam, user, account, who, code):
    wanted = {"PolicySourceArn": who.format(account=account), "ActionNames": ["ec2:RunInstances"]}
    assert refusal(iam.simulate_principal_policy, **wanted)[0] == code
