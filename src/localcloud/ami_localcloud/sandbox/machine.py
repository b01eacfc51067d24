"""Boots a guest's own init, as process 1 of a process namespace inside the sandbox's.

Process 1 of the sandbox stays ours, with the console and the listening sockets. Between both sits a process that waits
for the guest's init and tells how it ended: that is how the kernel reports a power-off out of a process namespace
(pid_namespaces(7), `reboot()`).
"""

import contextlib
import os
import signal
import subprocess

from ami_localcloud.sandbox import cgroup, kernel, root
from ami_localcloud.sandbox.own_root import INIT

# As systemd-nspawn with a network of its own, but for the making of devices and the opening of files by handle.
CAPABILITIES = {0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 18, 19, 21, 22, 23, 24, 26, 28, 29, 31}
# What systemd takes for the orders, and what the sandbox's process 1 is told of how they ended.
POWER_BUTTON, REBOOT_BUTTON = POWERED_OFF, REBOOTED = signal.SIGRTMIN + 4, signal.SIGRTMIN + 5
# systemd mounts what it misses, and leaves alone what needs a machine: a clock to set, kernel modules, udev.
ENVIRONMENT = {"container": "ami-localcloud", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TERM": "linux"}


def plug_in(interface: dict) -> None:
    """Gives this network namespace the instance's interface, with its MAC; the peer is the subnet's router."""
    mac, router, prefix = interface["mac"], interface["router"], interface["prefix"]
    for words in (
        f"link add name {interface['name']} address {mac} type veth peer name {interface['peer']}",
        f"address add {router}/{prefix} dev {interface['peer']}",
        f"link set {interface['peer']} up",
    ):
        subprocess.run(["ip", *words.split()], check=True, stdin=subprocess.DEVNULL)


def run(spec: dict, console: str) -> None:
    """Boots, waits for the end and tells process 1 of the sandbox about it. Returns when the guest has ended."""
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    groups = cgroup.mount(spec)
    kernel.unshare(kernel.CLONE_NEWPID)
    init = os.fork()
    if init == 0:
        cgroup.enter(groups, spec["instance_id"])
        kernel.unshare(kernel.CLONE_NEWNS)
        _become_init(spec, console)

    def press(number: int, _frame: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(init, number)

    for number in (POWER_BUTTON, REBOOT_BUTTON):
        signal.signal(number, press)
    ended = os.waitpid(init, 0)[1]
    cgroup.remove(groups, spec["instance_id"])
    rebooted = os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGHUP
    os.kill(os.getppid(), REBOOTED if rebooted else POWERED_OFF)


def _become_init(spec: dict, console: str) -> None:
    """Never returns, but by OSError."""
    root.assemble(spec, console)
    kernel.mount("cgroup2", "/sys/fs/cgroup", "cgroup2", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    kernel.drop_capabilities(CAPABILITIES)
    null = os.open("/dev/null", os.O_RDONLY)
    os.dup2(null, 0)
    os.umask(0o022)
    os.execve(f"/{INIT}", [f"/{INIT}"], ENVIRONMENT)
