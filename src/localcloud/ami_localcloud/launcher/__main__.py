"""The commands: start, stop, status, python, install, test."""

import argparse
import json
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

from ami_localcloud import settings
from ami_localcloud.launcher import LauncherError, environment, kernel, server
from ami_localcloud.launcher.home import SOURCES, Home, Running, say, write_whole

NOT_RUNNING = 3


def main() -> int:
    words, rest = _split(sys.argv[1:])
    arguments = _parse(words)
    home = Home.of(arguments.home)
    try:
        return arguments.command(home, arguments, rest) or 0
    except LauncherError as e:
        say(str(e))
        return e.exit_code
    except OSError as e:
        say(f"cannot use {home.folder}: {e}")
        return 1
    except KeyboardInterrupt:
        return 130


def start(home: Home, arguments: argparse.Namespace, _: list[str]) -> int:
    chosen = {name: value for name in settings.KNOBS if (value := getattr(arguments, name)) is not None}
    try:
        settings.put(chosen)
    except ValueError as e:
        raise LauncherError(str(e)) from e
    kernel.check()
    installed = environment.ensure(home)
    with home.locked("start"):
        running = home.running()
        if running and server.health(running):
            _reuse(running, arguments.port, chosen)
        else:
            server.stop(home, running)
            say("starting …")
            began = time.monotonic()
            running = server.start(home, installed, arguments.port, arguments.owner_pid, chosen)
            say(f"ready in {time.monotonic() - began:.1f} s, process {running.process.pid}, log {home.log}")
    if arguments.port_file:
        write_whole(Path(arguments.port_file).absolute(), f"{running.port}\n")
    if not arguments.foreground:
        print(running.url, flush=True)
        return 0
    return _stay(home, running)


def stop(home: Home, _: argparse.Namespace, __: list[str]) -> int:
    with home.locked("start"):
        running = home.running()
        server.stop(home, running)
    say(f"stopped process {running.process.pid}" if running else "was not running")
    return 0


def status(home: Home, _: argparse.Namespace, __: list[str]) -> int:
    running = home.running()
    if not running:
        print("not running")
        return NOT_RUNNING
    condition = "ready" if server.health(running) else "not ready"
    print(f"{condition} {running.url} process {running.process.pid} log {home.log}")
    return 0 if condition == "ready" else 1


def install(home: Home, arguments: argparse.Namespace, _: list[str]) -> int:
    print(environment.ensure(home, for_tests=arguments.dev).folder)
    return 0


def python(home: Home, _: argparse.Namespace, rest: list[str]) -> int:
    interpreter = environment.ensure(home).python
    if not rest:
        print(interpreter)
        return 0
    return _become(interpreter, rest)


def test(home: Home, _: argparse.Namespace, rest: list[str]) -> int:
    interpreter = environment.ensure(home, for_tests=True).python
    os.environ["AMI_LOCALCLOUD_HOME"] = str(home.folder)
    os.chdir(SOURCES)
    return _become(interpreter, ["-m", "pytest", *rest])


def _become(interpreter: Path, words: list[str]) -> int:
    sys.stdout.flush()
    os.environ["PYTHONPATH"] = str(SOURCES)
    os.execv(interpreter, [str(interpreter), *words])


def _reuse(running: Running, port: int | None, chosen: dict[str, Any]) -> None:
    if port and port != running.port:
        raise LauncherError(f"already running on {running.url}; stop it first to have it on port {port}")
    if chosen:
        server.put_settings(running, chosen)
    say(f"already running, process {running.process.pid}")


def _stay(home: Home, running: Running) -> int:
    """Prints the address and stays until the server has ended; being asked to end, or interrupted, stops it."""

    def end(*_: Any) -> None:
        raise KeyboardInterrupt

    try:
        # Before the address is out, since whoever reads it may end us at once; and what a shell starts in the
        # background begins with SIGINT ignored.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        print(running.url, flush=True)
        while not running.process.wait(3600):
            pass
    finally:
        server.stop(home, running)
    return 0


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """The launcher's own words, and those that `python` and `test` hand on: all but a --home that comes first."""
    if words[:1] not in (["python"], ["test"]):
        return words, []
    own = 3 if words[1:2] == ["--home"] else 1
    return words[:own], words[own:]


def _parse(words: list[str]) -> argparse.Namespace:
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--home", help="folder for all that is generated (default: target/localcloud of the checkout)")
    parser = argparse.ArgumentParser(prog="localcloud", description="A local cloud that really waits and really runs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(function: Any, description: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(function.__name__, parents=[where], help=description)
        sub.set_defaults(command=function)
        return sub

    sub = command(start, "install if needed, start on 127.0.0.1, return when ready; prints the address")
    sub.add_argument("--port", type=int, help="default: a free one")
    sub.add_argument("--port-file", help="also write the port into this file, once ready")
    sub.add_argument("--owner-pid", type=int, help="end by itself when this process has ended")
    sub.add_argument("--foreground", action="store_true", help="stay until the cloud ends; Ctrl-C stops it")
    for name in settings.KNOBS:
        option = "--" + re.sub("([A-Z])", lambda found: "-" + found[1].lower(), name)
        sub.add_argument(option, dest=name, type=json.loads, metavar="JSON", help=f"setting {name}")
    command(stop, "stop it and everything it started")
    command(status, "say whether it runs, and where")
    command(python, "run the Python of the virtual environment, or print its path")
    command(install, "make the virtual environment, print its path").add_argument(
        "--dev", action="store_true", help="with the test tools"
    )
    command(test, "run the local cloud's own tests; further words go to pytest")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
