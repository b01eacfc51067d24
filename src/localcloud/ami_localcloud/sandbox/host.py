"""A sandbox seen from the cloud: start it, serve its two sockets, press its power button, notice its end."""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ami_localcloud.sandbox import codes
from ami_localcloud.sandbox.ground import Ground, same_attributes
from ami_localcloud.sandbox.own_root import OwnRoot
from ami_localcloud.sandbox.relay import relay
from ami_localcloud.sandbox.root import slug

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
START_SECONDS = 60.0


@dataclass
class Boot:
    """What one start of an instance is made of. `image_layers`: topmost first. `seed`: (guest path, mode, bytes)."""

    instance_id: str
    folder: Path
    console: Path
    hostname: str
    image_layers: list[Path]
    amazon: bool
    first_boot: bool
    boot_line: str
    gateway_port: int
    seed: list[tuple[str, int, bytes]] = field(default_factory=list)
    seed_links: list[tuple[str, str]] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    # Where the ground is a system's own root: the interface of that machine. None: the user data runs by itself.
    machine: dict | None = None


class Sandbox:
    """One running guest. `on_end` is called once, in a thread, with "poweroff", "reboot", "halt" or "lost"."""

    def __init__(
        self,
        ground: Ground | OwnRoot,
        boot: Boot,
        serve_metadata: Callable[[socket.socket], None],
        on_end: Callable[[str], None],
    ):
        self.boot, self._on_end = boot, on_end
        self._write_spec(ground)
        self._control, theirs = socket.socketpair()
        self._process = self._spawn(theirs)
        self._listeners = self._receive_listeners()
        metadata, gateway = self._listeners
        threading.Thread(target=serve_metadata, args=(metadata,), daemon=True).start()
        threading.Thread(target=relay, args=(gateway, boot.gateway_port), daemon=True).start()
        threading.Thread(target=self._watch, daemon=True, name=f"sandbox-{boot.instance_id}").start()

    def _write_spec(self, ground: Ground | OwnRoot) -> None:
        folder = self.boot.folder
        trees = ground.trees()
        # A work folder of its own for each boot: one that was used by a volatile overlay cannot be used again.
        work = f"work-{time.monotonic_ns()}"
        for tree, _ in trees:
            for kind in ("writes", work):
                (folder / kind / slug(tree)).mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder / "seed", ignore_errors=True)
        for made in (folder / "root", folder / "seed"):
            made.mkdir(exist_ok=True)
        seed_files = []
        for number, (path, mode, content) in enumerate(self.boot.seed):
            (folder / "seed" / str(number)).write_bytes(content)
            seed_files.append({"path": path, "mode": mode, "source": str(number)})
        _match_tops(folder, ground)
        spec = {
            "instance_id": self.boot.instance_id,
            "folder": str(folder),
            "root": str(folder / "root"),
            "console": str(self.boot.console),
            "hostname": self.boot.hostname,
            "port": self.boot.gateway_port,
            "layers": [str(p) for p in self.boot.image_layers] + ground.layers(self.boot.amazon),
            "trees": trees,
            "work": work,
            "ordinary_user": ground.ordinary_user,
            "first_boot": self.boot.first_boot,
            "machine": self.boot.machine,
            "boot_line": self.boot.boot_line,
            "seed_files": seed_files,
            "seed_links": self.boot.seed_links,
            "environment": {"PATH": PATH, "LANG": "C.UTF-8"} | self.boot.environment,
        }
        (folder / "sandbox.json").write_text(json.dumps(spec, indent=1))

    def _spawn(self, theirs: socket.socket) -> subprocess.Popen:
        with theirs, open(self.boot.folder / "sandbox.log", "ab") as log:
            return subprocess.Popen(
                [
                    sys.executable,
                    "-S",
                    "-B",
                    "-m",
                    "ami_localcloud.sandbox.init",
                    str(self.boot.folder),
                    str(theirs.fileno()),
                ],
                env={"PATH": PATH, "PYTHONPATH": str(PACKAGE_ROOT)},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def _receive_listeners(self) -> list[socket.socket]:
        self._control.settimeout(START_SECONDS)
        try:
            _, fds, _, _ = socket.recv_fds(self._control, 16, 2)
        except TimeoutError:
            fds = []
        self._control.settimeout(None)
        if len(fds) != 2:
            self.kill()
            why = (self.boot.folder / "sandbox.log").read_text(errors="replace").strip().splitlines()
            raise SandboxError(why[-1] if why else "the sandbox did not come up")
        return [socket.socket(fileno=fd) for fd in fds]

    def _watch(self) -> None:
        code = self._process.wait()
        for s in (self._control, *self._listeners):
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)
            s.close()
        names = {codes.POWEROFF: "poweroff", codes.REBOOT: "reboot", codes.HALT: "halt"}
        self._on_end(names.get(code, "lost"))

    @property
    def pid(self) -> int:
        """The process that holds the sandbox; when it goes, everything in it goes."""
        return self._process.pid

    def press_power_button(self) -> None:
        """Asks the guest to power off, as StopInstances does."""
        with contextlib.suppress(OSError):
            self._control.send(codes.POWER_BUTTON)

    def press_reboot_button(self) -> None:
        """Asks the guest to reboot, as RebootInstances does."""
        with contextlib.suppress(OSError):
            self._control.send(codes.REBOOT_BUTTON)

    def kill(self) -> None:
        """Ends everything in the sandbox and returns when it is gone."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class SandboxError(Exception):
    """A sandbox could not be started; the text says why."""


def _match_tops(folder: Path, ground: Ground | OwnRoot) -> None:
    """The top of the guest's writes shows through as the tree's own folder: give it that folder's mode and owner."""
    for tree, base in ground.trees():
        same_attributes(Path(base if isinstance(ground, OwnRoot) else tree), folder / "writes" / slug(tree))
