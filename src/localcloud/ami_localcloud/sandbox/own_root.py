"""A ground that is no copy of this machine: the root of another system, in a folder, whose own init is booted.

What that takes of the kernel only root may do. The folder is never written to: it lies below every guest's writes.
"""

import os
from pathlib import Path

VARIABLE = "AMI_LOCALCLOUD_GUEST_ROOT"
INIT = "sbin/init"


def folder() -> Path | None:
    """The root that this cloud's instances boot, or None: they run their user data over this machine's own."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


class OwnRoot:
    """As `Ground`, of one tree: the folder."""

    ordinary_user = False

    def __init__(self, root: Path):
        self.root = root

    def layers(self, amazon: bool) -> list[str]:
        return []

    def trees(self) -> list[tuple[str, str]]:
        return [("/", str(self.root))]


def unusable(root: Path) -> str | None:
    """Why instances cannot boot this folder, in one line, or None."""
    if os.geteuid() != 0:
        return f"{VARIABLE} needs root: a system's own init is booted in control groups and on devices"
    if not os.path.lexists(root / INIT):
        return f"{VARIABLE}={root} is no root of a system: it has no /{INIT}"
    return None
