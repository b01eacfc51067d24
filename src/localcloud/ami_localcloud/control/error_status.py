"""The HTTP status that goes with an error code: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"""

from localstack.aws.api import RequestContext

FORBIDDEN = {
    "AccessDenied",
    "AuthFailure",
    "ExpiredToken",
    "InvalidClientTokenId",
    "OptInRequired",
    "SignatureDoesNotMatch",
    "UnauthorizedOperation",
}
INTERNAL = {
    "InternalError",
    "InternalFailure",
    "InternalServerError",
    "ServiceException",
    # nib-health-funds/hammertime#29
    "InsufficientInstanceCapacity",
}
UNAVAILABLE = {"RequestLimitExceeded", "ServiceUnavailable", "Unavailable", "SlowDown"}


def status_of(code: str, context: RequestContext) -> int:
    """The status of the service's own model where it names the error, else that of the common errors."""
    for shape in context.operation.error_shapes:
        declared = shape.metadata.get("error", {})
        if code in (shape.name, declared.get("code")) and "httpStatusCode" in declared:
            return declared["httpStatusCode"]
    if code in INTERNAL:
        return 500
    if code in UNAVAILABLE:
        return 503
    # JSON services answer refusals with 400 too, but for REST ones.
    return 403 if code in FORBIDDEN or (code == "AccessDeniedException" and "rest" in context.protocol) else 400
