"""Faults on demand: the next calls of an action are answered with an error, late, or not at all."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from ami_localcloud.control.error_status import status_of

FIELDS = {
    "account": str,
    "service": str,
    "action": str,
    "times": int,
    "code": str,
    "message": str,
    "status": int,
    "delay": (int, float),
    "drop": (bool, str),
}
BEFORE, AFTER = "before", "after"


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
    delay: float = 0
    drop: str | None = None

    def fits(self, context: RequestContext) -> bool:
        return (
            self.times > 0
            and self.action == context.operation.name
            and self.service in (None, context.service.service_name)
            and self.account in (None, context.account_id)
        )


_lock = threading.Lock()
_faults: list[Fault] = []


def add(asked: Mapping[str, Any]) -> None:
    """Registers a fault as POST /_localcloud/faults describes it; ValueError for what it does not know."""
    for name, value in asked.items():
        if name not in FIELDS:
            raise ValueError(f"unknown field {name}; known are {', '.join(FIELDS)}")
        if value is not None and not isinstance(value, FIELDS[name]):
            raise ValueError(f"field {name} cannot be {value!r}")
    given = {name: value for name, value in asked.items() if value is not None}
    if "action" not in given:
        raise ValueError("field action is missing")
    if given.get("times", 1) < 1:
        raise ValueError("field times has to be 1 or more")
    # `true` is short for "before": nothing is done, the connection closes.
    drop = {True: BEFORE, False: None, BEFORE: BEFORE, AFTER: AFTER}
    if "drop" in given:
        if given["drop"] not in drop:
            raise ValueError(f'field drop has to be "{BEFORE}", "{AFTER}" or true')
        given["drop"] = drop[given["drop"]]
    if not any(given.get(name) for name in ("code", "status", "delay", "drop")):
        raise ValueError("say what shall happen: code, status, delay or drop")
    with _lock:
        _faults.append(Fault(**given))


def remaining(account_id: str | None = None) -> list[dict[str, Any]]:
    """The faults that wait for a call, of an account or all."""
    with _lock:
        return [vars(fault).copy() for fault in _faults if account_id in (None, fault.account)]


def reset(account_id: str | None) -> None:
    """Forgets the faults made for an account, or all."""
    with _lock:
        _faults[:] = [fault for fault in _faults if account_id and fault.account != account_id]


def strike(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """A request handler: does to this call what a fitting fault says."""
    if not context.operation:
        return
    fault = _next(context)
    if not fault:
        return
    if fault.delay:
        time.sleep(fault.delay)
    if fault.drop:
        context.dropped = True
        if fault.drop == BEFORE:
            chain.terminate()
    elif fault.code:
        status = fault.status or status_of(fault.code, context)
        raise CommonServiceException(fault.code, fault.message or fault.code, status, sender_fault=status < 500)
    elif fault.status:
        response.status_code = fault.status
        response.data = b""
        chain.terminate()


def _next(context: RequestContext) -> Fault | None:
    with _lock:
        fault = next((one for one in _faults if one.fits(context)), None)
        if fault:
            fault.times -= 1
            if not fault.times:
                _faults.remove(fault)
        return fault
