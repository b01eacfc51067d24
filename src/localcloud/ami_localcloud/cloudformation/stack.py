"""A stack, what it is made of, and the events it tells of itself.

Follows API_StackEvent and API_Stack of the CloudFormation API reference; LocalStack's own stack is extended, so that
its change sets and exports keep working.
"""

import json
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from localstack.services.cloudformation.v2 import entities

# What DescribeStackEvents shows in the place of a value that was given with NoEcho.
MASK = "****"


@dataclass
class Resource:
    """One resource of a stack as far as it exists: `model` is what its provider knows of it."""

    logical_id: str
    type: str
    properties: dict[str, Any] = field(default_factory=dict)
    model: dict[str, Any] = field(default_factory=dict)
    physical_id: str | None = None
    status: str = ""
    reason: str | None = None
    changed_at: datetime = field(default_factory=lambda: datetime.now(tz=UTC))
    needs: frozenset[str] = frozenset()
    deletion_policy: str = "Delete"
    replace_policy: str = "Delete"

    def failed(self) -> bool:
        return self.status.endswith("_FAILED")

    def complete(self) -> bool:
        return self.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE")


class Stack(entities.Stack):
    """LocalStack's stack with AWS's events, and with one condition variable that everything waits on.

    Signals, answers of custom resources and cancellations all notify `changed`, so nothing polls.
    """

    def __init__(self, account_id, region_name, request_payload, initial_status="CREATE_IN_PROGRESS", tags=None):
        self.resources: dict[str, Resource] = {}
        super().__init__(account_id, region_name, request_payload, initial_status, tags)
        self.changed = threading.Condition(threading.RLock())
        self.mailboxes: dict[str, Any] = {}
        self.operation: Any = None
        self.last_updated_time: datetime | None = None
        self.client_request_token: str | None = request_payload.get("ClientRequestToken")
        self.role_arn: str | None = request_payload.get("RoleARN")
        self.notification_arns: list[str] = request_payload.get("NotificationARNs") or []
        self.timeout_in_minutes: int | None = request_payload.get("TimeoutInMinutes")
        self.enable_termination_protection = bool(request_payload.get("EnableTerminationProtection"))
        self.disable_rollback = bool(request_payload.get("DisableRollback"))
        self.tags = list(tags or request_payload.get("Tags") or [])
        self.secrets: set[str] = set()
        self.evaluation: Any = None
        # Set by a reset: whatever still runs on the stack ends at once.
        self.forgotten = False

    @property
    def resolved_resources(self) -> dict[str, dict[str, Any]]:
        """The resources as LocalStack's change sets look at them."""
        return {
            name: {
                "LogicalResourceId": name,
                "Type": r.type,
                "Properties": r.model,
                "PhysicalResourceId": r.physical_id,
                "ResourceStatus": r.status,
            }
            for name, r in self.resources.items()
            if r.complete()
        }

    @resolved_resources.setter
    def resolved_resources(self, resources: dict) -> None:
        """LocalStack's constructor sets an empty map."""

    def on_failure(self) -> str:
        """ROLLBACK, DO_NOTHING or DELETE: what becomes of the stack when its creation fails."""
        return self.request_payload.get("OnFailure") or ("DO_NOTHING" if self.disable_rollback else "ROLLBACK")

    def mask(self, value: Any) -> Any:
        """A value as events show it: what was given with NoEcho is not seen. Outputs are not masked, as in AWS."""
        if isinstance(value, dict):
            return {k: self.mask(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.mask(v) for v in value]
        if isinstance(value, str):
            for secret in self.secrets:
                value = value.replace(secret, MASK)
        return value

    def wait_until(self, predicate: Callable[[], bool], seconds: float | None) -> bool:
        """Blocks until the predicate holds, at most so many seconds; True when it holds."""
        with self.changed:
            return bool(self.changed.wait_for(predicate, seconds))

    def tell(self, resource: Resource, status: str, reason: str | None = None) -> None:
        """Gives a resource a status, and says so in an event."""
        with self.changed:
            resource.status, resource.reason = status, reason
            resource.changed_at = datetime.now(tz=UTC)
            self._store(
                logical_id=resource.logical_id,
                resource_type=resource.type,
                physical_id=resource.physical_id or "",
                status=status,
                reason=reason,
                properties=resource.properties,
            )

    def set_stack_status(self, status, reason=None):
        """A stack's reason belongs to its present status: a status without one has none."""
        with self.changed:
            self.status, self.status_reason = status, reason
            if str(status) == "DELETE_COMPLETE":
                self.deletion_time = datetime.now(tz=UTC)
            self._store(
                logical_id=self.stack_name,
                resource_type="AWS::CloudFormation::Stack",
                physical_id=self.stack_id,
                status=status,
                reason=reason,
            )

    def _store(self, *, logical_id, resource_type, physical_id, status, reason, properties=None):
        now = datetime.now(tz=UTC)
        stamp = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        of_stack = physical_id == self.stack_id
        event = {
            "EventId": str(uuid.uuid4()) if of_stack else f"{logical_id}-{status}-{stamp}",
            "StackId": self.stack_id,
            "StackName": self.stack_name,
            "LogicalResourceId": logical_id,
            "PhysicalResourceId": physical_id,
            "ResourceType": resource_type,
            "ResourceStatus": str(status),
            "Timestamp": now,
        }
        if reason:
            event["ResourceStatusReason"] = self.mask(reason)
        if properties is not None:
            event["ResourceProperties"] = json.dumps(self.mask(properties), default=str)
        if self.client_request_token:
            event["ClientRequestToken"] = self.client_request_token
        if any(e["EventId"] == event["EventId"] for e in self.events[:20]):
            event["EventId"] += f"-{uuid.uuid4()}"
        self.events.insert(0, event)
        self.changed.notify_all()


def stacks_of(store) -> list[Stack]:
    """Those there are now, oldest first, deleted ones too: others may be made while they are looked at."""
    return list(store.stacks_v2.values())


def find(store, name_or_id: str) -> Stack | None:
    """By ARN every stack, deleted or not; by name the one that is not deleted."""
    if name_or_id.startswith("arn:"):
        return store.stacks_v2.get(name_or_id)
    named = (s for s in stacks_of(store) if s.stack_name == name_or_id)
    return next((s for s in named if str(s.status) != "DELETE_COMPLETE"), None)
