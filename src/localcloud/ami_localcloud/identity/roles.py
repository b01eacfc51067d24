"""Roles and what their policies allow."""

import fnmatch
import json
from collections.abc import Iterator
from typing import Any

from moto.iam.models import ManagedPolicy, Role, iam_backends


def find(role_arn: str) -> Role | None:
    """The role with this ARN, if there is one."""
    try:
        partition, account_id = role_arn.split(":")[1], role_arn.split(":")[4]
    except IndexError:
        return None
    # A list at once, here and elsewhere: others may make roles meanwhile.
    roles = list(iam_backends[account_id][partition].roles.values())
    return next((role for role in roles if role.arn == role_arn), None)


def allows(role_arn: str, action: str, resource: str) -> bool:
    """Whether the role's own policies allow an action on a resource; an explicit deny wins.

    Conditions are not evaluated: a statement with one counts as an allowance, never as a denial.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
    """
    role = find(role_arn)
    statements = [one for one in _statements(role) if applies(one, action, resource)] if role else []
    if any(one["Effect"] == "Deny" and "Condition" not in one for one in statements):
        return False
    return any(one["Effect"] == "Allow" for one in statements)


def _statements(role: Role) -> Iterator[dict[str, Any]]:
    documents = list(role.policies.values())
    documents += [in_force(policy) for policy in list(role.managed_policies.values())]
    for document in documents:
        parsed = json.loads(document) if isinstance(document, str) else document
        statements = parsed.get("Statement", [])
        yield from statements if isinstance(statements, list) else [statements]


def in_force(policy: ManagedPolicy) -> str:
    """The document of a managed policy's default version."""
    return next(v.document for v in policy.versions if v.version_id == policy.default_version_id)


def applies(statement: dict[str, Any], action: str, resource: str) -> bool:
    actions = [pattern.lower() for pattern in listed(statement.get("Action", []))]
    excepted = [pattern.lower() for pattern in listed(statement.get("NotAction", []))]
    named = matches(actions, action.lower()) or ("NotAction" in statement and not matches(excepted, action.lower()))
    return named and matches(listed(statement.get("Resource", [])), resource)


def matches(patterns: list[str], value: str) -> bool:
    # IAM knows * and ? only; a bracket stands for itself.
    return any(fnmatch.fnmatchcase(value, pattern.replace("[", "[[]")) for pattern in patterns)


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
