"""Creating the resources of a stack, and what becomes of them when one cannot be."""

import threading

from localstack.services.cloudformation.resource_provider import OperationStatus

from ami_localcloud.cloudformation import properties, providers, signals
from ami_localcloud.cloudformation.operation import Operation
from ami_localcloud.cloudformation.references import needs
from ami_localcloud.cloudformation.scheduling import run_in_order
from ami_localcloud.cloudformation.stack import Resource, Stack

CANCELLED = providers.CANCELLED


def definition_of(stack: Stack, name: str) -> dict:
    return stack.evaluation.template["Resources"][name]


def new_resource(stack: Stack, name: str, wanted: frozenset[str]) -> Resource:
    definition = definition_of(stack, name)
    return Resource(
        logical_id=name,
        type=definition["Type"],
        needs=wanted,
        deletion_policy=definition.get("DeletionPolicy", "Delete"),
        replace_policy=definition.get("UpdateReplacePolicy", "Delete"),
    )


class Creation(Operation):
    """Makes every resource as soon as what it needs is there."""

    def __init__(self, stack: Stack, refused: str | None = None):
        super().__init__(stack)
        self._refused = refused  # why the parameters do not hold, where they do not
        self._late = False

    def run(self) -> None:
        stack = self.stack
        if self._refused:
            return self.fail(self._refused)
        timer = self._timer()
        try:
            graph = needs(stack.evaluation.template, stack.evaluation.conditions())
            run_in_order(
                graph, lambda name: self.create(new_resource(stack, name, graph[name])), lambda: not self.is_cancelled()
            )
        finally:
            timer.cancel()
        if self.superseded:
            return None
        failed = [r.logical_id for r in stack.resources.values() if r.failed()]
        if failed or self._late:
            names = ", ".join(failed)
            return self.fail(f"The following resource(s) failed to create: [{names}].", self._late)
        try:
            stack.resolved_outputs = stack.evaluation.outputs()
        except Exception as e:
            return self.fail(getattr(e, "message", None) or str(e))
        stack.resolved_exports = {
            o["ExportName"]: o["OutputValue"] for o in stack.resolved_outputs if o.get("ExportName")
        }
        self.settle("CREATE_COMPLETE")
        return None

    def _timer(self) -> threading.Timer:
        def late() -> None:
            self._late = True
            self.cancel()

        timer = threading.Timer((self.stack.timeout_in_minutes or 0) * 60, late)
        timer.daemon = True
        if self.stack.timeout_in_minutes:
            timer.start()
        return timer

    def create(self, resource: Resource) -> bool:
        """Makes one resource, telling of it; False when it failed, and then all others are cancelled."""
        stack, name = self.stack, resource.logical_id
        with stack.changed:
            stack.resources[name] = resource
            policy = (definition_of(stack, name).get("CreationPolicy") or {}).get("ResourceSignal")
            if policy is not None:
                signals.open_mailbox(stack, name)
        try:
            resource.properties = stack.evaluation.properties(name)
            stack.tell(resource, "CREATE_IN_PROGRESS")
            self._make(resource)
            if policy is not None:
                signals.await_creation_policy(stack, name, self._policy(name), self.is_cancelled)
            if self.is_cancelled():
                raise signals.SignalsFailed(CANCELLED)
        except (signals.SignalsFailed, properties.PropertiesInvalid) as e:
            return self._failed(resource, str(e))
        except Exception as e:
            return self._failed(resource, providers.failure_text(resource, e))
        stack.tell(resource, "CREATE_COMPLETE")
        return True

    def _policy(self, name: str) -> dict:
        # Count and Timeout may be parameters.
        return self.stack.evaluation.creation_policy(name)

    def _make(self, resource: Resource) -> None:
        provider = providers.find(resource.type)
        if provider and resource.type != "AWS::EC2::Instance":  # which looks at its properties itself
            properties.check(resource.logical_id, resource.type, provider.SCHEMA, resource.properties)
        event = self.carry_out(resource, "create", resource.properties)
        resource.model = event.resource_model or {}
        known = physical = providers.physical_id_of(resource, provider, resource.model) if provider else None
        if known and not resource.physical_id:
            resource.physical_id = physical
            self.stack.tell(resource, "CREATE_IN_PROGRESS", "Resource creation Initiated")
        elif known:
            resource.physical_id = physical
        if event.status == OperationStatus.FAILED:
            raise signals.SignalsFailed(event.message or "Internal Failure")

    def _failed(self, resource: Resource, reason: str) -> bool:
        cancelled = self.is_cancelled()
        self.stack.tell(resource, "CREATE_FAILED", CANCELLED if cancelled else reason)
        self.cancel()
        return False

    def fail(self, why: str, late: bool = False) -> None:
        """Settles a stack that could not be created as its OnFailure says."""
        stack = self.stack
        if late:
            why = "Stack creation time exceeded the specified timeout."
        match stack.on_failure():
            case "DO_NOTHING":
                self.settle("CREATE_FAILED", why)
                return
            case "DELETE":
                begun, who = "DELETE", "Delete requested by user."
            case _:
                begun, who = "ROLLBACK", "Rollback requested by user."
        if not self.settle(f"{begun}_IN_PROGRESS", f"{why} {who}"):
            return
        left = self.delete_all(list(stack.resources.values()), retained=("Retain",))
        if left:
            self.settle(f"{begun}_FAILED", f"The following resource(s) failed to delete: [{', '.join(left)}]. ")
        else:
            self.settle(f"{begun}_COMPLETE")
