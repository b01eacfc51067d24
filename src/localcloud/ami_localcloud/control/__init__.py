"""Control of the local cloud: request log, faults, settings, reset and health, under `/_localcloud/`."""

import json
import os

from ami_localcloud import settings
from ami_localcloud.control.resetting import on_reset

__all__ = ["install", "on_reset"]


def install() -> None:
    """Called once, before any service loads."""
    from localstack.aws import handlers
    from localstack.services.edge import ROUTER

    from ami_localcloud.control import clock, faults, request_log, storage, wire
    from ami_localcloud.control.routes import Routes
    from ami_localcloud.identity import expiry

    settings.put(json.loads(os.environ.get("AMI_LOCALCLOUD_SETTINGS", "{}")))
    ROUTER.add(Routes())
    handlers.serve_custom_service_request_handlers.append(request_log.begin)
    # Who calls comes before what is called.
    handlers.serve_custom_service_request_handlers.append(clock.check)
    handlers.serve_custom_service_request_handlers.append(expiry.check)
    handlers.serve_custom_service_request_handlers.append(faults.strike)
    handlers.run_custom_finalizers.append(request_log.finish)
    handlers.run_custom_finalizers.append(faults.advise)
    handlers.run_custom_finalizers.append(wire.mark)
    wire.install()
    storage.install()
    # Newest first: the rooms still see their settings while they forget, and the log goes last.
    for hook in (request_log.reset, expiry.reset, faults.reset, settings.reset):
        on_reset(hook)
