"""Faults on demand: the next calls of an action are answered with an error, late, in part, or not at all."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from ami_localcloud.control import throttling, wire
from ami_localcloud.control.error_status import status_of
from ami_localcloud.identity.callers import is_client

FIELDS = {
    "account": str,
    "service": str,
    "action": str,
    "times": int,
    "code": str,
    "message": str,
    "status": int,
    "throttle": bool,
    "retryAfter": int,
    "delay": (int, float),
    "drop": (bool, str),
    "hang": (bool, str),
    "reset": bool,
}
KINDS = ("code", "status", "throttle", "delay", "drop", "hang", "reset")
BEFORE, AFTER, BODY = "before", "after", "body"
# `true` is short for "before": nothing is done.
WHEN = {"drop": {True: BEFORE, BEFORE: BEFORE, AFTER: AFTER}}
WHEN["hang"] = WHEN["drop"] | {BODY: BODY}
ANY = "*"


class Call(NamedTuple):
    """What a fault may be meant for."""

    account: str
    service: str
    action: str
    # Made by a service of the cloud on somebody's behalf.
    internal: bool = False
    # Made by what runs in the cloud: a function, a builder.
    inside: bool = False

    @property
    def name(self) -> str:
        return f"{self.action} (inside)" if self.inside else self.action


@dataclass
class Fault:
    """What happens to the next `times` calls; of several that fit, the one made first is used up first."""

    action: str
    times: int = 1
    account: str | None = None
    service: str | None = None
    code: str | None = None
    message: str = ""
    status: int | None = None
    throttle: bool = False
    retryAfter: int | None = None  # noqa: N815, as it is in JSON
    delay: float = 0
    drop: str | None = None
    hang: str | None = None
    reset: bool = False
    # How often which call was struck.
    struck: Counter = field(default_factory=Counter)

    def fits(self, call: Call) -> bool:
        if self.service not in (None, call.service) or self.account not in (None, call.account):
            return False
        if self.action == ANY:
            # What the cloud's services ask of each other is not for a client to mend.
            return not call.internal and self.struck[call.name] < self.times
        return self.action == call.action

    @property
    def used_up(self) -> bool:
        return self.action != ANY and self.struck.total() >= self.times

    @property
    def kind(self) -> str:
        """What the request log says of a call that was struck."""
        return next(name for name in reversed(KINDS) if getattr(self, name))


_lock = threading.Lock()
_faults: list[Fault] = []


def add(asked: Mapping[str, Any]) -> None:
    """Registers a fault as POST /_localcloud/faults describes it; ValueError for what it does not know."""
    for name, value in asked.items():
        if name not in FIELDS:
            raise ValueError(f"unknown field {name}; known are {', '.join(FIELDS)}")
        if value is not None and not isinstance(value, FIELDS[name]):
            raise ValueError(f"field {name} cannot be {value!r}")
    given = {name: value for name, value in asked.items() if value is not None and value is not False}
    if "action" not in given:
        raise ValueError("field action is missing")
    if given.get("times", 1) < 1:
        raise ValueError("field times has to be 1 or more")
    for name, known in WHEN.items():
        if name in given:
            if given[name] not in known:
                words = ", ".join(f'"{word}"' for word in known if word is not True)
                raise ValueError(f"field {name} has to be {words} or true")
            given[name] = known[given[name]]
    if not any(given.get(name) for name in KINDS):
        raise ValueError(f"say what shall happen: {', '.join(KINDS[:-1])} or {KINDS[-1]}")
    with _lock:
        _faults.append(Fault(**given))


def remaining(account_id: str | None = None) -> list[dict[str, Any]]:
    """The faults that wait for a call, of an account or all."""
    with _lock:
        return [vars(one) | {"struck": dict(one.struck)} for one in _faults if account_id in (None, one.account)]


def reset(account_id: str | None) -> None:
    """Forgets the faults made for an account, or all."""
    with _lock:
        _faults[:] = [fault for fault in _faults if account_id and fault.account != account_id]


def strike(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """A request handler: does to this call what a fitting fault says."""
    if not context.operation:
        return
    service, action = context.service.service_name, context.operation.name
    inside = not context.is_internal_call and not is_client(context)
    fault = _next(Call(context.account_id, service, action, context.is_internal_call, inside))
    if not fault:
        return
    context.fault = fault.kind
    if fault.delay:
        time.sleep(fault.delay)
    if fault.drop or fault.hang or fault.reset:
        context.fate = _fate(fault)
        if BEFORE in (fault.drop, fault.hang):
            chain.terminate()
    elif fault.throttle:
        context.retry_after = fault.retryAfter
        slow = throttling.of(context)
        raise CommonServiceException(slow.code, slow.message, slow.status, sender_fault=slow.status < 500)
    elif fault.code:
        context.retry_after = fault.retryAfter
        status = fault.status or status_of(fault.code, context)
        raise CommonServiceException(fault.code, fault.message or fault.code, status, sender_fault=status < 500)
    elif fault.status:
        context.retry_after = fault.retryAfter
        response.status_code = fault.status
        response.data = b""
        chain.terminate()


def advise(_: HandlerChain, context: RequestContext, response: Response) -> None:
    """A finalizer: when to come again, if the fault says so."""
    if context.get("retry_after") is not None:
        response.headers["Retry-After"] = str(context.retry_after)


def upload(account_id: str, receive: Callable[[], Response]) -> Response:
    """Answers an upload to an address of S3's that somebody was given, which no service handles."""
    fault = _next(Call(account_id, "s3", "PutObject", inside=True))
    if not fault:
        return receive()
    if fault.delay:
        time.sleep(fault.delay)
    if fault.drop or fault.hang or fault.reset:
        response = Response() if BEFORE in (fault.drop, fault.hang) else receive()
        response.headers[wire.FATE] = _fate(fault)
        return response
    if fault.throttle or fault.code or fault.status:
        slow = throttling.BY_SERVICE["s3"]
        code, message = (slow.code, slow.message) if fault.throttle else (fault.code, fault.message)
        body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>" if code else ""
        return Response(body, status=fault.status or slow.status, content_type="application/xml")
    return receive()


def _fate(fault: Fault) -> str:
    if fault.reset:
        return wire.RESET
    if fault.hang:
        return wire.HANG_BODY if fault.hang == BODY else wire.HANG
    return wire.DROP


def _next(call: Call) -> Fault | None:
    with _lock:
        fault = next((one for one in _faults if one.fits(call)), None)
        if fault:
            fault.struck[call.name] += 1
            if fault.used_up:
                _faults.remove(fault)
        return fault
