"""Measures what the plugin adds to a bake, on the local cloud: `mvn -Pbench verify` runs it and prints the table.

Figures over their target do not fail the build: they are there to be read.
"""

import argparse
import json
import os
import platform
from collections import Counter
from datetime import datetime
from pathlib import Path

from build import Maven
from cloud import Account
from table import Figure, markdown, spread

FIRST_ACCOUNT = 900


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoint", required=True, help="the running local cloud")
    parser.add_argument("--maven-home", type=Path, required=True)
    parser.add_argument("--repository", type=Path, required=True, help="local repository that has the plugin")
    parser.add_argument("--resolved", required=True, help="URL of the repository with all the plugin needs")
    parser.add_argument("--settings", type=Path, required=True, help="settings with @localRepositoryUrl@ in it")
    parser.add_argument("--dependencies", type=Path, required=True, help="folder with the plugin's dependencies")
    parser.add_argument("--version", required=True, help="of the plugin")
    parser.add_argument("--folder", type=Path, required=True, help="for all that is generated")
    parser.add_argument("--table", type=Path, required=True, help="the file for the table")
    parser.add_argument("--runs", type=int, default=3, help="bakes of each image time")
    parser.add_argument("--image-seconds", default="0,5,20,60", help="how long images are pending")
    arguments = parser.parse_args()
    arguments.times = [float(seconds) for seconds in arguments.image_seconds.split(",")]
    return arguments


def complete(maven: Maven) -> datetime:
    """When the last event of the stack's creation came, by the manifest."""
    events = json.loads((maven.project / "target" / "ami.json").read_text())["events"]
    return datetime.fromisoformat(events[-1]["time"])


def speed(maven: Maven, endpoint: str, times: list[float], runs: int) -> tuple[list[Figure], list[dict]]:
    """Bakes with every image time; also returns the calls of the first bake with the longest."""
    figures: list[Figure] = []
    late: dict[float, list[float]] = {}
    own: list[float] = []
    before: list[float] = []
    calls: dict[float, list[dict]] = {}
    for number, seconds in enumerate(times):
        account = Account(endpoint, f"{FIRST_ACCOUNT + number:012}")
        for run in range(runs):
            account.reset(seconds)
            goal = maven.bake(account.id)
            available, asked = account.image_available(), account.stack_created()
            done = max(available, complete(maven))
            late.setdefault(seconds, []).append((goal.returned - available).total_seconds())
            before.append((asked - goal.began).total_seconds())
            own.append(goal.seconds - (done - asked).total_seconds())
            calls.setdefault(seconds, account.calls())
            print(
                f"image time {seconds:g} s, run {run + 1} of {runs}: goal {goal.seconds:.1f} s, "
                f"returned {late[seconds][-1]:.1f} s after the image, {own[-1]:.1f} s its own",
                flush=True,
            )
    for seconds in times:
        how = "cloud's record of the image; time stamps of Maven's log"
        figures += spread(f"image available to goal's return, image time {seconds:g} s", late[seconds], 2.5, 5, how)
    how = "goal, less the time from CreateStack to image available and stack complete"
    figures += spread("goal's own time, whole bake", own, 3, None, how)
    figures.append(Figure("of it before CreateStack, mean", sum(before) / len(before), "s"))
    return figures, calls[max(times)]


def resume(maven: Maven, endpoint: str, runs: int) -> list[Figure]:
    account = Account(endpoint, f"{FIRST_ACCOUNT + 98:012}")
    told: list[float] = []
    for _ in range(runs):
        account.reset(0)
        told.append(maven.resume(account))
    how = "after a kill: goal's announcement to the line of what goes on; time stamps of Maven's log"
    return spread("resume: state of the running bake told", told, 3, 3, how)


def reuse(maven: Maven, endpoint: str, runs: int) -> list[Figure]:
    """A bake that finds the image of the same inputs, over one that is skipped."""
    account = Account(endpoint, f"{FIRST_ACCOUNT + 96:012}")
    account.reset(0)
    maven.bake(account.id)
    calls = len(account.calls())
    pairs = [(maven.bake(account.id).seconds, maven.bake(account.id, "-Dami.skip").seconds) for _ in range(runs)]
    how = "time stamps of Maven's log: ami:bake less ami:bake -Dami.skip"
    figures = spread("image of the same inputs found, over an empty goal", [a - b for a, b in pairs], 1.5, 1.5, how)
    return [*figures, Figure("– API calls of it", (len(account.calls()) - calls) / runs, "calls")]


def clean(maven: Maven, endpoint: str, runs: int) -> list[Figure]:
    """A clean where there is nothing, over one that is skipped: what is left is ours."""
    account = Account(endpoint, f"{FIRST_ACCOUNT + 97:012}")
    account.reset(0)
    pairs = [(maven.clean(account.id).seconds, maven.clean(account.id, "-Dami.skip").seconds) for _ in range(runs)]
    how = "time stamps of Maven's log: ami:clean less ami:clean -Dami.skip"
    figures = spread(
        "clean with nothing there, over an empty goal", [done - none for done, none in pairs], 1.5, 1.5, how
    )
    return [*figures, Figure("– API calls of it", len(account.calls()) / runs, "calls")]


def requests(calls: list[dict], seconds: float) -> list[Figure]:
    by_action = Counter(f"{call['service']}:{call['action']}" for call in calls)
    total = Figure(f"API calls, image time {seconds:g} s", len(calls), "calls", 80, "cloud's request log")
    return [total, *(Figure(f"– {action}", count, "calls") for action, count in by_action.most_common())]


def heap(maven: Maven, endpoint: str) -> list[Figure]:
    account = Account(endpoint, f"{FIRST_ACCOUNT + 99:012}")
    empty = maven.peak_heap(account.id, "validate")
    account.reset(5)
    bake = maven.peak_heap(account.id, "package")
    how = "used before any collection, -XX:+UseSerialGC -Xmn8m -Xlog:gc: garbage is in it"
    return [
        Figure("peak heap of a bake over an empty build", bake - empty, "MB", 64, how),
        Figure("– of the bake", bake, "MB"),
        Figure("– of the empty build (mvn validate)", empty, "MB"),
    ]


def size(dependencies: Path) -> list[Figure]:
    sizes = {jar.name: jar.stat().st_size / 1024 / 1024 for jar in dependencies.glob("*.jar")}
    largest = sorted(sizes, key=sizes.__getitem__, reverse=True)[:3]
    how = f"{len(sizes)} jars of the runtime class path"
    total = Figure("size of all dependencies", sum(sizes.values()), "MB", 35, how)
    return [total, *(Figure(f"– {name}", sizes[name], "MB") for name in largest)]


def main() -> None:
    given = parse()
    given.folder.mkdir(parents=True, exist_ok=True)
    settings = given.folder / "settings.xml"
    settings.write_text(given.settings.read_text().replace("@localRepositoryUrl@", given.resolved))
    maven = Maven(given.maven_home, given.repository, settings, given.folder, given.version, given.endpoint)
    print("A bake that is not measured: Maven finds the plugin, the cloud loads its services …", flush=True)
    first = Account(given.endpoint, f"{FIRST_ACCOUNT:012}")
    first.reset(0)
    maven.bake(first.id)
    figures, calls = speed(maven, given.endpoint, given.times, given.runs)
    figures += resume(maven, given.endpoint, given.runs)
    figures += requests(calls, max(given.times))
    figures += reuse(maven, given.endpoint, given.runs)
    figures += clean(maven, given.endpoint, given.runs)
    figures += heap(maven, given.endpoint)
    figures += size(given.dependencies)
    load = os.getloadavg()[0]
    where = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, load at the end {load:.1f}, local cloud"
    table = f"{markdown(figures)}\nMachine: {where}.\n"
    given.table.write_text(table)
    print(f"\n{table}", flush=True)


if __name__ == "__main__":
    main()
