"""What `mvn ami:policy` writes allows what a bake and a clean do, and nothing else."""

import pytest

import bakes
import policies
from policies import Need, Needs

STATEMENT = {
    "Action": ["ec2:TerminateInstances"],
    "Resource": ["arn:aws:ec2:us-east-1:1:instance/*"],
    "Condition": {"StringEquals": {"aws:ResourceTag/ami:stack-name": "one"}},
}


@pytest.fixture(scope="module", params=sorted(policies.written()))
def written(request):
    return policies.written()[request.param]


def sides(written):
    """Who did what, and with which statements."""
    needs = Needs(written.account, written.of_caller + written.of_cloudformation)
    yield written.caller, [need for entry in written.of_caller for need in needs.of(entry)]
    yield written.cloudformation, [need for entry in written.of_cloudformation for need in needs.of(entry)]


def test_the_integration_test_that_writes_policies_is_among_them():
    name = "bakes-with-the-rights-of-the-policies-it-writes-and-no-more"
    ran = {entry["account"] for entry in bakes.requests()}
    account = next(account for account, one in bakes.accounts().items() if one == name)
    assert name in policies.written() or account not in ran


def test_every_call_was_allowed(written):
    for statements, needs in sides(written):
        assert needs
        assert [need for need in needs if not policies.allowed(statements, need)] == []


def test_nothing_is_allowed_that_was_not_used(written):
    for statements, needs in sides(written):
        listed = {action for statement in statements for action in statement["Action"]}
        assert sorted(listed - {need.action for need in needs} - policies.UNUSED.keys()) == []


def test_every_statement_was_used(written):
    for statements, needs in sides(written):
        idle = [s["Sid"] for s in statements if not any(policies.allowed([s], need) for need in needs)]
        assert [sid for sid in idle if not _excused(statements, sid)] == []


def _excused(statements, sid):
    (statement,) = [s for s in statements if s["Sid"] == sid]
    return sid in policies.IDLE or set(statement["Action"]) <= policies.UNUSED.keys()


TERMINATE = "ec2:TerminateInstances"
BUILDER = "arn:aws:ec2:us-east-1:1:instance/i-1"
OF_ONE, OF_TWO = ({"aws:ResourceTag/ami:stack-name": name} for name in ("one", "two"))


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (Need(TERMINATE, BUILDER, OF_ONE), True),
        (Need(TERMINATE, BUILDER, OF_TWO), False),
        (Need(TERMINATE, BUILDER), False),
        (Need("ec2:StopInstances", BUILDER, OF_ONE), False),
        (Need(TERMINATE, BUILDER.replace(":1:", ":2:"), OF_ONE), False),
    ],
)
def test_a_statement_allows_its_actions_on_its_resources_under_its_conditions(need, expected):
    assert policies.allowed([STATEMENT], need) is expected
