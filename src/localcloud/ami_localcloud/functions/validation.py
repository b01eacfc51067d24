"""What AWS refuses when a function is created or updated, and LocalStack would let pass."""

from localstack.aws.api import RequestContext
from localstack.aws.api.lambda_ import InvalidParameterValueException
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from ami_localcloud.identity import roles

CREATING = ("CreateFunction", "UpdateFunctionConfiguration")
# Past "block function create" in https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html.
BLOCKED = ("python2.7", "python3.6", "python3.7")


def check(_: HandlerChain, context: RequestContext, __: Response) -> None:
    """A handler of the gateway; raises what AWS answers."""
    if not context.service or context.service.service_name != "lambda" or context.operation.name not in CREATING:
        return
    asked = context.service_request or {}
    if runtime := asked.get("Runtime"):
        _check_runtime(runtime)
    if (role := asked.get("Role")) and not roles.find(role):
        raise InvalidParameterValueException(
            "The role defined for the function cannot be assumed by Lambda.", Type="User"
        )


def _check_runtime(runtime: str) -> None:
    if runtime in BLOCKED:
        raise InvalidParameterValueException(
            f"The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. "
            "We recommend you use a supported runtime while creating or updating functions.",
            Type="User",
        )
    if not runtime.startswith("python"):
        raise InvalidParameterValueException(f"The local cloud runs Python functions only, not {runtime}.", Type="User")
