"""IAM's policy simulator, as far as it tells what a user or role may do: policies of groups, boundaries, conditions.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from moto.iam.exceptions import NotFoundException
from moto.iam.models import iam_backends

from ami_localcloud.identity import roles

ALLOWED, DENIED, NOT_ALLOWED = "allowed", "explicitDeny", "implicitDeny"
ENTITY = re.compile(r"arn:[\w-]+:iam::(\d{12}):(user|role|group)/(?:.*/)?([^/]+)")
OPERATORS = {
    "StringEquals": lambda wanted, given: given == wanted,
    "StringLike": lambda wanted, given: roles.matches([wanted], given),
    "ArnLike": lambda wanted, given: roles.matches([wanted], given),
    "ArnEquals": lambda wanted, given: roles.matches([wanted], given),
    "StringNotEquals": lambda wanted, given: given != wanted,
}


class Simulator:
    """Takes the place of LocalStack's."""

    def simulate_principal_policy(self, context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        documents, boundary = _policies(context, request["PolicySourceArn"])
        known = {
            e["ContextKeyName"].lower(): e.get("ContextKeyValues") or [] for e in request.get("ContextEntries") or []
        }
        arns = request.get("ResourceArns") or ["*"]
        results = []
        for action in request["ActionNames"]:
            each = [_result(documents, boundary, action, arn, known) for arn in arns]
            worst = next((e for e in each if e["EvalDecision"] != ALLOWED), each[0])
            results.append({"EvalActionName": action} | (worst if len(arns) == 1 else _several(worst, each)))
        return {"EvaluationResults": results, "IsTruncated": False}


def _several(worst: dict[str, Any], each: list[dict[str, Any]]) -> dict[str, Any]:
    renamed = [{("EvalResourceDecision" if k == "EvalDecision" else k): v for k, v in e.items()} for e in each]
    return worst | {"EvalResourceName": "*", "ResourceSpecificResults": renamed}


def _policies(context: RequestContext, arn: str) -> tuple[list[dict], list[dict] | None]:
    """The statements of an entity, and of its boundary if it has one."""
    entity = ENTITY.fullmatch(arn)
    if not entity:
        raise CommonServiceException(
            "InvalidInput",
            f"Invalid Entity Arn: {arn} does not clearly define entity type and name.",
            sender_fault=True,
        )
    backend = iam_backends[context.account_id][context.partition]
    kind, name = entity[2], entity[3]
    try:
        found = getattr(backend, f"get_{kind}")(name)
    except NotFoundException:
        found = None
    if found is None or found.arn != arn:
        raise CommonServiceException("NoSuchEntity", f"The {kind} with name {name} cannot be found.", 404, True)
    holders = [found]
    if kind == "user":
        holders += [g for g in list(backend.groups.values()) if any(u.name == name for u in g.users)]
    documents = [d for h in holders for d in (*h.policies.values(), *map(roles.in_force, h.managed_policies.values()))]
    boundary = getattr(found, "permissions_boundary_arn", None) or getattr(found, "permissions_boundary", None)
    boundary = boundary.get("PermissionsBoundaryArn") if isinstance(boundary, dict) else boundary
    bounds = roles.in_force(backend.managed_policies[boundary]) if boundary in backend.managed_policies else None
    return list(_statements(documents)), list(_statements([bounds])) if bounds else None


def _statements(documents: Iterable[Any]) -> Iterable[dict[str, Any]]:
    for document in documents:
        parsed = json.loads(document) if isinstance(document, str) else document
        statements = parsed.get("Statement", [])
        yield from statements if isinstance(statements, list) else [statements]


def _result(
    statements: list[dict], boundary: list[dict] | None, action: str, arn: str, known: dict[str, list[str]]
) -> dict[str, Any]:
    missing: set[str] = set()
    decision = _decision(statements, action, arn, known, missing)
    result: dict[str, Any] = {"EvalResourceName": arn, "EvalDecision": decision, "MatchedStatements": []}
    if boundary is not None:
        bounded = _decision(boundary, action, arn, known, missing)
        result["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": bounded == ALLOWED}
        if bounded != ALLOWED and decision == ALLOWED:
            result["EvalDecision"] = bounded
    return result | {"MissingContextValues": sorted(missing)}


def _decision(statements: list[dict], action: str, arn: str, known: dict[str, list[str]], missing: set[str]) -> str:
    met = {s["Effect"] for s in statements if roles.applies(s, action, arn) and _holds(s, known, missing)}
    return DENIED if "Deny" in met else ALLOWED if "Allow" in met else NOT_ALLOWED


def _holds(statement: dict[str, Any], known: dict[str, list[str]], missing: set[str]) -> bool:
    """Whether the conditions hold; what they ask for and nobody gave is noted."""
    holds = True
    for operator, keys in (statement.get("Condition") or {}).items():
        for key, wanted in keys.items():
            if key.lower() not in known:
                missing.add(key)
                holds = False
            elif operator not in OPERATORS or not any(
                OPERATORS[operator](w, g) for w in roles.listed(wanted) for g in known[key.lower()]
            ):
                holds = False
    return holds


def install() -> None:
    """Called once, before IAM loads."""
    from localstack.services.iam import provider

    provider.BasicIAMPolicySimulator = Simulator
