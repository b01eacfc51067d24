"""The virtual environment of the local cloud: made once for each set of pins and Python, found again afterwards."""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ami_localcloud.launcher import LauncherError
from ami_localcloud.launcher.home import SOURCES, Home, say

REQUIREMENTS = SOURCES / "requirements.txt"
TEST_REQUIREMENTS = SOURCES / "requirements-dev.txt"
PROGRESS_SECONDS = 10


@dataclass(frozen=True)
class Environment:
    """A virtual environment; it is whole when `marker` is there, which is written last."""

    folder: Path

    @classmethod
    def of(cls, home: Home) -> "Environment":
        """The one of these pins and this Python in a home."""
        python = f"{platform.python_implementation()} {platform.python_version()} {sys.base_prefix}"
        return cls(home.folder / f"venv-{_digest(REQUIREMENTS.read_bytes() + python.encode())}")

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def marker(self, requirements: Path) -> Path:
        return self.folder / f"installed-{_digest(requirements.read_bytes())}"

    def has(self, requirements: Path) -> bool:
        return self.marker(requirements).exists() and self.python.exists()


def ensure(home: Home, for_tests: bool = False) -> Environment:
    """Returns the environment, made first if it is not there; with the test tools when asked.

    LauncherError when it cannot be made; a half-made one is never used and is made anew by the next call.
    """
    if ready := os.environ.get("AMI_LOCALCLOUD_ENVIRONMENT"):
        # Whoever names an environment answers for what is in it: the tests name the one they run in.
        return Environment(Path(ready))
    environment = Environment.of(home)
    wanted = [REQUIREMENTS, TEST_REQUIREMENTS] if for_tests else [REQUIREMENTS]
    if all(environment.has(requirements) for requirements in wanted):
        return environment
    with home.locked("install"):
        if not environment.has(REQUIREMENTS):
            shutil.rmtree(environment.folder, ignore_errors=True)
            log = home.folder / "install.log"
            _run([sys.executable, "-m", "venv", str(environment.folder)], log, "making a virtual environment")
            _install(environment, REQUIREMENTS, log)
        if for_tests and not environment.has(TEST_REQUIREMENTS):
            _install(environment, TEST_REQUIREMENTS, home.folder / "install-dev.log")
    return environment


def _install(environment: Environment, requirements: Path, log: Path) -> None:
    # The pins of the runtime bind the test tools too: installing these must not move those.
    pip = [str(environment.python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    count = sum(1 for line in requirements.read_text().splitlines() if line and line[0] not in "#-")
    python = f"Python {platform.python_version()}"
    _run(
        [*pip, "-r", str(requirements), "-c", str(REQUIREMENTS)],
        log,
        f"installing the {count} packages of {requirements.name} for {python} (once)",
    )
    environment.marker(requirements).touch()


def _run(command: list[str], log: Path, what: str) -> None:
    say(f"{what} …")
    started = time.monotonic()
    with open(log, "ab") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            while True:
                try:
                    status = process.wait(PROGRESS_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    say(f"still {what}, {time.monotonic() - started:.0f} s")
        except BaseException:
            process.kill()
            raise
    if status:
        last = log.read_text(errors="replace").strip().splitlines()[-3:]
        raise LauncherError(f"{what} failed (exit {status}); {log} ends with: {' | '.join(last)}")
    say(f"{what}: done in {time.monotonic() - started:.0f} s")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
