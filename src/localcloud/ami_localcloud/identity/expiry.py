"""Temporary credentials whose time is over.

EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (RequestExpired)
Others: eksctl-io/eksctl#5968 (Query), hashicorp/terraform-provider-aws#32809 (REST)
"""

import threading
import time

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from ami_localcloud import settings
from ami_localcloud.identity.callers import is_client

MESSAGE = "The security token included in the request is expired"

_lock = threading.Lock()
_first_used: dict[tuple[str, str], float] = {}


def check(_: HandlerChain, context: RequestContext, __: Response) -> None:
    """A request handler: refuses a client's session token that was first used longer ago than `sessionSeconds`."""
    token = context.request.headers.get("X-Amz-Security-Token")
    if not context.operation or not token or not is_client(context):
        return
    with _lock:
        used = _first_used.setdefault((context.account_id, token), time.monotonic())
    seconds = settings.value("sessionSeconds", context.account_id)
    if seconds is not None and time.monotonic() - used >= seconds:
        context.fault = "expired"
        raise _refusal(context)


def reset(account_id: str | None) -> None:
    """Forgets the tokens of an account, or all."""
    with _lock:
        for key in [key for key in _first_used if account_id in (None, key[0])]:
            del _first_used[key]


def _refusal(context: RequestContext) -> CommonServiceException:
    if context.service.service_name == "ec2":
        return CommonServiceException("RequestExpired", "Request has expired.", 400, sender_fault=True)
    if "json" in context.protocol:
        status = 403 if "rest" in context.protocol else 400
        return CommonServiceException("ExpiredTokenException", MESSAGE, status, sender_fault=True)
    return CommonServiceException("ExpiredToken", MESSAGE, 403, sender_fault=True)
