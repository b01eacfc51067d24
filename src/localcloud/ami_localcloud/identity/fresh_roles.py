"""A role made seconds ago: its policies do not hold yet everywhere, and first calls with it are refused.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html (eventual consistency)
"""

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response
from moto.core.utils import utcnow

from ami_localcloud import settings
from ami_localcloud.identity import roles
from ami_localcloud.identity.callers import role_session


def check(_: HandlerChain, context: RequestContext, __: Response) -> None:
    """A request handler: refuses calls of a role younger than the setting `freshRoleSeconds`."""
    if not context.operation or context.operation.name == "GetCallerIdentity":
        # That one needs no permission.
        return
    seconds = settings.value("freshRoleSeconds", context.account_id)
    session = role_session(context) if seconds else None
    role = roles.find(session.role_arn) if session else None
    if session and role and (utcnow() - role.create_date).total_seconds() < seconds:
        raise refusal(context, session.arn)


def refusal(context: RequestContext, principal: str) -> CommonServiceException:
    """The error with which the called service refuses somebody without the permission."""
    action = f"{context.service.signing_name}:{context.operation.name}"
    reason = (
        f"User: {principal} is not authorized to perform: {action} "
        f"because no identity-based policy allows the {action} action"
    )
    if context.service.service_name == "ec2":
        message = f"You are not authorized to perform this operation. {reason}"
        return CommonServiceException("UnauthorizedOperation", message, 403, sender_fault=True)
    if "json" in context.protocol:
        status = 403 if "rest" in context.protocol else 400
        return CommonServiceException("AccessDeniedException", reason, status, sender_fault=True)
    return CommonServiceException("AccessDenied", reason, 403, sender_fault=True)
