"""What runs on a stack: its creation, update or deletion, one at a time, on a thread of its own."""

import logging
import threading
import time

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent

from ami_localcloud.cloudformation import providers, session
from ami_localcloud.cloudformation.scheduling import reversed_needs, run_in_order
from ami_localcloud.cloudformation.stack import Resource, Stack

LOG = logging.getLogger(__name__)


class Operation:
    """`run` is the work; `cancel` ends its waits at once; `finished` is set when nothing of it runs any more."""

    BROKEN = "CREATE_FAILED"  # the status of a stack whose operation broke off

    def __init__(self, stack: Stack):
        self.stack = stack
        self.started = time.time()
        self.finished = threading.Event()
        self._cancelled = False
        self.superseded = False

    def start(self) -> None:
        self.stack.operation = self
        threading.Thread(target=self._run, name=f"cloudformation-{self.stack.stack_name}", daemon=True).start()

    def _run(self) -> None:
        try:
            self.run()
        except Exception:
            # A fault of ours: whoever watches the stack must not wait for ever.
            LOG.exception("cloudformation %s", self.stack.stack_name)
            self.settle(self.BROKEN, "Internal Failure")
        finally:
            self.finished.set()

    def run(self) -> None:
        raise NotImplementedError

    def cancel(self) -> None:
        with self.stack.changed:
            self._cancelled = True
            self.stack.changed.notify_all()

    def is_cancelled(self) -> bool:
        return self._cancelled

    def supersede(self) -> None:
        """Another operation takes over: this one ends, and says nothing more of the stack itself."""
        with self.stack.changed:
            self.superseded = True
            self.cancel()

    def settle(self, status: str, reason: str | None = None) -> bool:
        """Gives the stack a status, unless another operation has taken over."""
        with self.stack.changed:
            if not self.superseded:
                self.stack.set_stack_status(status, reason)
            return not self.superseded

    def initiated(self, request, physical_id: str | None) -> None:
        """The resource exists from now on, although it is not complete: AWS tells so in a second event."""
        resource = self.stack.resources.get(request.logical_resource_id)
        if resource and physical_id and not resource.physical_id and request.action == "Add":
            resource.physical_id = physical_id
            self.stack.tell(resource, resource.status, "Resource creation Initiated")

    def carry_out(self, resource: Resource, action: str, desired: dict, previous: dict | None = None) -> ProgressEvent:
        """Calls the provider, unless the session that CloudFormation works with has run out."""
        if refusal := session.refusal(self.stack, self.started):
            return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=refusal)
        return providers.carry_out(self, resource, action, desired, previous)

    def delete_all(
        self, resources: list[Resource], keep=(), forced: bool = False, retained=("Retain", "RetainExceptOnCreate")
    ) -> list[str]:
        """Deletes side by side, what needs others before them; returns the logical ids of what could not be.

        `forced` lets go of what cannot be deleted, as DeletionMode FORCE_DELETE_STACK does; `retained` are the
        deletion policies that keep a resource.
        """
        by_name = {r.logical_id: r for r in resources}
        failed: list[str] = []

        def act(name: str) -> bool:
            resource = by_name[name]
            if name in keep or resource.deletion_policy in retained:
                self.stack.tell(resource, "DELETE_SKIPPED")
                return True
            reason = self.delete(resource)
            if reason is None:
                return True
            if forced:
                self.stack.tell(resource, "DELETE_SKIPPED", reason)
                return True
            self.stack.tell(resource, "DELETE_FAILED", reason)
            failed.append(name)
            return False

        run_in_order(reversed_needs({r.logical_id: r.needs for r in resources}), act)
        return [r.logical_id for r in resources if r.logical_id in failed]

    def delete(self, resource: Resource) -> str | None:
        """Deletes one resource, telling of it; returns why it could not be, or None."""
        if not resource.physical_id:
            self.stack.tell(resource, "DELETE_COMPLETE")
            return None
        self.stack.tell(resource, "DELETE_IN_PROGRESS")
        reason = session.provoked_failure(self.stack, resource)
        if reason is None:
            event = self.carry_out(resource, "delete", resource.model, resource.model)
            if event.status == OperationStatus.FAILED:
                reason = event.message or "Internal Failure"
        if reason is None:
            self.stack.tell(resource, "DELETE_COMPLETE")
        return reason
