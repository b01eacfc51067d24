"""The instance metadata service (IMDS) of one instance, served on its sandbox's own 169.254.169.254.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-categories.html
"""

import secrets
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ami_localcloud.ec2 import identity, metadata_tree

LONGEST_TOKEN_SECONDS = 21600
TOKEN_HEADER, TTL_HEADER = "X-aws-ec2-metadata-token", "X-aws-ec2-metadata-token-ttl-seconds"


def server(instance: Any) -> Callable[[socket.socket], None]:
    """What serves an instance's metadata on a listening socket until that is closed."""

    def serve(listener: socket.socket) -> None:
        service = _Service(("169.254.169.254", 80), _Handler, bind_and_activate=False)
        service.socket.close()
        service.socket, service.instance, service.tokens = listener, instance, {}
        # Not serve_forever: its selector would turn round and round once the sandbox's socket is closed.
        while True:
            try:
                connection, address = listener.accept()
            except OSError:
                return
            service.process_request(connection, address)

    return serve


class _Service(ThreadingHTTPServer):
    daemon_threads = True
    instance: Any
    tokens: dict[str, float]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A guest that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Service
    server_version, sys_version = "EC2ws", ""
    # Head and body in one packet: in two, each answer would wait for the guest's delayed acknowledgement.
    wbufsize = -1

    def do_PUT(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        if not self._enabled():
            return
        if self.path != "/latest/api/token":
            self._answer(405)
        elif self.headers.get("X-Forwarded-For"):
            self._answer(403)
        else:
            self._token()

    def do_GET(self) -> None:
        if not self._enabled():
            return
        refused = self._refused()
        if refused:
            self._answer(refused)
            return
        found = metadata_tree.find(self.server.instance, self.path.split("?")[0])
        if found is None:
            self._answer(404)
        else:
            self._answer(200, found, "text/plain")

    do_HEAD = do_GET

    def _enabled(self) -> bool:
        if self.server.instance.metadata_options.http_endpoint == "enabled":
            return True
        self._answer(403)
        return False

    def _token(self) -> None:
        try:
            seconds = int(self.headers[TTL_HEADER])
        except (TypeError, ValueError):
            seconds = 0
        if not 1 <= seconds <= LONGEST_TOKEN_SECONDS:
            self._answer(400)
            return
        token = secrets.token_urlsafe(40) + "=="
        self.server.tokens[token] = time.monotonic() + seconds
        self._answer(200, token.encode(), "text/plain", {TTL_HEADER: str(seconds)})

    def _refused(self) -> int | None:
        """401 for a wrong token, and for none where one is required."""
        token = self.headers.get(TOKEN_HEADER)
        if token is None:
            return 401 if self.server.instance.metadata_options.http_tokens == "required" else None
        return None if self.server.tokens.get(token, 0) > time.monotonic() else 401

    def _answer(
        self, status: int, body: bytes = b"", kind: str = "text/html", headers: dict[str, str] | None = None
    ) -> None:
        if status != 200:
            body = _error_page(status)
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Not logged: tokens are in it."""


def _error_page(status: int) -> bytes:
    title = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Not Allowed"}[status]
    return (
        '<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"\n'
        '\t"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">\n'
        f" <head>\n  <title>{status} - {title}</title>\n </head>\n <body>\n  <h1>{status} - {title}</h1>\n </body>\n"
        "</html>\n"
    ).encode()


def prepare() -> None:
    """Makes the key of the identity documents in the background: it takes a moment and the first instance needs it."""
    threading.Thread(target=identity.key, daemon=True, name="identity-key").start()
