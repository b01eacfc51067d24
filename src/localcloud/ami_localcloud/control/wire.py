"""What becomes of an answer on its way: lost, cut, never sent; and by whose clock it is dated.

The gateway says so by headers that never leave this process; the HTTP server does it.
"""

import contextvars
import socket
import struct
from collections.abc import Iterable
from time import time
from typing import Any
from wsgiref.handlers import format_date_time

from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.config import Config
from hypercorn.protocol.events import Body, StreamClosed
from hypercorn.protocol.http_stream import ASGIHTTPState, HTTPStream
from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

# The connection closes without an answer; nothing comes on it any more; the headers come and nothing after them;
# half of the body comes and then a reset.
DROP, HANG, HANG_BODY, RESET = "drop", "hang", "hang-body", "reset"

FATE = "x-localcloud-fate"
AHEAD = "x-localcloud-ahead"

# Longer than any client keeps one.
IDLE_SECONDS = 3600

_seconds_ahead: contextvars.ContextVar[float] = contextvars.ContextVar("seconds_ahead", default=0)


def mark(_: HandlerChain, context: RequestContext, response: Response) -> None:
    """A finalizer: tells the server what to do with this answer."""
    if fate := context.get("fate"):
        response.headers[FATE] = fate
    if ahead := context.get("clock_ahead"):
        response.headers[AHEAD] = str(ahead)


def install() -> None:
    """Has the server heed the marks."""
    answer, dated, read = HTTPStream.app_send, Config.response_headers, TCPServer._read_data

    async def app_send(self: HTTPStream, message: Any) -> None:
        if message and message["type"] == "http.response.start":
            marks = _take_marks(message)
            self.fate = marks.get(FATE)
            _seconds_ahead.set(float(marks.get(AHEAD, 0)))
        await _send(self, message, answer)

    def response_headers(self: Config, protocol: str) -> list[tuple[bytes, bytes]]:
        ahead = _seconds_ahead.get()
        date = format_date_time(time() + ahead).encode("ascii")
        return [(name, date if ahead and name == b"date" else value) for name, value in dated(self, protocol)]

    async def read_data(self: TCPServer) -> None:
        await read(self)
        # The client has closed it; the server would do so when the time of idle ones is over.
        await self.idle_task.stop()

    # By default a connection that was idle for 5 s is closed, whether or not the next request is on its way.
    Config.keep_alive_timeout = IDLE_SECONDS
    TCPServer._read_data = read_data
    HTTPStream.fate = None
    HTTPStream.app_send = app_send
    Config.response_headers = response_headers


async def _send(stream: HTTPStream, message: Any, answer: Any) -> None:
    """Sends a part of an answer, or does what is the answer's fate instead; `None` is the end of it."""
    fate = stream.fate
    if fate == HANG or (fate == HANG_BODY and stream.state == ASGIHTTPState.RESPONSE):
        # The connection stays open until the client has enough.
        return
    if fate == DROP:
        if not stream.closed:
            stream.state = ASGIHTTPState.CLOSED
            stream.closed = True
            # Nothing was sent for this request, so the connection cannot be used again and is closed.
            await stream.send(StreamClosed(stream_id=stream.stream_id))
        return
    if fate == RESET and stream.state == ASGIHTTPState.RESPONSE:
        if message and not stream.closed:
            await _reset(stream, bytes(message.get("body", b"")))
        return
    await answer(stream, message)


async def _reset(stream: HTTPStream, body: bytes) -> None:
    """Half of a body, then RST, which is what closing a socket without lingering sends."""
    stream.closed = True
    if half := body[: len(body) // 2]:
        await stream.send(Body(stream_id=stream.stream_id, data=half))
    server = stream.send.__self__.send.__self__
    server.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    server.writer.transport.abort()


def _take_marks(message: Any) -> dict[str, str]:
    headers: Iterable[tuple[bytes, bytes]] = message.get("headers", [])
    marks = {name.lower(): value for name, value in headers if name.lower() in (FATE.encode(), AHEAD.encode())}
    message["headers"] = [(name, value) for name, value in headers if name.lower() not in marks]
    return {name.decode(): value.decode() for name, value in marks.items()}
