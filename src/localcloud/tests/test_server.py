"""The server process when it does not do as it should: hung while it starts, deaf when its owner ends."""

import socket
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest
from cloud import PATIENCE, SOURCES, Cloud

from ami_localcloud.launcher import server
from ami_localcloud.launcher.environment import Environment
from ami_localcloud.launcher.home import Home


def test_a_server_that_hangs_while_it_starts_is_started_once_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    home = tmp_path
    python = home / "environment" / "bin" / "python"
    python.parent.mkdir(parents=True)
    hang = "import faulthandler, time; faulthandler.dump_traceback_later(1, exit=True); time.sleep(60)"
    python.write_text(f"""#!/bin/sh
[ -e {home}/hung ] && exec {sys.executable} "$@"
touch {home}/hung
exec {sys.executable} -c '{hang}'
""")
    python.chmod(0o755)
    running = server.start(Home(home), Environment(home / "environment"), None, None, {})
    try:
        assert server.health(running)
    finally:
        server.stop(Home(home), running)
    assert "did not get ready" in capsys.readouterr().err
    assert 'File "<string>", line 1 in <module>' in (home / "localcloud.stuck.log").read_text()


def test_its_port_is_nobody_elses_before_it_listens():
    with server._bound(None) as place, socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with pytest.raises(OSError, match="Address already in use"):
            other.bind(place.getsockname())


def test_one_that_does_not_heed_the_end_of_its_owner_is_ended():
    owner = subprocess.Popen(["sleep", "600"])
    deaf = (
        "import signal, time; from ami_localcloud import server; server.GRACE_SECONDS = 1;"
        f"signal.signal(signal.SIGTERM, signal.SIG_IGN); server._end_with({owner.pid}); print('up', flush=True);"
        "time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", deaf], cwd=SOURCES, stdout=subprocess.PIPE)
    assert child.stdout.readline() == b"up\n"
    owner.kill()
    owner.wait()
    assert child.wait(PATIENCE) == 1
    child.stdout.close()


def test_a_connection_waits_for_its_request_until_its_client_closes_it(cloud: Cloud):
    address = urllib.parse.urlsplit(cloud.url)
    place = (address.hostname, address.port)
    with socket.create_connection(place) as slow, socket.create_connection(place, timeout=PATIENCE) as closed:
        closed.shutdown(socket.SHUT_WR)
        assert closed.recv(1) == b""
        # Longer than hypercorn keeps one by itself.
        slow.settimeout(6)
        with pytest.raises(TimeoutError):
            slow.recv(1)
        slow.settimeout(PATIENCE)
        slow.sendall(f"GET /_localcloud/health HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        assert slow.recv(65536).startswith(b"HTTP/1.1 200")
