"""Process 1 of a sandbox: `python -S -m ami_localcloud.sandbox.init FOLDER CONTROL_FD`.

It makes the namespaces, hands two listening sockets to the cloud over the control socket, starts the guest and then
does what an init does: reaps, copies the console to a file, powers off. When the control socket closes - the cloud has
stopped or was killed - it ends at once, and with it everything in the sandbox.
"""

import contextlib
import json
import os
import pty
import signal
import socket
import sys
import time
import tty
from collections.abc import Callable

from ami_localcloud.descriptors import readable
from ami_localcloud.sandbox import dhcp, guest_boot, kernel, machine, root
from ami_localcloud.sandbox.codes import HALT, LOST, POWER_BUTTON, POWEROFF, REBOOT, REBOOT_BUTTON

METADATA_ADDRESS = "169.254.169.254"
# So long only where somebody does not heed SIGTERM, or the machine is busy.
GRACE_SECONDS = 10.0
NAMESPACES = kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWNET | kernel.CLONE_NEWUTS | kernel.CLONE_NEWIPC
# What systemd's process 1 understands: SIGRTMIN+3 halt, +4 poweroff, +5 reboot, SIGINT is ctrl-alt-del.
ORDERS = {signal.SIGRTMIN + 3: HALT, signal.SIGRTMIN + 4: POWEROFF, signal.SIGRTMIN + 5: REBOOT, signal.SIGINT: REBOOT}


def own_user_namespace() -> None:
    uid, gid = os.getuid(), os.getgid()
    kernel.unshare(kernel.CLONE_NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
        with open(f"/proc/self/{name}", "w") as f:
            f.write(text)


def _listeners(spec: dict) -> list[socket.socket]:
    places = [(METADATA_ADDRESS, 80), ("127.0.0.1", spec["port"])]
    made = [socket.create_server(place, backlog=64) for place in places]
    return made


class Init:
    """The life of one sandbox, from namespaces to power-off."""

    def __init__(self, spec: dict, control: socket.socket):
        self.spec, self.control = spec, control
        self.order: int | None = None
        self.master = self.guest = -1

    def run(self) -> int:
        # The terminal has to come from the machine's own /dev/pts, so before any mount.
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        self.console = os.ttyname(slave)
        os.chmod(self.console, 0o600)
        kernel.bring_up_loopback([METADATA_ADDRESS])
        kernel.set_hostname(self.spec["hostname"])
        listeners = _listeners(self.spec)
        wake, wake_in = os.pipe()
        os.set_blocking(wake_in, False)
        signal.set_wakeup_fd(wake_in, warn_on_full_buffer=False)
        for number in (*ORDERS, signal.SIGCHLD):
            signal.signal(number, self._ordered)
        self._say(self.spec["boot_line"])
        if interface := self.spec["machine"]:
            machine.plug_in(interface)
            self._apart(lambda: dhcp.serve(interface, self.spec["hostname"]), slave)
        self.guest = self._apart(lambda: self._enter(slave), slave)
        # The guest's end stays open here too: else the terminal would report a hang-up whenever nobody holds it.
        socket.send_fds(self.control, [b"up"], [s.fileno() for s in listeners])
        for s in listeners:
            s.close()
        return self._loop(wake)

    def _apart(self, run: Callable[[], None], slave: int) -> int:
        """Runs something in a process of its own, in which nothing of this one's signals holds; returns its id."""
        if child := os.fork():
            return child
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (*ORDERS, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            os.setsid()
            run()
            code = 0
        except BaseException as failure:
            os.write(slave, f"[FAILED] {type(failure).__name__}: {failure}\n".encode())
            print(f"{type(failure).__name__}: {failure}", file=sys.stderr, flush=True)
        finally:
            os._exit(code)

    def _enter(self, slave: int) -> None:
        """Becomes the guest's first process; or boots the guest's own init, and returns when that has ended."""
        kernel.unshare(kernel.CLONE_NEWNS)
        stage = None if self.spec["machine"] else guest_boot.read(self.spec)
        if stage:
            root.assemble(self.spec, self.console)
        for standard in (1, 2):
            os.dup2(slave, standard)
        if stage:
            guest_boot.enter(self.spec, stage)
        machine.run(self.spec, self.console)

    def _ordered(self, number: int, _frame: object) -> None:
        self.order = ORDERS.get(number, self.order)

    def _loop(self, wake: int) -> int:
        control = self.control.fileno()
        while self.order is None:
            ready = readable(control, self.master, wake)
            if wake in ready:
                os.read(wake, 512)
                self._reap()
            if self.master in ready:
                self._copy_console()
            if control in ready:
                order = self.control.recv(1)
                if not order:
                    return LOST
                if order == POWER_BUTTON and self.spec["machine"]:
                    os.kill(self.guest, machine.POWER_BUTTON)
                elif order == REBOOT_BUTTON and self.spec["machine"]:
                    os.kill(self.guest, machine.REBOOT_BUTTON)
                else:
                    self.order = {POWER_BUTTON: POWEROFF, REBOOT_BUTTON: REBOOT}.get(order, self.order)
        self._end_processes()
        self._copy_console()
        return self.order

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass

    def _copy_console(self) -> None:
        while readable(self.master, seconds=0):
            self._say(os.read(self.master, 65536).decode("utf-8", "surrogateescape"))

    def _say(self, text: str) -> None:
        with open(self.spec["console"], "ab") as f:
            f.write(text.encode("utf-8", "surrogateescape"))

    def _end_processes(self) -> None:
        """SIGTERM to all, a short grace, SIGKILL to who is left: so nothing writes when the layer is copied."""
        for number, grace in ((signal.SIGTERM, GRACE_SECONDS), (signal.SIGKILL, 1.0)):
            deadline = time.monotonic() + grace
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, number)
            while time.monotonic() < deadline:
                self._copy_console()
                try:
                    if os.waitpid(-1, os.WNOHANG)[0] == 0:
                        time.sleep(0.005)
                except ChildProcessError:
                    return


def main() -> int:
    folder, control = sys.argv[1], socket.socket(fileno=int(sys.argv[2]))
    with open(os.path.join(folder, "sandbox.json")) as f:
        spec = json.load(f)
    if spec["ordinary_user"]:
        own_user_namespace()
    kernel.unshare(NAMESPACES)
    child = os.fork()
    if child:
        control.close()
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    os._exit(Init(spec, control).run())


if __name__ == "__main__":
    sys.exit(main())
