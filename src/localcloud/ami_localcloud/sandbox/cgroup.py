"""A control group for one guest's init, which is the whole tree as that guest sees it.

Version 2 alone, without controllers: systemd takes it for the unified hierarchy, and that is all it needs.
"""

import contextlib
import os
import time

from ami_localcloud.sandbox import kernel

PREFIX = "ami-localcloud-"
TRIES = 20


def mount(spec: dict) -> str:
    """Mounts the machine's control groups where only this mount namespace sees it; returns the folder."""
    folder = os.path.join(spec["folder"], "cgroup")
    os.makedirs(folder, exist_ok=True)
    kernel.mount("cgroup2", folder, "cgroup2")
    return folder


def enter(hierarchy: str, instance_id: str) -> None:
    """Moves this process into the guest's group, and makes that the root of what it and its children see."""
    for name in os.listdir(hierarchy):
        # Of guests that were killed with their cloud. Those of others are in use, and refuse.
        if name.startswith(PREFIX):
            _remove(os.path.join(hierarchy, name))
    group = os.path.join(hierarchy, PREFIX + instance_id)
    for tries_left in reversed(range(TRIES)):
        try:
            os.makedirs(group, exist_ok=True)
            with open(os.path.join(group, "cgroup.procs"), "w") as f:
                f.write("0")
            break
        except OSError:
            # Another guest that enters its own may have taken this one, empty so far, for a dead one's.
            if not tries_left:
                raise
    kernel.unshare(kernel.CLONE_NEWCGROUP)


def remove(hierarchy: str, instance_id: str) -> None:
    """Removes the guest's groups; what was in them has ended, but the kernel may take a moment to notice."""
    group = os.path.join(hierarchy, PREFIX + instance_id)
    for _ in range(40):
        _remove(group)
        if not os.path.isdir(group):
            return
        time.sleep(0.05)


def _remove(group: str) -> None:
    for where, _, _ in os.walk(group, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(where)
