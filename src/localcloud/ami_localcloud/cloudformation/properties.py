"""Holds the properties of a resource against its type's schema, with the words CloudFormation has for each fault."""

import re
from collections.abc import Iterator
from typing import Any

WORDS = {"string": "String", "integer": "Integer", "number": "Number", "boolean": "Boolean"}
# Resource types whose own handler, not the schema, refuses what it does not know.
UNSUPPORTED_PROPERTY = ("AWS::EC2::",)


class PropertiesInvalid(Exception):
    """The message is the resource's status reason."""


def check(logical_id: str, resource_type: str, schema: dict[str, Any], properties: dict[str, Any]) -> None:
    """Raises PropertiesInvalid with AWS's text for the first kind of fault found."""
    known = schema.get("properties", {})
    if resource_type.startswith(UNSUPPORTED_PROPERTY):
        for name in properties:
            if name not in known:
                raise PropertiesInvalid(f"Encountered unsupported property {name}")
    faults = list(_read_only(schema, properties)) + list(_faults(schema, schema, properties, "#"))
    if faults:
        text = "\n".join(faults)
        raise PropertiesInvalid(f"Properties validation failed for resource {logical_id} with message:\n{text}")


def _read_only(schema: dict, properties: dict) -> Iterator[str]:
    for pointer in schema.get("readOnlyProperties", []):
        name = pointer.removeprefix("/properties/")
        if name in properties:
            yield f"#: extraneous key [{name}] is not permitted"


def _resolve(root: dict, schema: dict) -> dict:
    while "$ref" in schema:
        found: Any = root
        for step in schema["$ref"].lstrip("#/").split("/"):
            found = found[step]
        schema = found
    return schema


def _faults(root: dict, schema: dict, value: Any, path: str) -> Iterator[str]:
    schema = _resolve(root, schema)
    kinds = schema.get("type")
    kinds = [kinds] if isinstance(kinds, str) else kinds or []
    if kinds and not any(_is(kind, value) for kind in kinds):
        expected = WORDS.get(kinds[0], {"object": "JSONObject", "array": "JSONArray"}.get(kinds[0], kinds[0]))
        yield f"{path}: expected type: {expected}, found: {_found(value)}"
        return
    if isinstance(value, dict):
        yield from _of_object(root, schema, value, path)
    elif isinstance(value, list):
        yield from _of_list(root, schema, value, path)
    else:
        yield from _of_scalar(schema, kinds, value, path)


def _of_object(root: dict, schema: dict, value: dict, path: str) -> Iterator[str]:
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    for name in schema.get("required", []):
        if name not in value:
            yield f"{path}: required key [{name}] not found"
    for name, item in value.items():
        if name in known:
            yield from _faults(root, known[name], item, f"{path}/{name}")
        elif schema.get("additionalProperties") is False and not any(re.search(p, name) for p in patterns):
            yield f"{path}: extraneous key [{name}] is not permitted"


def _of_list(root: dict, schema: dict, value: list, path: str) -> Iterator[str]:
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least is not None and len(value) < least:
        yield f"{path}: expected minimum item count: {least}, found: {len(value)}"
    if most is not None and len(value) > most:
        yield f"{path}: expected maximum item count: {most}, found: {len(value)}"
    if schema.get("uniqueItems") and any(item in value[:i] for i, item in enumerate(value)):
        yield f"{path}: array items are not unique"
    for i, item in enumerate(value):
        yield from _faults(root, schema.get("items", {}), item, f"{path}/{i}")


def _of_scalar(schema: dict, kinds: list[str], value: Any, path: str) -> Iterator[str]:
    text = _text(value)
    if "enum" in schema and text not in [_text(e) for e in schema["enum"]]:
        yield f"{path}: {text} is not a valid enum value"
    if "string" in kinds:
        least, most, pattern = schema.get("minLength"), schema.get("maxLength"), schema.get("pattern")
        if least is not None and len(text) < least:
            yield f"{path}: expected minLength: {least}, actual: {len(text)}"
        if most is not None and len(text) > most:
            yield f"{path}: expected maxLength: {most}, actual: {len(text)}"
        if pattern and not _matches(pattern, text):
            yield f"{path}: string [{text}] does not match pattern {pattern}"
    elif "integer" in kinds or "number" in kinds:
        least, most = schema.get("minimum"), schema.get("maximum")
        if least is not None and float(value) < least:
            yield f"{path}: {text} is not greater or equal to {least}"
        if most is not None and float(value) > most:
            yield f"{path}: {text} is not less or equal to {most}"


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:  # a pattern in Java's dialect that Python's has no word for
        return True


def _is(kind: str, value: Any) -> bool:
    """As CloudFormation takes it: a number may be given as text and the other way round."""
    if kind == "object":
        return isinstance(value, dict)
    if kind == "array":
        return isinstance(value, list)
    if isinstance(value, dict | list):
        return False
    if kind == "boolean":
        return isinstance(value, bool) or str(value).lower() in ("true", "false")
    if kind == "integer":
        return not isinstance(value, bool) and re.fullmatch(r"-?\d+", str(value)) is not None
    if kind == "number":
        return not isinstance(value, bool) and re.fullmatch(r"-?\d+(\.\d+)?", str(value)) is not None
    return True


def _found(value: Any) -> str:
    if isinstance(value, bool):
        return "Boolean"
    names = {dict: "JSONObject", list: "JSONArray", int: "Integer", float: "Double", str: "String"}
    return names.get(type(value), "Null")


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
