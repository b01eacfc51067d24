"""Which resources of a template a value refers to, by Ref, Fn::GetAtt, Fn::Sub and DependsOn."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from localstack.services.cloudformation.engine.validations import ValidationError

VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")


def references(value: Any, conditions: Mapping[str, bool] | None = None) -> Iterator[str]:
    """Names that the value refers to, parameters and pseudo parameters among them.

    With conditions known only the branch of Fn::If that is taken counts, as in AWS.
    """
    if isinstance(value, dict):
        if len(value) == 1:
            (key, argument), *_ = value.items()
            if key == "Ref" and isinstance(argument, str):
                yield argument
                return
            if key == "Fn::GetAtt":
                yield str(argument[0] if isinstance(argument, list) else argument).split(".")[0]
                yield from references(argument[1:] if isinstance(argument, list) else None, conditions)
                return
            if key == "Fn::Sub":
                yield from _of_sub(argument, conditions)
                return
            if key == "Fn::If" and conditions is not None and isinstance(argument, list) and argument[0] in conditions:
                yield from references(argument[1 if conditions[argument[0]] else 2], conditions)
                return
        for item in value.values():
            yield from references(item, conditions)
    elif isinstance(value, list):
        for item in value:
            yield from references(item, conditions)


def _of_sub(argument: Any, conditions: Mapping[str, bool] | None) -> Iterator[str]:
    text, variables = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    for name in VARIABLE.findall(text) if isinstance(text, str) else ():
        if name.strip() not in variables:
            yield name.strip().split(".")[0]
    yield from references(variables, conditions)


def depends_on(definition: Mapping[str, Any]) -> list[str]:
    """The DependsOn of a resource as a list."""
    names = definition.get("DependsOn") or []
    return [names] if isinstance(names, str) else list(names)


def needs(template: Mapping[str, Any], conditions: Mapping[str, bool]) -> dict[str, frozenset[str]]:
    """For each resource that is to be made: the other such resources it has to wait for."""
    made = {
        name: definition
        for name, definition in template["Resources"].items()
        if conditions.get(definition.get("Condition"), True)
    }
    return {
        name: frozenset(
            other
            for part in (definition.get("Properties"), definition.get("CreationPolicy"), definition.get("Metadata"))
            for other in references(part, conditions)
            if other in made
        )
        | frozenset(other for other in depends_on(definition) if other in made)
        for name, definition in made.items()
    }


def refuse_circles(graph: Mapping[str, frozenset[str]]) -> None:
    """Raises ValidationError with AWS's text when resources wait for each other."""
    left = dict(graph)
    while True:
        free = [name for name, wanted in left.items() if not any(other in left for other in wanted)]
        if not free:
            break
        for name in free:
            del left[name]
    # What only waits for the circle is no part of it.
    while outside := [n for n in left if not any(n in wanted for other, wanted in left.items())]:
        for name in outside:
            del left[name]
    if left:
        raise ValidationError(f"Circular dependency between resources: [{', '.join(left)}]")
