"""Functions of the local cloud."""


def install() -> None:
    """Called once, before any service loads."""
