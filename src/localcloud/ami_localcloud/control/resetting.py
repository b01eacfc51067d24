"""Reset: rooms register how to forget what they hold of an account."""

from collections.abc import Callable

ResetHook = Callable[[str | None], None]

_hooks: list[ResetHook] = []


def on_reset(hook: ResetHook) -> None:
    """Registers a function that forgets what its room holds of one account, or of all when called with None."""
    _hooks.append(hook)
