"""Carries connections made to a guest's 127.0.0.1:port on to the cloud's port on this machine."""

import contextlib
import socket
import threading


def relay(listener: socket.socket, port: int) -> None:
    """Serves until the listener is closed; each connection gets two threads that end with it."""
    while True:
        try:
            guest, _ = listener.accept()
        except OSError:
            return
        try:
            cloud = socket.create_connection(("127.0.0.1", port), timeout=5)
        except OSError:
            guest.close()
            continue
        cloud.settimeout(None)
        for source, target in ((guest, cloud), (cloud, guest)):
            threading.Thread(target=_pump, args=(source, target), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    # Half-close: the other direction may still have an answer under way.
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
