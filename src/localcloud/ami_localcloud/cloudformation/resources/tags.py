"""Tags of a resource: those of the stack, and over them its own."""

from typing import Any


def merged(request, model: dict[str, Any]) -> dict[str, str]:
    """The tags a resource gets, by key."""
    return request.tags | {tag["Key"]: str(tag["Value"]) for tag in model.get("Tags") or []}


def as_list(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def difference(before: dict[str, str], after: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """What is to be tagged, and which keys are to be untagged, to come from one to the other."""
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    return changed, [key for key in before if key not in after]
