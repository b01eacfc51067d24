"""Finds the provider of a resource type and calls it until it is done."""

import uuid
from time import sleep
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.api import CommonServiceException
from localstack.constants import INTERNAL_AWS_SECRET_ACCESS_KEY
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceProviderExecutor,
    convert_payload,
)

from ami_localcloud.cloudformation.stack import Resource, Stack

CUSTOM = "AWS::CloudFormation::CustomResource"
CANCELLED = "Resource creation cancelled"
# Types that CloudFormation itself carries out; the others have handlers with texts of their own form.
BUILT_IN = "AWS::CloudFormation::"
ACTIONS = {"create": "Add", "update": "Modify", "delete": "Remove"}
HANDLER_ERROR_CODES = (
    (("AlreadyExist", "Duplicate", "ResourceConflict"), "AlreadyExists"),
    (("NotFound", "NoSuchEntity"), "NotFound"),
    (("AccessDenied", "Unauthorized", "ExpiredToken"), "AccessDenied"),
    (("LimitExceeded",), "ServiceLimitExceeded"),
    (("Throttling", "RequestLimitExceeded"), "Throttling"),
    (("Invalid", "Malformed", "Validation", "Missing", "DependencyViolation"), "InvalidRequest"),
)

_own: dict[str, type[ResourceProvider]] = {}


def register(provider: type[ResourceProvider]) -> type[ResourceProvider]:
    """Puts a provider before LocalStack's of the same TYPE; usable as a decorator."""
    _own[provider.TYPE] = provider
    return provider


def find(resource_type: str) -> ResourceProvider | None:
    """The provider of a type, or None where there is none."""
    kind = CUSTOM if resource_type.startswith("Custom::") else resource_type
    if kind in _own:
        return _own[kind]()
    return ResourceProviderExecutor.try_load_resource_provider(kind)


def physical_id_of(resource: Resource, provider: ResourceProvider, model: dict[str, Any]) -> str | None:
    """The id that Ref yields, from the model; None while the model does not say it."""
    executor = ResourceProviderExecutor(stack_name="", stack_id="")
    kind = CUSTOM if resource.type.startswith("Custom::") else resource.type
    try:
        found = executor.extract_physical_resource_id_from_model_with_schema(model, kind, provider.SCHEMA)
    except (KeyError, TypeError, AttributeError):
        return None
    return str(found) if found else None


def request_for(operation, resource: Resource, action: str, desired: dict, previous: dict | None):
    """What a provider is called with. Beyond LocalStack's own fields it carries `operation`, `creation_policy`,
    `tags` (the stack's) and `system_tags` (aws:cloudformation:…)."""
    stack: Stack = operation.stack
    credentials = {
        "accessKeyId": stack.account_id,
        "secretAccessKey": INTERNAL_AWS_SECRET_ACCESS_KEY,
        "sessionToken": "",
    }
    request = convert_payload(
        stack_name=stack.stack_name,
        stack_id=stack.stack_id,
        payload={
            "awsAccountId": stack.account_id,
            "callbackContext": {},
            "stackId": stack.stack_name,
            "resourceType": resource.type,
            "resourceTypeVersion": "000000",
            "bearerToken": str(uuid.uuid4()),
            "region": stack.region_name,
            "action": ACTIONS[action],
            "requestData": {
                "logicalResourceId": resource.logical_id,
                "resourceProperties": desired,
                "previousResourceProperties": previous,
                "callerCredentials": credentials,
                "providerCredentials": credentials,
                "systemTags": {},
                "previousSystemTags": {},
                "stackTags": {},
                "previousStackTags": {},
            },
        },
    )
    definition = stack.evaluation.template["Resources"].get(resource.logical_id) or {}
    request.operation = operation
    request.creation_policy = (definition.get("CreationPolicy") or {}).get("ResourceSignal")
    request.tags = {tag["Key"]: tag["Value"] for tag in stack.tags}
    request.system_tags = {
        "aws:cloudformation:stack-name": stack.stack_name,
        "aws:cloudformation:stack-id": stack.stack_id,
        "aws:cloudformation:logical-id": resource.logical_id,
    }
    return request


def carry_out(operation, resource: Resource, action: str, desired: dict, previous: dict | None = None) -> ProgressEvent:
    """Calls the provider until it has succeeded or failed, at once again at first and then less often.

    A failed event's message is the resource's status reason; its model tells what of the resource exists, so an
    exception of a provider means that nothing of it does.
    """
    provider = find(resource.type)
    if provider is None:
        return ProgressEvent(OperationStatus.FAILED, message=f"Unrecognized resource type: {resource.type}")
    request = request_for(operation, resource, action, desired, previous)
    pause, known = 0.02, {}
    while True:
        try:
            event = getattr(provider, action)(request)
        except Exception as e:
            if action == "delete" and _is_gone(e):
                return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
            return ProgressEvent(OperationStatus.FAILED, resource_model=known, message=failure_text(resource, e))
        if event.status in (OperationStatus.SUCCESS, OperationStatus.FAILED):
            return event
        request.custom_context = {**request.custom_context, **event.custom_context}
        request.desired_state = known = event.resource_model
        operation.initiated(request, physical_id_of(resource, provider, event.resource_model or {}))
        if (action == "create" and operation.is_cancelled()) or operation.stack.forgotten:
            return ProgressEvent(OperationStatus.FAILED, resource_model=event.resource_model, message=CANCELLED)
        sleep(pause)
        pause = min(pause * 1.5, 0.5)


def _is_gone(error: Exception) -> bool:
    code = error.response["Error"]["Code"] if isinstance(error, ClientError) else ""
    return code.endswith((".NotFound", "NotFoundException")) or code in (
        "NoSuchBucket",
        "NoSuchEntity",
        "ResourceNotFound",
    )


def failure_text(resource: Resource, error: Exception) -> str:
    """The status reason for an exception: AWS's form for a service's refusal, bare text for CloudFormation's own."""
    if isinstance(error, CommonServiceException):
        return error.message
    if not isinstance(error, ClientError):
        return f"Internal Failure: {type(error).__name__}: {error}"
    said, about = error.response["Error"], error.response.get("ResponseMetadata", {})
    fitting = (name for parts, name in HANDLER_ERROR_CODES if any(p in said["Code"] for p in parts))
    code = next(fitting, "GeneralServiceException")
    service = resource.type.split("::")[1]
    return (
        f'Resource handler returned message: "{said["Message"]} (Service: {service}, Status Code: '
        f'{about.get("HTTPStatusCode")}, Request ID: {about.get("RequestId")}) (SDK Attempt Count: 1)" '
        f"(RequestToken: {uuid.uuid4()}, HandlerErrorCode: {code})"
    )
