"""Entry points that LocalStack loads; nothing heavy is imported before it does."""

from importlib import import_module

from localstack.runtime import hooks

# Each of these packages has an install() that patches or registers what it is about, in this order.
ROOMS = ("control", "identity", "functions", "cloudformation", "ec2")


@hooks.on_infra_start()
def ami_localcloud_install() -> None:
    for room in ROOMS:
        import_module(f"ami_localcloud.{room}").install()
