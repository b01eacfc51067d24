"""Reset: rooms register how to forget what they hold of an account; LocalStack's stores are emptied last."""

import logging
from collections.abc import Callable
from typing import Any

from localstack.services.plugins import SERVICE_PLUGINS
from localstack.services.stores import AccountRegionBundle
from localstack.state import StateVisitor
from moto.core.base_backend import BackendDict

LOG = logging.getLogger(__name__)
ResetHook = Callable[[str | None], None]

_hooks: list[ResetHook] = []


def on_reset(hook: ResetHook) -> None:
    """Registers a function that forgets what its room holds of one account, or of all when called with None."""
    _hooks.append(hook)


def reset(account_id: str | None) -> None:
    """Calls the hooks, newest first, then empties the stores. A hook that fails is raised when all is done."""
    failure: Exception | None = None
    for hook in reversed(_hooks):
        try:
            hook(account_id)
        except Exception as e:
            LOG.exception("reset")
            failure = e
    for name in SERVICE_PLUGINS.list_loaded_services():
        service = SERVICE_PLUGINS.get_service(name)
        if service:
            service.accept_state_visitor(_Emptying(account_id))
    if failure:
        raise failure


class _Emptying(StateVisitor):
    """Empties each store it is shown."""

    def __init__(self, account_id: str | None):
        self._account_id = account_id

    def visit(self, state_container: Any) -> None:
        if not isinstance(state_container, (AccountRegionBundle, BackendDict)):
            return
        for account_id in list(state_container):
            if self._account_id in (None, account_id):
                state_container[account_id].reset()
