"""Where one local cloud keeps what it generates."""

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ami_localcloud.processes import Process

SOURCES = Path(__file__).resolve().parents[2]
CHECKOUT = SOURCES.parents[1]


@dataclass(frozen=True)
class Running:
    """A server that was started: its process and the port it answers on."""

    process: Process
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Home:
    """A folder with virtual environment, state, log, and the record of the running server."""

    folder: Path

    @classmethod
    def of(cls, option: str | None) -> "Home":
        """The folder of --home, else of AMI_LOCALCLOUD_HOME, else target/localcloud of the checkout."""
        chosen = option or os.environ.get("AMI_LOCALCLOUD_HOME") or CHECKOUT / "target" / "localcloud"
        return cls(Path(chosen).absolute())

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def log(self) -> Path:
        return self.folder / "localcloud.log"

    @property
    def pid_file(self) -> Path:
        return self.folder / "localcloud.pid"

    @property
    def port_file(self) -> Path:
        return self.folder / "localcloud.port"

    def running(self) -> Running | None:
        """The server this home started, if it is alive and really the one that was started."""
        try:
            process = Process(**json.loads(self.pid_file.read_text()))
            port = int(self.port_file.read_text())
        except (OSError, ValueError, TypeError):
            return None
        return Running(process, port) if process.is_alive() else None

    def record(self, running: Running) -> None:
        write_whole(self.port_file, f"{running.port}\n")
        write_whole(self.pid_file, json.dumps(running.process.as_json()) + "\n")

    def forget(self) -> None:
        self.pid_file.unlink(missing_ok=True)
        self.port_file.unlink(missing_ok=True)

    @contextmanager
    def locked(self, what: str) -> Iterator[None]:
        """Holds a lock of that name against other launchers of this home; says so when it has to wait."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / f"{what}.lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(f"waiting for another {what} in {self.folder}")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that a reader sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_text(text)
    partial.replace(path)


def say(message: str) -> None:
    """Progress goes to stderr: stdout carries only what a script may want to read."""
    print(f"local cloud: {message}", file=sys.stderr, flush=True)
