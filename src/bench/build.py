"""Real Maven processes over the bench's project, and what their logs tell of time and heap."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloud import Account

PROJECT = Path(__file__).resolve().parent / "project"
TIME = "yyyy-MM-dd_HH:mm:ss.SSSZ"
STAMPED = re.compile(r"^(\d{4}-\d\d-\d\d_\S+) \[\w+\] ?(.*)$", re.MULTILINE)
# "Pause Young (Allocation Failure) 12M->5M(24M) 3.1ms", in kilobytes or megabytes
COLLECTION = re.compile(r"Pause .* (\d+)([KM])->\d+[KM]\(")
# A collector that stops the world and a young generation of 8 MB: used heap before a collection is what lives in it,
# and 8 MB of garbage at most beside what was promoted too early.
LASTING = 6  # s; what goes on for less is news, not worth a line of its own
HEAP_FLAGS = "-XX:+UseSerialGC -Xms16m -Xmn8m -Xmx512m -Xlog:gc:file={}"


@dataclass(frozen=True)
class Goal:
    """When the goal began and when Maven had it back."""

    began: datetime
    returned: datetime

    @property
    def seconds(self) -> float:
        return (self.returned - self.began).total_seconds()


class Maven:
    """Maven as the user starts it, on a copy of the project, against one local cloud."""

    def __init__(self, home: Path, repository: Path, settings: Path, folder: Path, version: str, endpoint: str):
        self.home, self.repository, self.settings, self.endpoint = home, repository, settings, endpoint
        self.project, self.collections = folder / "project", folder / "collections.log"
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.copytree(PROJECT, self.project)
        pom = self.project / "pom.xml"
        pom.write_text(pom.read_text().replace("@project.version@", version))

    def bake(self, account: str, *words: str) -> Goal:
        """`mvn package`, and what else Maven is told, in a checkout without results; RuntimeError when it fails."""
        shutil.rmtree(self.project / "target", ignore_errors=True)
        return goal(self._run(account, " ".join(["package", *words]), ""))

    def clean(self, account: str, *words: str) -> Goal:
        """`mvn ami:clean`, and what else Maven is told."""
        return goal(self._run(account, " ".join(["ami:clean", *words]), ""), "clean")

    def resume(self, account: "Account") -> float:
        """Kills a client while its builder provisions, and returns the seconds until the next one tells the state."""
        slow = "package -Dami.environment=WAIT=15"
        environment, command = self._command(account.id, slow, "")
        with subprocess.Popen(command, cwd=self.project, env=environment, stdout=subprocess.DEVNULL) as client:
            try:
                while not any(call["action"] == "GetConsoleOutput" for call in account.calls()):
                    time.sleep(0.2)
                time.sleep(LASTING)
            finally:
                client.kill()
        return told(self._run(account.id, slow, ""))

    def peak_heap(self, account: str, words: str) -> float:
        """The most heap in use at any collection of one build, in MB; `words`: what Maven is told."""
        shutil.rmtree(self.project / "target", ignore_errors=True)
        self.collections.unlink(missing_ok=True)
        self._run(account, words, HEAP_FLAGS.format(self.collections))
        return peak(self.collections.read_text())

    def _command(self, account: str, words: str, flags: str) -> tuple[dict[str, str], list[str]]:
        stamps = f"-Dorg.slf4j.simpleLogger.showDateTime=true -Dorg.slf4j.simpleLogger.dateTimeFormat={TIME}"
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MAVEN_"))}
        environment |= {
            "MAVEN_OPTS": f"{stamps} {flags}",
            "AWS_ACCESS_KEY_ID": account,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": str(self.project / "none"),
            "AWS_SHARED_CREDENTIALS_FILE": str(self.project / "none"),
        }
        command = [str(self.home / "bin" / "mvn"), "-B", "-s", str(self.settings)]
        command += [f"-Dmaven.repo.local={self.repository}", f"-Dami.endpoint={self.endpoint}", *words.split()]
        return environment, command

    def _run(self, account: str, words: str, flags: str) -> str:
        environment, command = self._command(account, words, flags)
        done = subprocess.run(
            command, cwd=self.project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stdout}")
        return done.stdout


def goal(log: str, name: str = "bake") -> Goal:
    """A goal in Maven's own log: from the line that announces it to the rule that Maven draws after the last goal."""
    (began, _), *lines = stamped(log, name)
    return Goal(began, next(when for when, text in lines if text.startswith("-----")))


def told(log: str) -> float:
    """Seconds from the announcement of the bake to the line that tells what goes on in the stack that it joined."""
    (began, _), *lines = stamped(log)
    return (next(when for when, text in lines if text.startswith("still going on: ")) - began).total_seconds()


def stamped(log: str, name: str = "bake") -> list[tuple[datetime, str]]:
    """The lines with their times, from the one that announces the goal on."""
    lines = [(datetime.strptime(stamp, "%Y-%m-%d_%H:%M:%S.%f%z"), text) for stamp, text in STAMPED.findall(log)]
    start = next(i for i, (_, text) in enumerate(lines) if text.startswith("--- ") and f":{name} (" in text)
    return lines[start:]


def peak(collections: str) -> float:
    """The most heap before any collection in a log of the JVM's collector, in MB; ValueError when there was none."""
    return max(int(used) / (1024 if unit == "K" else 1) for used, unit in COLLECTION.findall(collections))
