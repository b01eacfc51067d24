"""With whose credentials CloudFormation works, and failures that a test asks for."""

import time

from ami_localcloud import settings
from ami_localcloud.cloudformation.stack import Resource, Stack


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
