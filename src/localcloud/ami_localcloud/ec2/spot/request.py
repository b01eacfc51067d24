"""One spot request: its state and status, which follow those of its instance.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instances-request-status-lifecycle.html
"""

import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from moto.ec2.models.instances import StateReason

from ami_localcloud import settings
from ami_localcloud.ec2.errors import Ec2Error
from ami_localcloud.ec2.spot import market, specification, statuses
from ami_localcloud.ec2.spot.notice import Notice
from ami_localcloud.ec2.spot.options import PERSISTENT, Options

OPEN, ACTIVE, DISABLED, CLOSED, CANCELLED, FAILED = "open", "active", "disabled", "closed", "cancelled", "failed"
BY_SPOT_STOPPED = StateReason("Server.SpotInstanceShutdown: Spot instance shutdown", "Server.SpotInstanceShutdown")
BY_SPOT_TERMINATED = StateReason(
    "Server.SpotInstanceTermination: Spot instance termination", "Server.SpotInstanceTermination"
)
# How often an open request is evaluated again.
EVALUATION_SECONDS = 0.5
# On a thread of its own, as the state that was told is not there to be seen yet.
LEAST_SECONDS = 0.05


class SpotRequest:
    """All methods may be called from any thread; none waits for an instance's life while it holds the lock."""

    def __init__(self, backend: Any, options: Options, instance: Any, launch: Callable[[], Any]):
        self.id = "sir-" + secrets.token_hex(4)
        self.backend, self.options, self._launch = backend, options, launch
        self.created = datetime.now(UTC)
        self.state, self.code, self.message, self.updated = ACTIVE, "", "", self.created
        self.instance, self.notice = instance, None
        self.zone = instance.placement.zone
        self.specification = specification.of(instance)
        self._lock = threading.RLock()
        self._fulfilled_by(instance)

    @property
    def persistent(self) -> bool:
        return self.options.kind == PERSISTENT

    def _fulfilled_by(self, instance: Any) -> None:
        self.instance, instance.spot = instance, self
        instance.lifecycle = instance.InstanceLifecycle = "spot"
        instance.SpotInstanceRequestId = self.id
        if not self.persistent:
            # A one-time request's instance cannot be stopped, from inside either (spotty-cloud/spotty#47).
            instance.instance_initiated_shutdown_behavior = "terminate"
        instance.life.told = lambda state, why: self._follow(instance, state, why)
        self._enter(ACTIVE, statuses.FULFILLED)

    def _enter(self, state: str, code: str, message: str | None = None) -> None:
        self.state, self.code, self.updated = state, code, datetime.now(UTC)
        instance = self.instance.id if self.instance else ""
        self.message = message or statuses.MESSAGES[code].format(instance=instance)

    def _follow(self, instance: Any, state: str, why: StateReason) -> None:
        """Told by the instance's life of each state before it is to be seen."""
        with self._lock:
            if instance is not self.instance:
                return
            if state == "pending" and self.state == DISABLED:
                self.notice = None
                self._enter(ACTIVE, statuses.FULFILLED)
            elif state == "stopping" and self.state == ACTIVE:
                self._enter(ACTIVE, statuses.MARKED_FOR_STOP)
        if state == "stopped":
            # EC2 Spot notices late (terraform-provider-aws#33399).
            self._later(self._delay(), lambda: self._stopped(instance, why))
        if state == "terminated":
            self._terminated(why)

    def _delay(self) -> float:
        return max(settings.value("spotDelaySeconds", self.backend.account_id), LEAST_SECONDS)

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        if seconds <= 0:
            what()
            return
        timer = threading.Timer(seconds, what)
        timer.daemon = True
        timer.start()

    def _stopped(self, instance: Any, why: StateReason) -> None:
        if instance.life.state() != "stopped":
            return
        with self._lock:
            if instance is not self.instance:
                return
            if self.state == ACTIVE:
                interrupted = why is BY_SPOT_STOPPED and self.notice
                code = f"instance-stopped-{self.notice.cause}" if interrupted else statuses.STOPPED_BY_USER
                self._enter(DISABLED, code)
            ends = self.state == CANCELLED
        if ends:
            # Documented for a request that is cancelled when stopped; the other way round was not to be found.
            self._terminate_stopped(instance)

    def _terminated(self, why: StateReason) -> None:
        with self._lock:
            if self.state in (CLOSED, FAILED) or self.code == statuses.TERMINATED_BY_SERVICE:
                return
            if why is BY_SPOT_TERMINATED and self.notice:
                code = f"instance-terminated-{self.notice.cause}"
            else:
                code = statuses.TERMINATED_BY_USER
            if self.state == CANCELLED:
                self._enter(CANCELLED, code)
                return
            if not self.persistent or self.expired():
                self._enter(CLOSED, code)
                return
            self.instance = self.notice = None
            self._enter(OPEN, statuses.PENDING)
        self._later(settings.value("spotRelaunchSeconds", self.backend.account_id), self._evaluate)

    def _evaluate(self) -> None:
        """Launches again: who ends the instance of a persistent request pays for the next one."""
        with self._lock:
            if self.state != OPEN or self.expired():
                return
            try:
                self._fulfilled_by(self._launch())
            except Ec2Error as refusal:
                waits = {market.NO_CAPACITY: statuses.NO_CAPACITY, market.PRICE_TOO_LOW: statuses.PRICE_TOO_LOW}
                state, code = (OPEN, waits[refusal.code]) if refusal.code in waits else (FAILED, statuses.BAD)
                self._enter(state, code, refusal.message)
            launched = self.instance
        if launched:
            launched.life.begin()
        else:
            self._later(EVALUATION_SECONDS, self._evaluate)

    def cancel(self) -> str:
        """CancelSpotInstanceRequests: a running instance goes on, a stopped one is terminated a little later."""
        with self._lock:
            if self.state not in (OPEN, ACTIVE, DISABLED):
                return self.state
            instance, stopped = self.instance, self.state == DISABLED
            if not instance:
                self._enter(CANCELLED, statuses.CANCELED_BEFORE)
            elif stopped:
                self._enter(CANCELLED, self.code, self.message)
            else:
                self._enter(CANCELLED, statuses.CANCELED_RUNNING)
        if stopped:
            self._later(self._delay(), lambda: self._terminate_stopped(instance))
        return CANCELLED

    def _terminate_stopped(self, instance: Any) -> None:
        with self._lock:
            if instance is not self.instance or instance.state != "stopped":
                return
            self._enter(CANCELLED, statuses.TERMINATED_BY_SERVICE)
        instance.life.terminate(BY_SPOT_TERMINATED)

    def expired(self) -> bool:
        """Whether its end date is past, which cancels what is left of it; a stopped instance stays as it is."""
        with self._lock:
            until = self.options.valid_until
            if until is None or datetime.now(UTC) < until:
                return False
            if self.state == OPEN:
                self._enter(CANCELLED, statuses.EXPIRED)
            elif self.state == DISABLED:
                self._enter(CANCELLED, self.code, self.message)
            elif self.state == ACTIVE:
                self._enter(CANCELLED, statuses.CANCELED_RUNNING)
            return True

    def mark(self, notice: Notice) -> bool:
        """EC2 says that it will take the instance back; False where none runs or that was said already."""
        with self._lock:
            if self.notice or not self.instance or self.instance.state not in ("pending", "running"):
                return False
            self.notice = notice
            if self.state != ACTIVE:
                return True
            if notice.action == "stop":
                self._enter(ACTIVE, statuses.MARKED_FOR_STOP)
            elif notice.cause == statuses.CAPACITY:
                # At once, though the instance still runs for the time of the notice.
                self._enter(CLOSED, "instance-terminated-no-capacity")
            else:
                self._enter(ACTIVE, statuses.MARKED_FOR_TERMINATION)
            return True

    def startable_by_ec2(self) -> bool:
        """Whether it was interrupted by a stop and waits for capacity."""
        with self._lock:
            return self.state == DISABLED and self.code != statuses.STOPPED_BY_USER

    def forget(self) -> None:
        """For a reset: nothing more is launched."""
        with self._lock:
            self.state, self.instance = CANCELLED, None
