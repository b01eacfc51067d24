"""AWS::CloudFormation::CustomResource and Custom::*: asks a Lambda function, and waits for its answer at a URL.

Follows "Custom resource request objects" and "Custom resource response objects" of the CloudFormation user guide.
"""

import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider

from ami_localcloud.cloudformation import uploads
from ami_localcloud.cloudformation.names import physical_name

LONGEST_ANSWER = 4096  # bytes of the whole body
LONGEST_ID = 1024  # bytes of a PhysicalResourceId
DEFAULT_TIMEOUT = 3600  # seconds


@dataclass
class Answer:
    """The first PUT to the ResponseURL; a later one, of a second invocation, is let fall."""

    body: bytes | None = None


class CustomResourceFailed(Exception):
    """The message is the resource's status reason."""


def as_text(value: Any) -> Any:
    """Primitive values arrive as strings."""
    if isinstance(value, dict):
        return {k: as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_text(v) for v in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def parse(body: bytes) -> dict[str, Any]:
    """The answer as a map; raises CustomResourceFailed with AWS's text for what is no good answer."""
    if len(body) > LONGEST_ANSWER:
        raise CustomResourceFailed("Response object is too long.")
    try:
        answer = json.loads(body)
    except ValueError:
        raise CustomResourceFailed("Response is not valid JSON") from None
    if not isinstance(answer, dict):
        raise CustomResourceFailed("Response is not valid JSON")
    if answer.get("Status") not in ("SUCCESS", "FAILED"):
        raise CustomResourceFailed(f"Invalid Response object: '{answer.get('Status')}' is not a valid ResponseStatus")
    if not isinstance(answer.get("Data") or {}, dict):
        raise CustomResourceFailed("Invalid response object: Value of property {Data} must be an object")
    if answer["Status"] == "SUCCESS":
        name = answer.get("PhysicalResourceId")
        if not isinstance(name, str) or not name or len(name.encode()) > LONGEST_ID:
            raise CustomResourceFailed("Invalid PhysicalResourceId")
    return answer


class CustomResource(ResourceProvider):
    """Invokes asynchronously, as AWS does, so that Lambda's own retries after a crash come on top."""

    TYPE = "AWS::CloudFormation::CustomResource"
    SCHEMA = {
        "typeName": TYPE,
        "primaryIdentifier": ["/properties/__id"],
        "properties": {
            "ServiceToken": {"type": "string"},
            "ServiceTimeout": {"type": "integer", "minimum": 1, "maximum": 3600},
        },
        "required": ["ServiceToken"],
    }

    def create(self, request):
        return self._ask(request, "Create", request.desired_state, None)

    def update(self, request):
        # Another id in the answer is a replacement: the update sends Delete for the old one when it cleans up.
        before = request.previous_state
        return self._ask(request, "Update", request.desired_state, before["__id"], before["__properties"])

    def delete(self, request):
        model = request.desired_state
        return self._ask(request, "Delete", model["__properties"], model["__id"])

    def _ask(self, request, kind, properties, physical_id, old=None) -> ProgressEvent:
        # Also an id for what never answers, so that the Delete of a rollback has one to name.
        known = physical_id or physical_name(request.stack_name, request.logical_resource_id, separator="_")
        model = {"__id": known, "__properties": properties}
        try:
            answer, answered = self._converse(request, kind, properties, physical_id, old)
        except CustomResourceFailed as e:
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=str(e))
        if kind != "Delete" and isinstance(answer.get("PhysicalResourceId"), str) and answer["PhysicalResourceId"]:
            model["__id"] = answer["PhysicalResourceId"]
        if answer["Status"] == "FAILED":
            message = (
                f"Received response status [FAILED] from custom resource. Message returned: {answer.get('Reason')}"
            )
            message += f" (RequestId: {answered.rsplit('|', 1)[-1]})"
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=message)
        data = answer.get("Data") or {}
        if answer.get("NoEcho") is True:
            request.operation.stack.secrets |= {str(v) for v in data.values() if v}
        model = {**data, **model, "__answered": answered}
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    def _converse(self, request, kind, properties, physical_id, old) -> tuple[dict, str]:
        stack, request_id, answer = request.operation.stack, str(uuid.uuid4()), Answer()
        key = f"{request.stack_id}|{request.logical_resource_id}|{request_id}"

        def receive(body: bytes) -> None:
            with stack.changed:
                if answer.body is None:
                    answer.body = body
                    stack.changed.notify_all()

        bucket = f"cloudformation-custom-resource-response-{request.region_name.replace('-', '')}"
        url = uploads.make(bucket, key, request.region_name, receive, 7200)
        event = {
            "RequestType": kind,
            "RequestId": request_id,
            "ResponseURL": url,
            "StackId": request.stack_id,
            "ServiceToken": properties["ServiceToken"],
            "ResourceType": request.resource_type,
            "LogicalResourceId": request.logical_resource_id,
            "ResourceProperties": as_text(properties),
        }
        if physical_id:
            event["PhysicalResourceId"] = physical_id
        if old is not None:
            event["OldResourceProperties"] = as_text(old)
        self._invoke(request, properties["ServiceToken"], event)
        deadline = time.monotonic() + int(properties.get("ServiceTimeout") or DEFAULT_TIMEOUT)
        # A deletion goes on to its end, whatever else of the stack is cancelled.
        cancelled = request.operation.is_cancelled if kind != "Delete" else lambda: stack.forgotten
        # A late or second answer is still taken, as S3 takes it, and looked at by nobody.
        stack.wait_until(lambda: answer.body is not None or cancelled(), deadline - time.monotonic())
        if answer.body is None:
            raise CustomResourceFailed(
                "CloudFormation did not receive a response from your Custom Resource. Please check your logs for "
                f"requestId [{request_id}]. If you are using the Python cfn-response module, you may need to update "
                "your Lambda function code so that CloudFormation can attach the updated version."
            )
        return parse(answer.body), key

    @staticmethod
    def _invoke(request, service_token: str, event: dict) -> None:
        if ":lambda:" not in service_token:
            raise CustomResourceFailed("Invalid service token.")
        try:
            request.aws_client_factory.lambda_.invoke(
                FunctionName=service_token, InvocationType="Event", Payload=json.dumps(event).encode()
            )
        except Exception as e:
            raise CustomResourceFailed(str(e).split("operation: ", 1)[-1]) from e
