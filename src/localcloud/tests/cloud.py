"""The cloud as tests use it: the launcher's command, the control routes, waiting for a condition."""

import json
import os
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Found = TypeVar("Found")
SOURCES = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cloud:
    """A running cloud: its address and its home folder."""

    url: str
    home: Path


def launcher_environment() -> dict[str, str]:
    """The environment in which the launcher takes the packages that this test session runs with."""
    return dict(os.environ) | {"AMI_LOCALCLOUD_ENVIRONMENT": sys.prefix}


def launch(*words: str, check: bool = True, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs the launcher under the Python of this test session, with the packages that are there."""
    options.setdefault("env", launcher_environment())
    command = [sys.executable, "-m", "ami_localcloud.launcher", *words]
    done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, timeout=300, **options)
    assert not check or done.returncode == 0, done.stderr
    return done


# How long a test waits for what has to come: nothing is won by less, and a busy machine takes its time.
PATIENCE = 120


def eventually(look: Callable[[], Found], seconds: float = PATIENCE, until: Callable[[Found], Any] = bool) -> Found:
    """Looks again and again until what is seen holds, and returns it; AssertionError, with the last seen, if never."""
    deadline = time.monotonic() + seconds
    while True:
        seen = look()
        if until(seen):
            return seen
        assert time.monotonic() < deadline, f"still not so after {seconds} s: {seen!r}"
        time.sleep(0.1)


class Control:
    """The routes under `/_localcloud/`, for one account."""

    def __init__(self, url: str, account: str | None):
        self.url = url
        self.account = account

    def call(self, method: str, path: str, body: Any = None, /, **query: str) -> bytes:
        """Calls a route; urllib.error.HTTPError for an answer of 400 and above."""
        words = ({"account": self.account} if self.account else {}) | query
        request = urllib.request.Request(
            f"{self.url}/_localcloud/{path}?{urllib.parse.urlencode(words)}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.read()

    def set(self, **knobs: Any) -> dict[str, Any]:
        """Sets knobs of this account; returns all."""
        return json.loads(self.call("PUT", "settings", knobs))

    def settings(self) -> dict[str, Any]:
        return json.loads(self.call("GET", "settings"))

    def fault(self, action: str, times: int = 1, **what: Any) -> None:
        """Makes the next calls of an action fail; `what` as in the README: code, message, status, delay, drop."""
        self.call("POST", "faults", {"account": self.account, "action": action, "times": times} | what)

    def requests(self, action: str | None = None, **query: str) -> list[dict[str, Any]]:
        """The request log of this account, oldest first; of one action if named."""
        lines = self.call("GET", "requests", **query).splitlines()
        return [entry for entry in map(json.loads, lines) if action in (None, entry["action"])]

    def reset(self) -> None:
        self.call("POST", "reset", {})

    def images(self, region: str = "us-east-1") -> list[dict[str, Any]]:
        """The account's own images, with the times at which they were made and settled."""
        return json.loads(self.call("GET", "images", region=region))

    def image_files(self, image_id: str, region: str = "us-east-1") -> dict[str, dict[str, Any]]:
        """What an image carries, by path."""
        files = json.loads(self.call("GET", f"images/{image_id}/files", region=region))
        return {file["path"]: file for file in files}

    def image_file(self, image_id: str, path: str, region: str = "us-east-1") -> bytes:
        return self.call("GET", f"images/{image_id}/file", region=region, path=path)
