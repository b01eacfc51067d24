"""How each service asks to slow down, as its clients report it.

EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/throttling.html and jclouds/legacy-jclouds#1214 (503)
CloudFormation, IAM, STS: `Throttling`, 400: aws/aws-sdk-go-v2#2481
Systems Manager and other JSON services: `ThrottlingException`, 400: anomalyco/ion#1138
Lambda: 429: HumanCellAtlas/data-store#1118
S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from typing import NamedTuple

from localstack.aws.api import RequestContext


class Throttling(NamedTuple):
    """An error code, its message and its HTTP status."""

    code: str
    message: str
    status: int


BY_SERVICE = {
    "ec2": Throttling("RequestLimitExceeded", "Request limit exceeded.", 503),
    "lambda": Throttling("TooManyRequestsException", "Rate exceeded", 429),
    "s3": Throttling("SlowDown", "Please reduce your request rate.", 503),
}


def of(context: RequestContext) -> Throttling:
    """What the service that was called answers when it is called too often."""
    code = "ThrottlingException" if "json" in context.protocol else "Throttling"
    return BY_SERVICE.get(context.service.service_name, Throttling(code, "Rate exceeded", 400))
