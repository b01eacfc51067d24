"""A cloud whose clock is ahead of its clients': it dates its answers so, and refuses what was signed too long ago.

How: aws-sdk-js#401, terraform-provider-aws#326 (Query), aws-sdk-js#527 (JSON),
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (EC2: RequestExpired),
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (S3: RequestTimeTooSkewed)
"""

from datetime import UTC, datetime, timedelta

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from ami_localcloud import settings
from ami_localcloud.identity.callers import is_client

FORM = "%Y%m%dT%H%M%SZ"
MINUTES = 5


def check(_: HandlerChain, context: RequestContext, __: Response) -> None:
    """A request handler: judges the signature's time by the cloud's clock. What runs inside the cloud has that too."""
    ahead = settings.value("clockAheadSeconds", context.account_id) if context.operation else 0
    if not ahead or not is_client(context):
        return
    context.clock_ahead = ahead
    now = datetime.now(UTC) + timedelta(seconds=ahead)
    signed = context.request.headers.get("X-Amz-Date")
    if signed and datetime.strptime(signed, FORM).replace(tzinfo=UTC) < now - timedelta(minutes=MINUTES):
        context.fault = "clock"
        raise _refusal(context, signed, now)


def _refusal(context: RequestContext, signed: str, now: datetime) -> CommonServiceException:
    if context.service.service_name == "ec2":
        return CommonServiceException("RequestExpired", "Request has expired.", 400, sender_fault=True)
    if context.service.service_name == "s3":
        message = "The difference between the request time and the current time is too large."
        return CommonServiceException("RequestTimeTooSkewed", message, 403, sender_fault=True)
    earliest = (now - timedelta(minutes=MINUTES)).strftime(FORM)
    message = f"Signature expired: {signed} is now earlier than {earliest} ({now.strftime(FORM)} - {MINUTES} min.)"
    if "json" in context.protocol:
        status = 403 if "rest" in context.protocol else 400
        return CommonServiceException("InvalidSignatureException", message, status, sender_fault=True)
    return CommonServiceException("SignatureDoesNotMatch", message, 403, sender_fault=True)
