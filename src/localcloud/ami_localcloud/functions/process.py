"""The process of one execution environment: started, asked, ended."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ami_localcloud import processes, state
from ami_localcloud.descriptors import readable

RUNTIME = Path(__file__).with_name("runtime.py")
# Lambda gives 10 s, and then the time of the function's first call: a busy machine may need as much.
INIT_SECONDS = 60


class Ended(Exception):
    """The process is gone without an answer; says how, in the words of Lambda."""


class FunctionProcess:
    """One Python process with the runtime in it, in a process group of its own within the cloud's session."""

    def __init__(self, folder: Path, code: Path, environment: dict[str, str]):
        """Starts it. `folder` is for what it writes, `code` the unpacked function; raises Ended if it never gets up."""
        self._output = folder / "output"
        started = time.monotonic()
        requests, self._requests = os.pipe()
        self._answers, answers = os.pipe()
        with open(self._output, "ab") as output:
            self._position = output.tell()
            self._child = subprocess.Popen(
                [sys.executable, "-u", str(RUNTIME), str(requests), str(answers)],
                cwd=code,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=(requests, answers),
                process_group=0,
            )
        os.close(requests)
        os.close(answers)
        self._received = b""
        processes.record(state.folder(), self._child.pid)
        try:
            self._answer(INIT_SECONDS)
        except BaseException:
            self.end()
            raise
        self.init_seconds = time.monotonic() - started

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Sends a request and returns its answer; TimeoutError after so many seconds, Ended when the process went."""
        try:
            os.write(self._requests, json.dumps(request).encode() + b"\n")
        except BrokenPipeError:
            raise Ended(self._how_it_ended()) from None
        return self._answer(seconds)

    def alive(self) -> bool:
        return self._child.poll() is None

    def output(self) -> str:
        """What the process wrote since this was last asked."""
        with open(self._output, "rb") as output:
            output.seek(self._position)
            written = output.read()
        self._position += len(written)
        return written.decode(errors="replace")

    def peak_memory_mb(self) -> int:
        """The most memory it had so far; 0 when it is gone."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self._child.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) // 1024
        return 0

    def end(self) -> None:
        """Kills the process and what it started; harmless when it is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        processes.forget(state.folder(), self._child.pid)
        for descriptor in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._requests = self._answers = -1

    def _answer(self, seconds: float) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while b"\n" not in self._received:
            if not readable(self._answers, seconds=until - time.monotonic()):
                raise TimeoutError
            more = os.read(self._answers, 65536)
            if not more:
                raise Ended(self._how_it_ended())
            self._received += more
        line, _, self._received = self._received.partition(b"\n")
        return json.loads(line)

    def _how_it_ended(self) -> str:
        status = self._child.wait()
        if status < 0:
            return f"Runtime exited with error: signal: {signal.strsignal(-status).lower()}"
        return (
            f"Runtime exited with error: exit status {status}"
            if status
            else "Runtime exited without providing a reason"
        )
