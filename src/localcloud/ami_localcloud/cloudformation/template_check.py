"""What CloudFormation refuses in a template before it makes anything, with its texts."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from localstack.services.cloudformation.engine import template_preparer
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import _PSEUDO_PARAMETERS
from localstack.services.cloudformation.engine.validations import ValidationError

from ami_localcloud.cloudformation import providers, signals
from ami_localcloud.cloudformation.references import depends_on, references

LONGEST_BODY = 51200
LONGEST_IN_S3 = 1048576
SECTIONS = {
    "AWSTemplateFormatVersion", "Conditions", "Description", "Hooks", "Mappings", "Metadata", "Outputs", "Parameters",
    "Resources", "Rules", "Transform",
}  # fmt: skip
RESOURCE_KEYS = {
    "Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type", "UpdatePolicy",
    "UpdateReplacePolicy",
}  # fmt: skip
DELETION_POLICIES = ("Delete", "Retain", "RetainExceptOnCreate", "Snapshot")


def parse(body: str) -> dict[str, Any]:
    """The template as a map; raises ValidationError for what is no template."""
    template = template_preparer.parse_template(body)
    if not isinstance(template, dict):
        raise ValidationError("Template format error: unsupported structure.")
    return template


def check_length(body: str, longest: int = LONGEST_BODY) -> None:
    if len(body.encode()) > longest:
        raise ValidationError(
            f"1 validation error detected: Value '{body}' at 'templateBody' failed to satisfy constraint: Member must "
            f"have length less than or equal to {longest}"
        )


def check(template: Mapping[str, Any]) -> None:
    """Raises ValidationError for the first fault of form or reference."""
    if unknown := sorted(set(template) - SECTIONS):
        raise ValidationError(f"Invalid template property or properties [{', '.join(unknown)}]")
    resources = template.get("Resources")
    if not resources or not isinstance(resources, dict):
        raise ValidationError("Template format error: At least one Resources member must be defined.")
    for name, definition in resources.items():
        _check_resource(name, definition)
    for name, parameter in (template.get("Parameters") or {}).items():
        if not isinstance(parameter, dict) or "Type" not in parameter:
            raise ValidationError(
                f"Template format error: Every Parameters object must contain a Type member. [/Parameters/{name}]"
            )
    for name, output in (template.get("Outputs") or {}).items():
        if not isinstance(output, dict) or "Value" not in output:
            raise ValidationError(
                f"Template format error: Output {name} is malformed. Every Outputs member must contain a Value object"
            )
    unknown_types = sorted({d["Type"] for d in resources.values() if not providers.find(d["Type"])})
    if unknown_types:
        raise ValidationError(f"Template format error: Unrecognized resource types: [{', '.join(unknown_types)}]")
    _check_references(template)


def _check_resource(name: str, definition: Any) -> None:
    if not name.isascii() or not name.isalnum():
        raise ValidationError(f"Template format error: Resource name {name} is non alphanumeric.")
    if not isinstance(definition, dict):
        raise ValidationError("Template format error: Every Resources member must be an object.")
    if not isinstance(definition.get("Type"), str):
        raise ValidationError(
            f"Template format error: [/Resources/{name}] Every Resources object must contain a Type member."
        )
    for key in definition:
        if key not in RESOURCE_KEYS:
            raise ValidationError(f"Invalid template resource property '{key}'")
    if not isinstance(definition.get("Properties") or {}, dict):
        raise ValidationError(f"Template format error: [/Resources/{name}/Properties] must be an object.")
    for key in ("DeletionPolicy", "UpdateReplacePolicy"):
        if definition.get(key, "Delete") not in DELETION_POLICIES:
            raise ValidationError(f"Template error: Unrecognized {key} {definition[key]} for resource {name}")
    policy = (definition.get("CreationPolicy") or {}).get("ResourceSignal") or {}
    if isinstance(policy.get("Timeout"), str):
        signals.seconds_of(policy["Timeout"])


def _check_references(template: Mapping[str, Any]) -> None:
    resources, conditions = template["Resources"], template.get("Conditions") or {}
    known = set(resources) | set(template.get("Parameters") or {}) | _PSEUDO_PARAMETERS
    in_conditions = [n for n in references(conditions) if n not in known - set(resources)]
    if in_conditions:
        raise ValidationError(
            f"Template format error: Unresolved dependencies [{', '.join(dict.fromkeys(in_conditions))}]. Cannot "
            "reference resources in the Conditions block of the template"
        )
    for block, parts in (("Resources", resources), ("Outputs", template.get("Outputs") or {})):
        missing: list[str] = []
        for definition in parts.values():
            named = definition.get("Condition")
            if named is not None and named not in conditions:
                raise ValidationError(
                    f"Template format error: Unresolved condition dependency {named} in the {block} block of the "
                    "template"
                )
            wanted = list(references({k: v for k, v in definition.items() if k not in ("DependsOn", "Metadata")}))
            wanted += depends_on(definition)
            missing += [name for name in wanted if name not in known and name not in missing]
        if missing:
            raise ValidationError(
                f"Template format error: Unresolved resource dependencies [{', '.join(missing)}] in the {block} block "
                "of the template"
            )
    for name, attribute in _attributes({"r": resources, "o": template.get("Outputs")}):
        kind = resources[name]["Type"] if name in resources else ""
        if kind and not _has_attribute(kind, attribute):
            raise ValidationError(
                f"Template error: resource {name} does not support attribute type {attribute} in Fn::GetAtt"
            )


def _attributes(value: Any) -> Iterator[tuple[str, str]]:
    """Every literal (resource, attribute) of a Fn::GetAtt."""
    if isinstance(value, dict):
        argument = value.get("Fn::GetAtt") if len(value) == 1 else None
        if isinstance(argument, str) and "." in argument:
            yield tuple(argument.split(".", 1))
        elif isinstance(argument, list) and len(argument) >= 2 and all(isinstance(a, str) for a in argument):
            yield argument[0], ".".join(argument[1:])
        for item in value.values():
            yield from _attributes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _attributes(item)


def _has_attribute(kind: str, attribute: str) -> bool:
    if kind.startswith("Custom::") or kind in (providers.CUSTOM, "AWS::CloudFormation::Stack"):
        return True
    schema = providers.find(kind).SCHEMA
    read_only = {p.removeprefix("/properties/").replace("/", ".") for p in schema.get("readOnlyProperties", [])}
    return attribute in read_only or attribute.split(".")[0] in schema.get("properties", {})


def as_json(value: Any) -> str:
    """A part of a template as the API gives it back."""
    return json.dumps(value, default=str)
