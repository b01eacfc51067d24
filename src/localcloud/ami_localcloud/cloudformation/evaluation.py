"""Values of a template, by LocalStack's own machinery, of one resource at a time.

LocalStack visits what a value refers to and deploys it on the way. Here everything referred to is already there when
a value is wanted, so visiting a resource only looks it up.
"""

from typing import Any

from localstack.services.cloudformation.engine.v2.change_set_model import (
    ChangeSetModel,
    NodeResource,
    Nothing,
    Scope,
    is_nothing,
)
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import (
    ChangeSetModelPreproc,
    PreprocEntityDelta,
)
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.v2.types import EngineParameter
from localstack.utils.numbers import to_number
from localstack.utils.objects import get_value_from_path

from ami_localcloud.cloudformation.references import VARIABLE
from ami_localcloud.cloudformation.stack import Resource, Stack


class Evaluation(ChangeSetModelPreproc):
    """Evaluates a template against the parameters of a change set and the resources of its stack."""

    def __init__(self, change_set):
        super().__init__(change_set)
        self.stack: Stack = change_set.stack
        self.template: dict[str, Any] = change_set.processed_template
        self.parameters: dict[str, EngineParameter] = change_set.resolved_parameters or {}
        self._nodes = {node.name: node for node in change_set.update_model.node_template.resources.resources}

    def conditions(self) -> dict[str, bool]:
        nodes = self._change_set.update_model.node_template.conditions.conditions
        return {node.name: bool(self.visit(node).after) for node in nodes}

    def properties(self, logical_id: str) -> dict[str, Any]:
        """The properties of a resource with everything they refer to put in."""
        evaluated = self.visit(self._nodes[logical_id].properties).after
        return {} if is_nothing(evaluated) else evaluated.properties

    def creation_policy(self, logical_id: str) -> dict[str, Any]:
        """CreationPolicy.ResourceSignal of a resource, where Count and Timeout may be parameters."""
        policy = (self.template["Resources"][logical_id].get("CreationPolicy") or {}).get("ResourceSignal") or {}
        model = ChangeSetModel(None, self.template, None, self.parameters)
        scope = Scope(f"CreationPolicy/{logical_id}")
        return self.visit(model._visit_value(scope, Nothing, policy)).after

    def outputs(self) -> list[dict[str, Any]]:
        """Outputs as DescribeStacks shows them."""
        conditions, described = self.conditions(), []
        definitions = self.template.get("Outputs") or {}
        for node in self._change_set.update_model.node_template.outputs.outputs:
            definition = definitions[node.name]
            if not conditions.get(definition.get("Condition"), True):
                continue
            output = {"OutputKey": node.name, "OutputValue": self._text(self.visit(node.value).after)}
            if description := definition.get("Description"):
                output["Description"] = description
            if not is_nothing(node.export):
                output["ExportName"] = self.visit(node.export).after["Name"]
            described.append(output)
        return described

    def value(self, name: str, as_text: bool = False) -> Any:
        """What a parameter's Ref yields; a number stays as it was written where text is wanted."""
        parameter = self.parameters[name]
        value = next(
            (parameter[k] for k in ("resolved_value", "given_value", "default_value") if parameter.get(k) is not None),
            None,
        )
        kind = parameter["type_"]
        if isinstance(value, str) and (kind == "CommaDelimitedList" or kind.startswith("List<")):
            return [item.strip() for item in value.split(",")]
        return to_number(value) if kind == "Number" and not as_text else value

    def visit_node_resource(self, node_resource: NodeResource) -> PreprocEntityDelta:
        return PreprocEntityDelta()

    def _resolve_pseudo_parameter(self, pseudo_parameter_name: str) -> Any:
        if pseudo_parameter_name == "AWS::URLSuffix":
            # LocalStack says its own host here, and policies name service principals by it.
            return "amazonaws.com.cn" if self._change_set.region_name.startswith("cn-") else "amazonaws.com"
        if pseudo_parameter_name == "AWS::NotificationARNs":
            return list(self.stack.notification_arns)
        return super()._resolve_pseudo_parameter(pseudo_parameter_name)

    def _resolve_reference(self, logical_id: str) -> PreprocEntityDelta:
        if logical_id.startswith("AWS::"):
            return PreprocEntityDelta(after=self._resolve_pseudo_parameter(logical_id))
        if logical_id in self.parameters:
            return PreprocEntityDelta(after=self.value(logical_id))
        return PreprocEntityDelta(after=self._existing(logical_id).physical_id)

    def _existing(self, logical_id: str) -> Resource:
        resource = self.stack.resources.get(logical_id)
        if not resource or not resource.physical_id:
            raise ValidationError(
                f"Template format error: Unresolved resource dependencies [{logical_id}] in the Resources block of the "
                "template"
            )
        return resource

    def _resolve_attribute(self, arguments: str | list[str], select_before: bool) -> Any:
        parts = arguments.split(".") if isinstance(arguments, str) else arguments
        return self.attribute(self._existing(parts[0]), ".".join(str(p) for p in parts[1:]))

    def attribute(self, resource: Resource, name: str) -> Any:
        """What Fn::GetAtt yields; raises ValidationError with AWS's text for what is not there."""
        value = resource.model.get(name)
        if value is None:
            value = get_value_from_path(resource.model, name)
        if value is not None:
            return value
        if answered := resource.model.get("__answered"):
            raise ValidationError(
                f"CustomResource attribute error: Vendor response doesn't contain {name} attribute in object {answered}"
            )
        raise ValidationError(f"Attribute '{name}' does not exist")

    def visit_node_intrinsic_function_fn_sub(self, node_intrinsic_function) -> PreprocEntityDelta:
        """Always text: LocalStack makes a number of what looks like one, so that '1.10' would become 1.1."""
        arguments = self.visit(node_intrinsic_function.arguments).after
        if is_nothing(arguments):
            return PreprocEntityDelta()
        text, variables = arguments if isinstance(arguments, list) else (arguments, {})

        def replace(match) -> str:
            name = match.group(1).strip()
            if name in variables:
                return self._text(variables[name])
            if name in self.parameters:
                return self._text(self.value(name, as_text=True))
            if "." in name:
                return self._text(self._resolve_attribute(name, select_before=False))
            return self._text(self._resolve_reference(name).after)

        return PreprocEntityDelta(after=VARIABLE.sub(replace, text).replace("${!", "${"))

    @staticmethod
    def _text(value: Any) -> Any:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, list):
            return ",".join(str(v) for v in value)
        return "" if value is None or value is Nothing else str(value)
