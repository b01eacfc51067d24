"""The server process as the launcher sees it: started, ready, stopped."""

import json
import os
import shutil
import socket
import stat
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from ami_localcloud import processes
from ami_localcloud.launcher import LauncherError
from ami_localcloud.launcher.environment import Environment
from ami_localcloud.launcher.home import SOURCES, Home, Running, say
from ami_localcloud.sandbox import own_root

# A start takes 3 s, on a very busy machine a minute; once in hundreds LocalStack hangs in it.
STUCK_SECONDS = 90
STOP_SECONDS = 3
# For an answer: a cloud that was merely slow must not be taken for one that hangs, and be ended under who uses it.
ANSWER_SECONDS = 30
# What the server may see of the caller's environment; the rest, credentials among it, is not its business.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "DEBUG", "LS_LOG", own_root.VARIABLE)


class _Hung(LauncherError):
    """The server dumped where its threads stood, as it was not ready in time."""


def start(
    home: Home, environment: Environment, port: int | None, owner: int | None, settings: dict[str, Any]
) -> Running:
    """Starts the server in a session of its own and returns when it answers; LauncherError when it does not.

    A server that hangs while it starts is ended and started once more; where it hung is in the log beside its own.
    """
    try:
        return _start(home, environment, port, owner, settings)
    except _Hung as e:
        log = home.log.rename(home.log.with_suffix(".stuck.log"))
        say(f"{e}; starting it once more, the log is kept as {log}")
        return _start(home, environment, port, owner, settings)


def _start(
    home: Home, environment: Environment, port: int | None, owner: int | None, settings: dict[str, Any]
) -> Running:
    clear_state(home)
    command = [str(environment.python), "-m", "ami_localcloud.server", "--stuck-seconds", str(STUCK_SECONDS - 5)]
    if owner:
        command += ["--owner-pid", str(owner)]
    with _bound(port) as place, open(home.log, "wb") as log:
        port = place.getsockname()[1]
        command += ["--socket", str(place.fileno())]
        child = subprocess.Popen(
            command,
            env=_environment(home, port, settings),
            cwd=home.state,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[place.fileno()],
            start_new_session=True,
        )
    process = processes.Process.of(child.pid)
    if process:
        running = Running(process, port)
        home.record(running)
        try:
            if _wait_until_ready(running, child):
                return running
        except BaseException:
            stop(home, running)
            raise
        stop(home, running)
    child.wait()
    log = home.log.read_text(errors="replace")
    last = [line for line in log.splitlines() if line.strip()][-3:]
    why = _Hung if "(most recent call first)" in log else LauncherError
    raise why(f"the server did not get ready on port {port}; {home.log} ends with: {' | '.join(last)}")


def stop(home: Home, running: Running | None) -> None:
    """Ends the server and everything the state folder records, in whatever condition they are."""
    processes.end([running.process] if running else [], STOP_SECONDS)
    processes.end(processes.recorded(home.state), STOP_SECONDS)
    home.forget()


def health(running: Running) -> bool:
    """Whether this very server (not another one on its port) says that it is ready."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{running.url}/_localcloud/health", timeout=ANSWER_SECONDS) as answer:
            body = json.load(answer)
    except (OSError, ValueError):
        return False
    return body.get("status") == "ready" and body.get("pid") == running.process.pid


def put_settings(running: Running, settings: dict[str, Any]) -> None:
    """Sets knobs for all accounts of a server that runs already."""
    request = urllib.request.Request(
        f"{running.url}/_localcloud/settings",
        data=json.dumps(settings).encode(),
        headers={"Content-Type": "application/json"},
        method="PUT",
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(request, timeout=ANSWER_SECONDS).close()
    except urllib.error.HTTPError as e:
        raise LauncherError(f"the settings were refused: {e.read().decode()}") from e


def _bound(wanted: int | None) -> socket.socket:
    """A socket with the port asked for, or a free one, which is nobody else's from now on, while the server starts.

    LauncherError when another program has the port asked for.
    """
    place = socket.socket()
    try:
        if wanted:
            # Connections to the server that had it before may still be there.
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind(("127.0.0.1", wanted or 0))
    except OSError as e:
        place.close()
        raise LauncherError(f"cannot listen on port {wanted}: {e.strerror}") from e
    return place


def clear_state(home: Home) -> None:
    """Removes what an earlier run left; a sandbox's work folders deny even their owner, so modes are mended first."""

    def open_up(function: Any, path: str, _: Any) -> None:
        os.chmod(Path(path).parent, stat.S_IRWXU)
        if not os.path.islink(path):
            os.chmod(path, stat.S_IRWXU)
        if function in (os.unlink, os.rmdir):
            function(path)
        else:
            shutil.rmtree(path, onerror=open_up)

    if home.state.exists():
        shutil.rmtree(home.state, onerror=open_up)
    (home.state / "tmp").mkdir(parents=True)


def _wait_until_ready(running: Running, child: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + STUCK_SECONDS
    while time.monotonic() < until and child.poll() is None:
        if health(running):
            return True
        time.sleep(0.05)
    return False


def _environment(home: Home, port: int, settings: dict[str, Any]) -> dict[str, str]:
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return passed | {
        "PYTHONPATH": str(SOURCES),
        "PYTHONUNBUFFERED": "1",
        # No configuration of the user's is read, and nothing is written outside the home.
        "HOME": str(home.state),
        "TMPDIR": str(home.state / "tmp"),
        "XDG_CACHE_HOME": str(home.folder / "cache"),
        "AMI_LOCALCLOUD_STATE": str(home.state),
        "AMI_LOCALCLOUD_PORT": str(port),
        "AMI_LOCALCLOUD_SETTINGS": json.dumps(settings),
        # LocalStack's default server listens on all addresses, whatever it is told.
        "GATEWAY_SERVER": "hypercorn",
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        # Nothing is fetched or reported over the network.
        "DNS_ADDRESS": "0",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DISABLE_EVENTS": "1",
        "FILESYSTEM_ROOT": str(home.state / "localstack"),
        # The engine's default of 300 s for a resource would end a wait condition.
        "CFN_PER_RESOURCE_TIMEOUT": "50000",
        "LAMBDA_RUNTIME_EXECUTOR": "ami_localcloud",
        "LAMBDA_KEEPALIVE_MS": "600000",
        # More than the time that a function has to get up.
        "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT": "90",
        # AWS waits 1 and 2 minutes before it tries an asynchronous invocation again.
        "LAMBDA_RETRY_BASE_DELAY": "1",
    }
