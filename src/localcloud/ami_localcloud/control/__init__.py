"""Control of the local cloud: request log, faults, settings, reset and health, under `/_localcloud/`."""

from ami_localcloud.control.resetting import on_reset

__all__ = ["install", "on_reset"]


def install() -> None:
    """Called once, before any service loads."""
