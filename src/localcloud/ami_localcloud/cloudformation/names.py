"""Physical names as CloudFormation makes them up: stack, logical id and twelve random characters."""

import secrets
import string

ALPHABET = string.ascii_uppercase + string.digits


def physical_name(stack_name: str, logical_id: str, longest: int = 255, separator: str = "-") -> str:
    """A new name; where it would be too long stack name and logical id are cut, as in AWS."""
    suffix = "".join(secrets.choice(ALPHABET) for _ in range(12))
    room = longest - len(suffix) - 2 * len(separator)
    if len(stack_name) + len(logical_id) > room:
        half = room // 2
        stack_name = stack_name[: max(half, room - len(logical_id))]
        logical_id = logical_id[: room - len(stack_name)]
    return separator.join((stack_name, logical_id, suffix))
