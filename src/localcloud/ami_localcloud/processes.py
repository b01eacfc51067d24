"""Processes by their number *and* start time, so that a number used again is never mistaken for ours.

What the cloud starts is recorded in its state folder; `stop` ends whatever is recorded there, whoever was its parent.
Standard library only: the launcher uses it too.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ZOMBIE = "Z"


@dataclass(frozen=True)
class Process:
    """One process: `start_time` is field 22 of /proc/<pid>/stat (clock ticks since boot)."""

    pid: int
    start_time: int
    boot_id: str

    @classmethod
    def of(cls, pid: int) -> "Process | None":
        """The process that has this number now, if there is one."""
        status = _status(pid)
        return cls(pid, int(status[19]), _boot_id()) if status and status[0] != ZOMBIE else None

    def is_alive(self) -> bool:
        return Process.of(self.pid) == self

    def send(self, number: int) -> None:
        """Sends a signal, if the process is still the one meant."""
        with contextlib.suppress(ProcessLookupError):
            if self.is_alive():
                os.kill(self.pid, number)

    def wait(self, seconds: float) -> bool:
        """Waits for the end of the process; returns whether it came within so many seconds."""
        until = time.monotonic() + seconds
        while self.is_alive():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def record(state: Path, pid: int) -> None:
    """Notes a process that the cloud started, so that it cannot outlive the cloud."""
    process = Process.of(pid)
    if process:
        folder = state / "processes"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / str(pid)).write_text(f"{process.start_time} {process.boot_id}")


def forget(state: Path, pid: int) -> None:
    """Notes that a process has ended."""
    (state / "processes" / str(pid)).unlink(missing_ok=True)


def recorded(state: Path) -> list[Process]:
    """The processes that were recorded and are still alive."""
    found = []
    for file in (state / "processes").glob("*"):
        with contextlib.suppress(OSError, ValueError):
            start_time, boot_id = file.read_text().split()
            found.append(Process(int(file.name), int(start_time), boot_id))
    return [process for process in found if process.is_alive()]


def family(roots: Iterable[Process]) -> set[Process]:
    """The processes given, all their descendants, and all that share a session with one of them."""
    statuses = {pid: status for pid in _pids() if (status := _status(pid))}
    members = {root.pid for root in roots if root.is_alive()}
    while True:
        more = {
            pid for pid, status in statuses.items() if int(status[1]) in members or int(status[3]) in members
        } - members
        if not more:
            return {process for pid in members if (process := Process.of(pid))}
        members |= more


def end(roots: Iterable[Process], grace: float) -> None:
    """Ends processes with all their descendants: asks the roots first, kills what is left after `grace` seconds."""
    roots = list(roots)
    members = family(roots)
    for root in roots:
        root.send(signal.SIGTERM)
    for root in roots:
        root.wait(grace)
    for member in members | family(roots):
        member.send(signal.SIGKILL)
    for member in members:
        member.wait(grace)


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _status(pid: int) -> list[str] | None:
    """The fields of /proc/<pid>/stat from the third on: state, ppid, pgrp, session …"""
    try:
        # The second field, the command, may hold blanks and parentheses.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def _boot_id() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
