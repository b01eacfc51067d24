"""The knobs of the local cloud: what a test sets to make AWS slow, strict or failing.

A knob has a value for one account, else one for all accounts, else its default. All functions are thread-safe.
"""

import threading
import time
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Knob:
    """What a knob holds when nobody set it, and which JSON types may be set."""

    default: Any
    types: tuple[type, ...]
    nullable: bool = False

    def accepts(self, value: Any) -> bool:
        if value is None:
            return self.nullable
        # bool is an int in Python, but `true` seconds mean nothing.
        if isinstance(value, bool):
            return bool in self.types
        if isinstance(value, (int, float)) and value < 0:
            return False
        return isinstance(value, self.types)


SECONDS = (int, float)

KNOBS: dict[str, Knob] = {
    # How long a new image stays pending, in seconds.
    "imagePendingSeconds": Knob(2, SECONDS),
    # The StateReason the next images fail with; null: they become available.
    "imageFailure": Knob(None, (str,), nullable=True),
    # How long a new instance stays pending, in seconds.
    "instancePendingSeconds": Knob(0.5, SECONDS),
    # How far the cloud's clock is ahead of its clients', in seconds.
    "clockAheadSeconds": Knob(0, SECONDS),
    # A client's session token is refused so many seconds after its first use; null: never.
    "sessionSeconds": Knob(None, SECONDS, nullable=True),
    # Calls signed with a session of a role younger than this are refused, in seconds.
    "freshRoleSeconds": Knob(0, SECONDS),
    # The session that created a stack without a service role is refused after so many seconds; null: never.
    "stackSessionSeconds": Knob(None, SECONDS, nullable=True),
    # Logical or physical id of a resource -> the reason its deletion fails with.
    "deleteFailures": Knob({}, (dict,)),
    # What one hour on the spot market costs, in dollars: who would pay less gets none.
    "spotPrice": Knob(0.01, SECONDS),
    # Types, zones, `type/zone` or `*` that have no spot capacity.
    "spotShortages": Knob([], (list,)),
    # How many spot instances may be there; null: any number.
    "spotInstanceLimit": Knob(None, (int,), nullable=True),
    # The caller may not make EC2's service-linked role for spot.
    "spotRoleRefused": Knob(False, (bool,)),
    # How long Spot takes to notice that an instance stopped, or that a stopped one's request is cancelled, in seconds.
    "spotDelaySeconds": Knob(0.5, SECONDS),
    # How long Spot takes to launch a persistent request's next instance, in seconds.
    "spotRelaunchSeconds": Knob(0, SECONDS),
    # How long before it takes an instance back EC2 says so, in seconds.
    "spotNoticeSeconds": Knob(120, SECONDS),
    # The builder's power-off and StopInstances stay in `stopping`.
    "stopHangs": Knob(False, (bool,)),
}

_lock = threading.Lock()
_of_all: dict[str, Any] = {}
_of_account: dict[str, dict[str, Any]] = {}


def value(name: str, account_id: str | None = None) -> Any:
    """Returns the value of a knob for an account; KeyError for a name that is no knob."""
    knob = KNOBS[name]
    with _lock:
        return _of_account.get(account_id or "", {}).get(name, _of_all.get(name, knob.default))


def wait(name: str, account_id: str | None, ended: threading.Event) -> None:
    """Waits for the seconds that a knob holds, or until the event; who lowers the knob meanwhile shortens the wait."""
    began = time.monotonic()
    while (left := value(name, account_id) - (time.monotonic() - began)) > 0 and not ended.wait(min(left, 0.05)):
        pass


def values(account_id: str | None = None) -> dict[str, Any]:
    """Returns every knob with the value it has for an account."""
    return {name: value(name, account_id) for name in KNOBS}


def put(changes: dict[str, Any], account_id: str | None = None) -> None:
    """Sets knobs for an account, or for all when none is given; those not named keep their value.

    ValueError, and nothing set, for a name that is no knob or a value of the wrong type.
    """
    for name, new in changes.items():
        if name not in KNOBS:
            raise ValueError(f"unknown setting {name}; known are {', '.join(sorted(KNOBS))}")
        if not KNOBS[name].accepts(new):
            raise ValueError(f"setting {name} cannot be {new!r}")
    with _lock:
        target = _of_account.setdefault(account_id, {}) if account_id else _of_all
        target.update(changes)


def reset(account_id: str | None = None) -> None:
    """Forgets what was set for an account, or everything when none is given."""
    with _lock:
        if account_id:
            _of_account.pop(account_id, None)
        else:
            _of_all.clear()
            _of_account.clear()
