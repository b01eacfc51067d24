"""EC2 takes spot instances back: it says so, waits, stops or terminates, and starts again what it stopped.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ami_localcloud import settings
from ami_localcloud.ec2.spot import statuses
from ami_localcloud.ec2.spot.notice import Notice
from ami_localcloud.ec2.spot.operations import requests_of
from ami_localcloud.ec2.spot.options import STOP
from ami_localcloud.ec2.spot.request import BY_SPOT_STOPPED, BY_SPOT_TERMINATED, SpotRequest

CAUSES = (statuses.CAPACITY, statuses.PRICE)


@dataclass(frozen=True)
class Asked:
    """An interruption as a test asks for it; TypeError, ValueError for what makes no sense."""

    # One instance; without it all that run on the spot market.
    instance: str | None = None
    # From the notice to the end; without it `spotNoticeSeconds`.
    seconds: float | None = None
    # Why: no-capacity or by-price.
    cause: str = statuses.CAPACITY
    # From the stop until there is capacity again; without it there never is.
    backAfter: float | None = None  # noqa: N815, as it is in JSON

    def __post_init__(self) -> None:
        if self.cause not in CAUSES:
            raise ValueError(f"cause has to be {' or '.join(CAUSES)}")
        for name in ("seconds", "backAfter"):
            value = getattr(self, name)
            if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
                raise ValueError(f"{name} cannot be {value!r}")


def interrupt(backend: Any, asked: Asked) -> list[str]:
    """The ids of the instances that were given notice; ValueError where there is none to give it."""
    seconds = settings.value("spotNoticeSeconds", backend.account_id) if asked.seconds is None else asked.seconds
    told = []
    for request in list(requests_of(backend).values()):
        instance = request.instance
        if not instance or asked.instance not in (None, instance.id):
            continue
        now = datetime.now(UTC)
        action = STOP if request.options.behavior == STOP else "terminate"
        notice = Notice(action, now + timedelta(seconds=seconds), asked.cause, now)
        if request.mark(notice):
            _later(seconds, _take, request, instance, notice, asked.backAfter)
            told.append(instance.id)
    if not told:
        raise ValueError(f"no spot instance {asked.instance or ''} runs, or it has its notice already")
    return told


def _take(request: SpotRequest, instance: Any, notice: Notice, back_after: float | None) -> None:
    # Who stopped it after the notice and started it again has an instance without one.
    if instance.state not in ("pending", "running") or request.notice is not notice:
        return
    if request.options.behavior != STOP:
        instance.life.terminate(BY_SPOT_TERMINATED)
        return
    instance.life.stop(why=BY_SPOT_STOPPED)
    if back_after is not None:
        _later(back_after, _give_back, request, instance)


def _give_back(request: SpotRequest, instance: Any) -> None:
    """Only EC2 may start what it has stopped; it does so once the stop is through."""
    if request.startable_by_ec2() and request.instance is instance:
        instance.life.start()
    elif instance.state in ("stopping", "stopped") and request.instance is instance:
        _later(0.1, _give_back, request, instance)


def _later(seconds: float, what: Any, *words: Any) -> None:
    timer = threading.Timer(seconds, what, words)
    timer.daemon = True
    timer.start()
