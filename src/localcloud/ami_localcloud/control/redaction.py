"""Request parameters as they may stand in a log: what is secret or large is replaced by its checksum."""

import hashlib
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

# Beyond what AWS's service models mark as sensitive (environment variables, payloads, secrets among them).
ALWAYS = ("UserData", "TemplateBody")


def redacted(value: Any, shape: Shape | None, name: str = "") -> Any:
    """Returns parameters fit for JSON; a sensitive value becomes `sha256:<hex> (<n> bytes)` of its bytes."""
    if isinstance(value, dict):
        return {key: redacted(one, _member(shape, key), key) for key, one in value.items() if one is not None}
    if isinstance(value, (list, tuple)):
        element = shape.member if isinstance(shape, ListShape) else None
        return [redacted(one, element, name) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)) or (isinstance(value, str) and _is_secret(shape, name)):
        return checksum(value)
    return value if isinstance(value, (str, int, float, bool)) else f"({type(value).__name__})"


def checksum(value: str | bytes | bytearray) -> str:
    data = value.encode() if isinstance(value, str) else bytes(value)
    return f"sha256:{hashlib.sha256(data).hexdigest()} ({len(data)} bytes)"


def _is_secret(shape: Shape | None, name: str) -> bool:
    return name in ALWAYS or (shape is not None and bool(shape.metadata.get("sensitive")))


def _member(shape: Shape | None, key: str) -> Shape | None:
    if isinstance(shape, StructureShape):
        return shape.members.get(key)
    return shape.value if isinstance(shape, MapShape) else None
