"""URLs to which others PUT an answer: they look like those that S3 presigns for CloudFormation.

A URL names its object by its path and carries a signature; who does not know the signature, or sends a content type
(which AWS signs as empty), is refused as S3 refuses it.
"""

import hashlib
import hmac
import os
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urlencode

from localstack import config
from localstack.http import Request, Response

from ami_localcloud.control import faults

_KEY = os.urandom(32)  # of this run of the cloud; a URL does not outlive it
_receivers: dict[str, Callable[[bytes], None]] = {}
_lock = threading.Lock()

DENIED = """<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>{code}</Code><Message>{message}</Message><RequestId>{request_id}</RequestId></Error>"""
MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your key and signing method."
)


def make(bucket: str, key: str, region: str, receive: Callable[[bytes], None], seconds: int = 43200) -> str:
    """A URL whose PUT hands its body to `receive` until `forget` is called with the URL."""
    now = datetime.now(tz=UTC)
    path = f"/{bucket}/{quote(key, safe='')}"
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Date": now.strftime("%Y%m%dT%H%M%SZ"),
        "X-Amz-SignedHeaders": "host",
        "X-Amz-Expires": str(seconds),
        "X-Amz-Credential": f"LOCALCLOUD/{now:%Y%m%d}/{region}/s3/aws4_request",
    }
    query["X-Amz-Signature"] = _signature(path, query["X-Amz-Date"])
    with _lock:
        _receivers[_object(path)] = receive
    return f"http://127.0.0.1:{config.GATEWAY_LISTEN[0].port}{path}?{urlencode(query)}"


def forget(url: str) -> None:
    """Closes a URL: a later PUT is refused."""
    with _lock:
        _receivers.pop(_object(url.split("?")[0].split("/", 3)[-1]), None)


def forget_all(account_id: str | None) -> None:
    """Closes every URL of an account's stacks, or of all."""
    with _lock:
        for name in [n for n in _receivers if account_id is None or f":{account_id}:stack/" in n]:
            del _receivers[name]


def _object(path: str) -> str:
    return unquote(unquote(path)).strip("/")


def _account(path: str) -> str:
    """Whose stack the object belongs to: its name begins with the stack's ARN."""
    return _object(path).partition(":stack/")[0].rpartition(":")[2]


def _signature(path: str, date: str) -> str:
    return hmac.new(_KEY, f"{_object(path)}\n{date}".encode(), hashlib.sha256).hexdigest()


def put(request: Request, **_) -> Response:
    """The route: 200 as S3 gives it, or 403 with the reason as XML."""
    if request.headers.get("Content-Type"):
        return _refuse("SignatureDoesNotMatch", MISMATCH)
    wanted = _signature(request.path, request.args.get("X-Amz-Date", ""))
    if not hmac.compare_digest(wanted, request.args.get("X-Amz-Signature", "")):
        return _refuse("SignatureDoesNotMatch", MISMATCH)
    with _lock:
        receive = _receivers.get(_object(request.path))
    if receive is None:
        return _refuse("AccessDenied", "Request has expired")
    body = request.get_data()

    def taken() -> Response:
        receive(body)
        return Response(status=200, headers={"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'})

    return faults.upload(_account(request.path), taken)


def _refuse(code: str, message: str) -> Response:
    body = DENIED.format(code=code, message=message, request_id=secrets.token_hex(8).upper())
    return Response(body, status=403, headers={"Content-Type": "application/xml"})
