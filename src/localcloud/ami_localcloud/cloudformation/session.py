"""With whose credentials CloudFormation works, and failures that a test asks for."""

import json
import time

from localstack.services.cloudformation.engine.validations import ValidationError

from ami_localcloud import settings
from ami_localcloud.cloudformation.stack import Resource, Stack
from ami_localcloud.identity import roles

SERVICE = "cloudformation.amazonaws.com"


def check_role(role_arn: str | None) -> None:
    """Raises ValidationError unless CloudFormation can work as this role; no role is well."""
    role = roles.find(role_arn) if role_arn else None
    if role_arn and (role is None or not _trusts(role.assume_role_policy_document)):
        raise ValidationError(f"Role {role_arn} is invalid or cannot be assumed")


def _trusts(policy: str | dict) -> bool:
    """Whether a trust policy lets CloudFormation take the role."""
    statements = (json.loads(policy) if isinstance(policy, str) else policy).get("Statement") or []
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement.get("Principal") or {}
        services = principal.get("Service") or [] if isinstance(principal, dict) else [SERVICE]
        if statement.get("Effect") == "Allow" and SERVICE in ([services] if isinstance(services, str) else services):
            return True
    return False


def refusal(stack: Stack, since: float) -> str | None:
    """Why a call for this stack is refused, or None.

    Without a service role CloudFormation goes on with a session made from the caller's credentials; the setting
    `stackSessionSeconds` says for how long that one is good.
    """
    seconds = settings.value("stackSessionSeconds", stack.account_id)
    if seconds is None or stack.role_arn or time.time() - since < float(seconds):
        return None
    return "The security token included in the request is expired"


def provoked_failure(stack: Stack, resource: Resource) -> str | None:
    """The reason that the setting `deleteFailures` gives for this resource, by logical or physical id."""
    failures = settings.value("deleteFailures", stack.account_id) or {}
    return failures.get(resource.logical_id) or failures.get(resource.physical_id)
