"""How operations of ours are put into LocalStack's EC2: by name, before the service loads."""

from collections.abc import Callable
from typing import Any

from botocore import xform_name
from localstack.aws.api import RequestContext, handler
from localstack.aws.forwarder import create_aws_request_context
from localstack.services.moto import call_moto
from werkzeug.datastructures import Headers

Operation = Callable[[RequestContext, dict[str, Any]], dict[str, Any] | None]


def register(operations: dict[str, Operation]) -> None:
    """`operations`: API name to function of context and request that returns the answer."""
    from localstack.services.ec2.provider import Ec2Provider

    for name, operation in operations.items():
        # Under the name LocalStack gives the operation, so that it takes the place of what may be there.
        setattr(Ec2Provider, xform_name(name), _method(name, operation))


def _method(name: str, operation: Operation) -> Callable:
    def method(self: Any, context: RequestContext, request: dict[str, Any]) -> dict[str, Any] | None:
        return operation(context, request)

    # LocalStack finds the function to call by its __name__.
    method.__name__ = xform_name(name)
    return handler(name, expand=False)(method)


def backend_of(context: RequestContext) -> Any:
    """moto's backend for the caller's account and region."""
    from moto.ec2.models import ec2_backends

    return ec2_backends[context.account_id][context.region]


def moto(context: RequestContext, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """Another operation's answer from moto, for the same caller."""
    inner = create_aws_request_context(
        service_name="ec2", action=operation, parameters=request, region=context.region, protocol=context.protocol
    )
    headers = Headers(context.request.headers)
    headers.pop("Content-Type", None)
    headers.pop("Content-Length", None)
    inner.request.headers.update(headers)
    return call_moto(inner)
