"""Who may assume a role, and for how long.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html (external ids, session length, chains)
"""

import json
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from ami_localcloud.identity import roles, user_sessions
from ami_localcloud.identity.callers import principal_arn, role_session
from ami_localcloud.identity.user_sessions import check_duration, check_mfa, denied, invalid

HOUR, MOST = 3600, 12 * 3600
TOO_LONG = "The requested DurationSeconds exceeds"


def check(_: HandlerChain, context: RequestContext, __: Response) -> None:
    """A request handler: refuses AssumeRole of users and roles whom the role's trust policy does not let.

    The account itself may assume all that is in it, which AWS forbids: its number is the key of whoever tries things.
    """
    if not context.operation or context.operation.name != "AssumeRole" or context.is_internal_call:
        return
    request = context.service_request or {}
    seconds = request.get("DurationSeconds")
    check_duration(seconds, MOST)
    user, session = user_sessions.caller(context), role_session(context)
    arn = request.get("RoleArn") or ""
    if user is None and session is None:
        return
    mfa = user is not None and user.mfa
    if request.get("SerialNumber") or request.get("TokenCode"):
        check_mfa(user.user if user else None, request.get("SerialNumber") or "", request.get("TokenCode") or "")
        mfa = True
    known = {"aws:MultiFactorAuthPresent": "true"} if mfa else {}
    if request.get("ExternalId"):
        known["sts:ExternalId"] = request["ExternalId"]
    principal = principal_arn(context)
    trusted = {principal, session.role_arn} if session else {principal}
    role = roles.find(arn)
    if role is None or not _trusts(role.assume_role_policy_document, trusted, context.account_id, known):
        raise denied(f"User: {principal} is not authorized to perform: sts:AssumeRole on resource: {arn}")
    if seconds and session and seconds > HOUR:
        raise invalid(f"{TOO_LONG} the 1 hour session limit for roles assumed by role chaining.")
    if seconds and seconds > int(role.max_session_duration or HOUR):
        raise invalid(f"{TOO_LONG} the MaxSessionDuration set for this role.")


def _trusts(policy: str | dict, principals: set[str], account_id: str, known: dict[str, str]) -> bool:
    statements = (json.loads(policy) if isinstance(policy, str) else policy).get("Statement") or []
    statements = statements if isinstance(statements, list) else [statements]
    fitting = {
        s["Effect"]
        for s in statements
        if roles.matches([a.lower() for a in roles.listed(s.get("Action", []))], "sts:assumerole")
        and _names(s.get("Principal"), principals, account_id)
        and _holds(s.get("Condition") or {}, known)
    }
    return fitting == {"Allow"}


def _names(principal: Any, principals: set[str], account_id: str) -> bool:
    named = ["*"] if principal == "*" else roles.listed((principal or {}).get("AWS", []))
    account = {account_id, *(f"arn:{p}:iam::{account_id}:root" for p in ("aws", "aws-cn", "aws-us-gov"))}
    return any(one == "*" or one in account or one in principals for one in named)


def _holds(conditions: dict[str, dict[str, Any]], known: dict[str, str]) -> bool:
    """Operators that end in IfExists hold for what is not known; those we do not have do not hold."""
    for operator, keys in conditions.items():
        kind, optional = operator.removesuffix("IfExists"), operator.endswith("IfExists")
        for key, wanted in keys.items():
            given = known.get(key)
            if given is None and optional:
                continue
            values = [str(w).lower() if kind == "Bool" else w for w in roles.listed(_plain(wanted))]
            equal = kind in ("StringEquals", "Bool") and given in values
            if given is None or not (equal or (kind == "StringLike" and roles.matches(values, given))):
                return False
    return True


def _plain(wanted: Any) -> Any:
    return str(wanted) if isinstance(wanted, bool) else wanted
