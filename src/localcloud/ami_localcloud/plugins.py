"""Entry points that LocalStack loads; nothing heavy is imported before it does."""

import logging
import os
from importlib import import_module

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin

LOG = logging.getLogger(__name__)

# Each of these packages has an install() that patches or registers what it is about, in this order.
ROOMS = ("control", "identity", "functions", "cloudformation", "ec2", "parameters")


@hooks.on_infra_start()
def ami_localcloud_install() -> None:
    try:
        for room in ROOMS:
            import_module(f"ami_localcloud.{room}").install()
    except Exception:
        # LocalStack would go on with what is patched so far, and a cloud that is half AWS is worse than none.
        LOG.exception("a room of the local cloud cannot be installed")
        os._exit(1)


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Chosen by LAMBDA_RUNTIME_EXECUTOR: a function runs as a process of this machine."""

    name = "ami_localcloud"

    def load(self, *args: object, **kwargs: object) -> type:
        from ami_localcloud.functions.executor import ProcessExecutor

        return ProcessExecutor
