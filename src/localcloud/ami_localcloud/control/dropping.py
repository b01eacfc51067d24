"""Closes a connection instead of answering, by a header that never leaves this process."""

from typing import Any

from hypercorn.protocol.events import StreamClosed
from hypercorn.protocol.http_stream import ASGIHTTPState, HTTPStream
from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

HEADER = "x-localcloud-drop"
MARK = HEADER.encode()


def mark(_: HandlerChain, context: RequestContext, response: Response) -> None:
    """A finalizer: marks the answer of a call whose connection is to be dropped."""
    if context.get("dropped"):
        response.headers[HEADER] = "1"


def install() -> None:
    """Has the server close the connection where an answer carries the mark."""
    original = HTTPStream.app_send

    async def app_send(self: HTTPStream, message: Any) -> None:
        if self.closed:
            return
        if message and message["type"] == "http.response.start" and _marked(message):
            self.state = ASGIHTTPState.CLOSED
            self.closed = True
            # Nothing was sent for this request, so the connection cannot be used again and is closed.
            await self.send(StreamClosed(stream_id=self.stream_id))
            return
        await original(self, message)

    HTTPStream.app_send = app_send


def _marked(message: Any) -> bool:
    return any(name.lower() == MARK for name, _ in message.get("headers", []))
