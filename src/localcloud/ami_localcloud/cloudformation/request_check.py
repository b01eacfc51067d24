"""What CloudFormation refuses in a request about a stack, apart from its template and parameters."""

import re
from collections.abc import Iterable, Mapping

from localstack.services.cloudformation.engine.validations import ValidationError

STACK_NAME = "[a-zA-Z][-a-zA-Z0-9]*"
LONGEST_NAME = 128
MOST_TAGS = 50
NOT_NULL = "failed to satisfy constraint: Member must not be null"
CONSTRAINT = "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"


def stack_name(name: str | None) -> None:
    """Raises ValidationError unless a new stack may have the name."""
    if not name:
        raise ValidationError("1 validation error detected: Value null at 'stackName' " + NOT_NULL)
    if len(name) > LONGEST_NAME:
        constraint = f"Member must have length less than or equal to {LONGEST_NAME}"
        raise ValidationError(CONSTRAINT.format(value=name, member="stackName", constraint=constraint))
    if not re.fullmatch(STACK_NAME, name):
        constraint = f"Member must satisfy regular expression pattern: {STACK_NAME}"
        raise ValidationError(CONSTRAINT.format(value=name, member="stackName", constraint=constraint))


def tags(given: Iterable[Mapping[str, str]]) -> None:
    """Raises ValidationError for tags that a stack cannot have."""
    given = list(given)
    if len(given) > MOST_TAGS:
        constraint = f"Member must have length less than or equal to {MOST_TAGS}"
        raise ValidationError(CONSTRAINT.format(value=given, member="tags", constraint=constraint))
    for i, tag in enumerate(given, start=1):
        for part, longest in (("Key", 128), ("Value", 256)):
            text, member = tag[part], f"tags.{i}.member.{part.lower()}"
            if len(text) > longest:
                constraint = f"Member must have length less than or equal to {longest}"
                raise ValidationError(CONSTRAINT.format(value=text, member=member, constraint=constraint))
        if not tag["Key"]:
            constraint = "Member must have length greater than or equal to 1"
            raise ValidationError(CONSTRAINT.format(value="", member=f"tags.{i}.member.key", constraint=constraint))
        if tag["Key"].lower().startswith("aws:"):
            raise ValidationError("aws: prefixed tag key names are not allowed for external use.")
    keys = [tag["Key"] for tag in given]
    if len(set(keys)) < len(keys):
        raise ValidationError("Duplicate tag keys found. Please note that Tag keys are case insensitive.")


def failure_options(request: Mapping) -> None:
    if request.get("OnFailure") and request.get("DisableRollback") is not None:
        raise ValidationError("You can specify either DisableRollback or OnFailure, but not both.")
    if (minutes := request.get("TimeoutInMinutes")) is not None and minutes < 1:
        constraint = "Member must have value greater than or equal to 1"
        raise ValidationError(CONSTRAINT.format(value=minutes, member="timeoutInMinutes", constraint=constraint))
