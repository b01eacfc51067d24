"""A log of every AWS request, in memory and as JSON lines in the state folder; no secret gets into it."""

import json
import threading
from datetime import UTC, datetime
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from ami_localcloud import state
from ami_localcloud.control.redaction import redacted
from ami_localcloud.identity.callers import principal_arn

_lock = threading.Lock()
_entries: list[dict[str, Any]] = []


def begin(_: HandlerChain, context: RequestContext, __: Response) -> None:
    """A request handler: takes down what was asked, before anything can change it."""
    if not context.operation:
        return
    context.log_entry = {
        "time": datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "account": context.account_id,
        "region": context.region,
        "service": context.service.service_name,
        "action": context.operation.name,
        "principal": principal_arn(context),
        # Made by a service of the cloud on somebody's behalf, as CloudFormation calls EC2.
        "internal": context.is_internal_call,
        "status": None,
        "errorCode": None,
        "fault": None,
        "parameters": redacted(context.service_request or {}, context.operation.input_shape),
    }


def finish(_: HandlerChain, context: RequestContext, response: Response) -> None:
    """A finalizer: adds what became of the request. One that was not answered in full has no status."""
    entry = context.get("log_entry")
    if not entry:
        return
    entry["fault"] = context.get("fault")
    if not context.get("fate"):
        entry["status"] = response.status_code
        entry["errorCode"] = getattr(context.service_exception, "code", None)
    with _lock:
        _entries.append(entry)
        # In one piece, as the file is read while it grows.
        with open(_file(), "ab", buffering=0) as lines:
            lines.write(f"{json.dumps(entry)}\n".encode())


def entries(account_id: str | None = None, since: str = "") -> list[dict[str, Any]]:
    """What was logged for an account, or for all, at or after a time as it stands in the log; oldest first."""
    with _lock:
        return [entry for entry in _entries if account_id in (None, entry["account"]) and entry["time"] >= since]


def reset(account_id: str | None) -> None:
    """Forgets one account's requests, or all, in memory and in the file."""
    with _lock:
        _entries[:] = [entry for entry in _entries if account_id and entry["account"] != account_id]
        _file().write_text("".join(json.dumps(entry) + "\n" for entry in _entries))


def _file() -> Any:
    return state.folder() / "requests.jsonl"
