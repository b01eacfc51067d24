"""The server process: LocalStack with the rooms of this package, ending with its owner."""

import argparse
import faulthandler
import os
import signal
import socket
import sys
import threading
import time

from ami_localcloud.descriptors import readable

GRACE_SECONDS = 10


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--owner-pid", type=int)
    parser.add_argument("--stuck-seconds", type=int, required=True)
    parser.add_argument("--socket", type=int, required=True, help="the descriptor of the one to listen on")
    arguments = parser.parse_args()
    owner = arguments.owner_pid
    sys.argv[1:] = []
    # What holds up a start is in the log then.
    faulthandler.dump_traceback_later(arguments.stuck_seconds, exit=True)
    if owner:
        _end_with(owner)
    _import_packages_api()
    _wait_for_gateway(arguments.stuck_seconds)
    _listen_on(arguments.socket)
    from localstack.runtime.main import main as run

    run()


def _end_with(owner: int) -> None:
    """Ends this process, as if asked to, when the owner has ended; no polling."""
    try:
        descriptor = os.pidfd_open(owner)
    except ProcessLookupError:
        sys.exit(f"process {owner}, which should own this cloud, is not there")

    def watch() -> None:
        readable(descriptor)
        os.kill(os.getpid(), signal.SIGTERM)
        # LocalStack waits for requests in flight, which may hang for whoever is gone.
        time.sleep(GRACE_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="owner", daemon=True).start()


def _wait_for_gateway(seconds: int) -> None:
    """Gives the gateway as long as a start may take: LocalStack gives it 15 s and is never ready after that."""
    from localstack.runtime.runtime import LocalstackRuntime
    from localstack.utils import net, sync

    def wait(runtime: LocalstackRuntime) -> None:
        port = runtime.config.GATEWAY_LISTEN[0].port
        sync.poll_condition(lambda: net.is_port_open(port), timeout=seconds, interval=0.1)
        faulthandler.cancel_dump_traceback_later()

    LocalstackRuntime._wait_for_gateway = wait  # type: ignore[method-assign]


def _listen_on(descriptor: int) -> None:
    """Gives the gateway the socket that the launcher bound."""
    from hypercorn.config import Config, Sockets

    place = socket.socket(fileno=descriptor)
    Config.create_sockets = lambda _: Sockets([], [place], [])  # type: ignore[method-assign]


def _import_packages_api() -> None:
    """Imports the module of LocalStack that says `Lock | None`: before Python 3.13 Lock is a function, not a type."""
    if sys.version_info >= (3, 13):
        return
    lock = threading.Lock

    class Lock:
        def __new__(cls):
            return lock()

    threading.Lock = Lock  # type: ignore[assignment,misc]
    try:
        import localstack.packages.api  # noqa: F401
    finally:
        threading.Lock = lock


if __name__ == "__main__":
    main()
