"""Who makes a call: the role session or user behind its access key, else the account itself."""

from localstack.aws.api import RequestContext
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header
from moto.sts.models import AssumedRole, sts_backends

from ami_localcloud.identity import user_sessions


def principal_arn(context: RequestContext) -> str:
    """The ARN that AWS would log: of an assumed role's session, of a user, or of the account's root."""
    if session := role_session(context):
        return session.arn
    found = user_sessions.caller(context)
    return found.user.arn if found else f"arn:{context.partition}:iam::{context.account_id}:root"


def is_client(context: RequestContext) -> bool:
    """Whether the call comes from outside: not from a service of the cloud, nor from what runs in it as a role."""
    return not context.is_internal_call and role_session(context) is None


def role_session(context: RequestContext) -> AssumedRole | None:
    """The assumed role whose credentials signed the call, if any did."""
    key = extract_access_key_id_from_auth_header(context.request.headers)
    if not key or key.isdigit():
        return None
    return sts_backends[context.account_id][context.partition].get_assumed_role_from_access_key(key)
