"""AWS::CloudFormation::WaitConditionHandle and AWS::CloudFormation::WaitCondition."""

import json

from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider

from ami_localcloud.cloudformation import signals, uploads
from ami_localcloud.cloudformation.names import physical_name

UNPARSABLE = "Unparsable WaitCondition data"
LONGEST_DATA = 4096  # bytes


def _signal(body: bytes) -> signals.Signal:
    """The signal of a PUT's body; raises ValueError for anything that is none."""
    said = json.loads(body)
    if not isinstance(said, dict) or said.get("Status") not in ("SUCCESS", "FAILURE"):
        raise ValueError(UNPARSABLE)
    fields = {k: said.get(k, "") for k in ("UniqueId", "Data", "Reason")}
    if not fields["UniqueId"] or not all(isinstance(v, str) for v in fields.values()):
        raise ValueError(UNPARSABLE)
    if len(fields["Data"].encode()) > LONGEST_DATA:
        raise ValueError(UNPARSABLE)
    return signals.Signal(fields["UniqueId"], said["Status"], fields["Data"], fields["Reason"])


class WaitConditionHandle(ResourceProvider):
    """Its Ref is the URL; what is PUT there before the wait condition looks is kept, as in AWS."""

    TYPE = "AWS::CloudFormation::WaitConditionHandle"
    SCHEMA = {
        "typeName": TYPE,
        "primaryIdentifier": ["/properties/Id"],
        "additionalProperties": False,
        "properties": {"Id": {"type": "string"}},
        "readOnlyProperties": ["/properties/Id"],
    }

    def create(self, request):
        stack = request.operation.stack
        bucket = f"cloudformation-waitcondition-{request.region_name}"
        key = f"{request.stack_id}/{request.logical_resource_id}"
        mailbox: list[signals.Mailbox] = []

        def receive(body: bytes) -> None:
            try:
                signals.deliver(stack, url, _signal(body))
            except ValueError:
                with stack.changed:
                    mailbox[0].fault = UNPARSABLE
                    stack.changed.notify_all()

        url = uploads.make(bucket, key, request.region_name, receive)
        mailbox.append(signals.open_mailbox(stack, url))
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={"Id": url})

    def delete(self, request):
        url = request.desired_state["Id"]
        uploads.forget(url)
        signals.close_mailbox(request.operation.stack, url)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})


class WaitCondition(ResourceProvider):
    """With a CreationPolicy the engine waits; with a handle it is waited for here."""

    TYPE = "AWS::CloudFormation::WaitCondition"
    SCHEMA = {
        "typeName": TYPE,
        "primaryIdentifier": ["/properties/Id"],
        "additionalProperties": False,
        "properties": {
            "Id": {"type": "string"},
            "Data": {"type": "object"},
            "Count": {"type": "integer", "minimum": 1},
            "Handle": {"type": "string"},
            "Timeout": {"type": "integer", "minimum": 1, "maximum": signals.LONGEST},
        },
        "readOnlyProperties": ["/properties/Id", "/properties/Data"],
    }

    def create(self, request):
        wanted, policy = request.desired_state, request.creation_policy
        if policy is not None:
            if wanted:
                raise ValidationError("WaitCondition with a CreationPolicy takes no properties")
            name = physical_name(request.stack_name, request.logical_resource_id)
            return ProgressEvent(OperationStatus.SUCCESS, resource_model={"Id": name})
        for required in ("Handle", "Timeout"):
            if required not in wanted:
                raise ValidationError(f"Property {required} cannot be empty.")
        stack, handle = request.operation.stack, wanted["Handle"]
        if handle not in stack.mailboxes:
            raise ValidationError("Invalid WaitConditionHandle")
        model = {"Id": next(f"{stack.stack_id}/{r.logical_id}" for r in _resources(stack) if r.physical_id == handle)}
        request.operation.initiated(request, model["Id"])
        count = int(wanted.get("Count", 1))
        mailbox = signals.wait(stack, handle, count, int(wanted["Timeout"]), request.operation.is_cancelled)
        if failure := mailbox.failure():
            text = f"WaitCondition received failed message: '{failure.reason}' for uniqueId: {failure.unique_id}"
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=text)
        if mailbox.fault:
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=mailbox.fault)
        if mailbox.successes() < count:
            text = f"WaitCondition timed out. Received {mailbox.successes()} conditions when expecting {count}"
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=text)
        data = {s.unique_id: s.data for s in mailbox.received.values()}
        model["Data"] = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    def update(self, request):
        # A wait condition does not fire again on update.
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=request.previous_state)

    def delete(self, request):
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})


def _resources(stack):
    with stack.changed:
        return list(stack.resources.values())
