"""Control of the local cloud: request log, faults, settings, reset and health, under `/_localcloud/`."""

from ami_localcloud.control.resetting import on_reset

__all__ = ["install", "on_reset"]


def install() -> None:
    """Called once, before any service loads."""
    import json
    import os

    from localstack.services.edge import ROUTER

    from ami_localcloud import settings
    from ami_localcloud.control.routes import Routes

    settings.put(json.loads(os.environ.get("AMI_LOCALCLOUD_SETTINGS", "{}")))
    ROUTER.add(Routes())
