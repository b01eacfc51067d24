"""Deleting a stack, in whatever state it is."""

from ami_localcloud.cloudformation.operation import Operation
from ami_localcloud.cloudformation.stack import Stack


class Deletion(Operation):
    """Ends what runs on the stack, then deletes what there is of it."""

    BROKEN = "DELETE_FAILED"

    def __init__(self, stack: Stack, keep: list[str], forced: bool):
        super().__init__(stack)
        self._before: Operation | None = stack.operation
        self._keep, self._forced = keep, forced

    def start(self) -> None:
        with self.stack.changed:
            if self._before:
                self._before.supersede()
            self.stack.set_stack_status("DELETE_IN_PROGRESS", "User Initiated")
        super().start()

    def run(self) -> None:
        if self._before:
            self._before.finished.wait()
        living = [r for r in self.stack.resources.values() if r.status not in ("DELETE_COMPLETE", "DELETE_SKIPPED")]
        left = self.delete_all(living, keep=self._keep, forced=self._forced)
        if left:
            names = ", ".join(left)
            self.settle("DELETE_FAILED", f"The following resource(s) failed to delete: [{names}]. ")
            return
        self.stack.resolved_exports = {}
        self.settle("DELETE_COMPLETE")
