"""Updating a stack: what changed is updated or replaced, what is no more is deleted in the cleanup."""

from dataclasses import replace
from datetime import UTC, datetime

from localstack.services.cloudformation.resource_provider import OperationStatus

from ami_localcloud.cloudformation import properties, providers
from ami_localcloud.cloudformation.creation import Creation, definition_of, new_resource
from ami_localcloud.cloudformation.evaluation import Evaluation
from ami_localcloud.cloudformation.preparation import adopt
from ami_localcloud.cloudformation.references import needs
from ami_localcloud.cloudformation.scheduling import run_in_order
from ami_localcloud.cloudformation.stack import Resource, Stack


class UpdateRefused(Exception):
    """The message says why."""


class Update(Creation):
    """Brings a stack from one evaluated template to another; on failure back again."""

    BROKEN = "UPDATE_FAILED"

    def __init__(self, stack: Stack, before: Evaluation, after: Evaluation, old_tags: list, new_tags: list):
        super().__init__(stack)
        self._before, self._after = before, after
        self._old_tags, self._new_tags = old_tags, new_tags
        self._replaced: list[Resource] = []

    def refuse_when_nothing_changes(self) -> None:
        """Raises UpdateRefused as AWS does when neither template, nor values, nor tags differ."""
        same = self._before.template == self._after.template and self._values(self._before) == self._values(self._after)
        if same and self._old_tags == self._new_tags:
            raise UpdateRefused("No updates are to be performed.")

    @staticmethod
    def _values(evaluation: Evaluation) -> dict:
        return {name: evaluation.value(name) for name in evaluation.parameters}

    def start(self) -> None:
        self._adopt(self._after, self._new_tags)
        self.stack.last_updated_time = datetime.now(tz=UTC)
        self.stack.set_stack_status("UPDATE_IN_PROGRESS", "User Initiated")
        super().start()

    def _adopt(self, evaluation: Evaluation, tags: list) -> None:
        adopt(self.stack, evaluation)
        self.stack.tags = tags

    def run(self) -> None:
        stack = self.stack
        self._bring()
        if self.superseded:
            return
        failed = [r.logical_id for r in stack.resources.values() if r.failed()]
        if failed:
            why = f"The following resource(s) failed to update: [{', '.join(failed)}]."
            if self.stack.disable_rollback:
                self.settle("UPDATE_FAILED", why)
            else:
                self._roll_back(why)
            return
        stack.resolved_outputs = stack.evaluation.outputs()
        self.settle("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        self._clean_up(self._gone())
        self.settle("UPDATE_COMPLETE")

    def _bring(self) -> None:
        graph = needs(self.stack.evaluation.template, self.stack.evaluation.conditions())
        run_in_order(graph, lambda name: self._bring_one(name, graph[name]), lambda: not self.is_cancelled())

    def _bring_one(self, name: str, wanted: frozenset[str]) -> bool:
        present = self.stack.resources.get(name)
        if present is None or present.status in ("DELETE_COMPLETE", "DELETE_SKIPPED"):
            return self.create(new_resource(self.stack, name, wanted))
        return self._update(present, wanted)

    def _update(self, resource: Resource, wanted: frozenset[str]) -> bool:
        stack, old = self.stack, replace(resource)
        definition = definition_of(stack, resource.logical_id)
        resource.needs = wanted
        resource.deletion_policy = definition.get("DeletionPolicy", "Delete")
        resource.replace_policy = definition.get("UpdateReplacePolicy", "Delete")
        try:
            evaluated = stack.evaluation.properties(resource.logical_id)
            same = evaluated == old.properties and definition["Type"] == old.type
            if same and not (self._old_tags != self._new_tags and "__tags" in old.model):
                return True
            resource.properties, resource.type = evaluated, definition["Type"]
            provider = providers.find(resource.type)
            stack.tell(resource, "UPDATE_IN_PROGRESS")
            properties.check(resource.logical_id, resource.type, provider.SCHEMA, evaluated)
            if self._must_replace(provider, old, resource):
                why = "Requested update requires the creation of a new physical resource; hence creating one."
                stack.tell(resource, "UPDATE_IN_PROGRESS", why)
                event = self.carry_out(resource, "create", evaluated)
            else:
                event = self.carry_out(resource, "update", evaluated, old.model)
        except Exception as e:
            return self._update_failed(resource, str(e))
        if event.status == OperationStatus.FAILED:
            return self._update_failed(resource, event.message)
        resource.model = event.resource_model or {}
        resource.physical_id = providers.physical_id_of(resource, provider, resource.model)
        if resource.physical_id != old.physical_id:
            self._replaced.append(old)
        stack.tell(resource, "UPDATE_COMPLETE")
        return True

    def _update_failed(self, resource: Resource, reason: str) -> bool:
        self.stack.tell(resource, "UPDATE_FAILED", reason)
        self.cancel()
        return False

    @staticmethod
    def _must_replace(provider, old: Resource, new: Resource) -> bool:
        if old.type != new.type:
            return True
        fixed = [p.removeprefix("/properties/").split("/")[0] for p in provider.SCHEMA.get("createOnlyProperties", [])]
        return any(old.properties.get(name) != new.properties.get(name) for name in fixed)

    def _gone(self) -> list[Resource]:
        wanted = needs(self.stack.evaluation.template, self.stack.evaluation.conditions())
        return [r for r in self.stack.resources.values() if r.logical_id not in wanted and r.complete()]

    def _clean_up(self, gone: list[Resource]) -> None:
        for old in self._replaced:
            if old.replace_policy == "Retain":
                continue
            if reason := self.delete(old):
                self.stack.tell(old, "DELETE_FAILED", reason)
        left = self.delete_all(gone)
        for resource in gone:
            if resource.logical_id not in left:
                self.stack.resources.pop(resource.logical_id, None)

    def _roll_back(self, why: str) -> None:
        """Back to the template before: what was updated is updated again, what was made is deleted."""
        stack = self.stack
        self.settle("UPDATE_ROLLBACK_IN_PROGRESS", why)
        self._cancelled = False
        new, self._replaced = self._replaced, []
        self._adopt(self._before, self._old_tags)
        for old in new:
            replacement = replace(stack.resources[old.logical_id])
            stack.resources[old.logical_id] = old
            self._replaced.append(replacement)
        self._bring()
        failed = [r.logical_id for r in stack.resources.values() if r.status == "UPDATE_FAILED"]
        if failed:
            why = f"The following resource(s) failed to update: [{', '.join(failed)}]."
            self.settle("UPDATE_ROLLBACK_FAILED", why)
            return
        self.settle("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        wanted = needs(stack.evaluation.template, stack.evaluation.conditions())
        self._clean_up([r for r in stack.resources.values() if r.logical_id not in wanted])
        self.settle("UPDATE_ROLLBACK_COMPLETE")
