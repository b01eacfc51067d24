"""Signals to resources that wait for them: who may be signalled, what came, and the wait itself.

Follows AWS::CloudFormation::WaitCondition, the CreationPolicy attribute and API_SignalResource.
"""

import re
import time
from dataclasses import dataclass, field

from localstack.services.cloudformation.engine.validations import ValidationError

from ami_localcloud.cloudformation.stack import Stack

LONGEST = 43200  # seconds, 12 hours
DEFAULT_TIMEOUT = "PT5M"
DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


@dataclass
class Signal:
    """One signal; `data` and `reason` come with wait condition handles only."""

    unique_id: str
    status: str
    data: str = ""
    reason: str = ""


@dataclass
class Mailbox:
    """What a resource was told; the first signal of each unique id counts, a repeated one is the same one."""

    received: dict[str, Signal] = field(default_factory=dict)
    fault: str | None = None

    def failure(self) -> Signal | None:
        return next((s for s in self.received.values() if s.status == "FAILURE"), None)

    def successes(self) -> int:
        return sum(s.status == "SUCCESS" for s in self.received.values())


class SignalsFailed(Exception):
    """The wait ended without what was waited for; the message is the resource's status reason."""


def seconds_of(duration: str) -> int:
    """Seconds of an ISO 8601 duration; raises ValidationError for what is none, or for over 12 hours."""
    match = DURATION.fullmatch(str(duration))
    if not match or not any(match.groups()):
        raise ValidationError(f"Invalid Timeout value {duration} in CreationPolicy: it is no ISO8601 duration")
    seconds = sum(int(n or 0) * unit for n, unit in zip(match.groups(), (86400, 3600, 60, 1), strict=True))
    if seconds > LONGEST:
        raise ValidationError(f"Invalid Timeout value {duration} in CreationPolicy: the maximum is PT12H")
    return seconds


def open_mailbox(stack: Stack, name: str) -> Mailbox:
    """From now on signals to this name are taken."""
    with stack.changed:
        return stack.mailboxes.setdefault(name, Mailbox())


def close_mailbox(stack: Stack, name: str) -> None:
    with stack.changed:
        stack.mailboxes.pop(name, None)


def deliver(stack: Stack, name: str, signal: Signal) -> bool:
    """Puts a signal into an open mailbox; False when it is a repeated one."""
    with stack.changed:
        mailbox = stack.mailboxes[name]
        if signal.unique_id in mailbox.received:
            return False
        mailbox.received[signal.unique_id] = signal
        stack.changed.notify_all()
        return True


def wait(stack: Stack, name: str, count: int, seconds: float, cancelled) -> Mailbox:
    """Blocks until so many SUCCESS signals, a FAILURE, the time-out or a cancellation; returns what came."""
    mailbox = stack.mailboxes[name]
    deadline = time.monotonic() + seconds
    stack.wait_until(
        lambda: mailbox.successes() >= count or mailbox.failure() or mailbox.fault or cancelled(),
        max(0.0, deadline - time.monotonic()),
    )
    return mailbox


def await_creation_policy(stack: Stack, logical_id: str, policy: dict, cancelled) -> None:
    """Waits as CreationPolicy.ResourceSignal says; raises SignalsFailed with AWS's text."""
    count = int(policy.get("Count", 1))
    try:
        mailbox = wait(stack, logical_id, count, seconds_of(policy.get("Timeout", DEFAULT_TIMEOUT)), cancelled)
    finally:
        close_mailbox(stack, logical_id)
    if failure := mailbox.failure():
        raise SignalsFailed(f"Received FAILURE signal with UniqueId {failure.unique_id}")
    if mailbox.successes() < count and not cancelled():
        missing = count - mailbox.successes()
        raise SignalsFailed(f"Failed to receive {missing} resource signal(s) within the specified duration")


def signal_resource(stack: Stack | None, name: str, logical_id: str, unique_id: str, status: str) -> None:
    """API_SignalResource: raises ValidationError unless the resource is in progress and waits for signals."""
    if stack is None:
        raise ValidationError(f"Stack '{name}' does not exist")
    with stack.changed:
        if not str(stack.status).endswith("_IN_PROGRESS"):
            raise ValidationError(f"Stack {stack.stack_id} is in {stack.status} state and cannot be signaled")
        resource = stack.resources.get(logical_id)
        if resource is None or not resource.status:
            raise ValidationError(f"Resource {logical_id} does not exist for stack {stack.stack_name}")
        if logical_id not in stack.mailboxes:
            raise ValidationError(f"Resource {logical_id} is in {resource.status} state and cannot be signaled")
        if deliver(stack, logical_id, Signal(unique_id, status)):
            stack.tell(resource, resource.status, f"Received {status} signal with UniqueId {unique_id}")
