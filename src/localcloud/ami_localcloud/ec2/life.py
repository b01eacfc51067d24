"""The life of one instance: pending, running, stopping, stopped, shutting-down, terminated."""

import contextlib
import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from localstack import config
from moto.ec2.models.instances import Instance, InstanceState, StateReason

from ami_localcloud import processes, settings, state
from ami_localcloud.ec2 import machine, metadata, place, userdata
from ami_localcloud.sandbox.host import Boot, Sandbox, SandboxError

STATES = {"pending": 0, "running": 16, "shutting-down": 32, "terminated": 48, "stopping": 64, "stopped": 80}
# For a guest's tools when a script has cleared its environment; on a tmpfs, so it gets into no image.
ENDPOINT_FILE = "/run/ami-localcloud/endpoint"
KEPT_SECONDS = 3600.0
BY_USER = StateReason("Client.UserInitiatedShutdown: User initiated shutdown", "Client.UserInitiatedShutdown")
BY_GUEST = StateReason(
    "Client.InstanceInitiatedShutdown: Instance initiated shutdown", "Client.InstanceInitiatedShutdown"
)


class Life:
    """Moves an instance from state to state; all methods may be called from any thread."""

    def __init__(self, instance: Instance, user_data: bytes, image: Any):
        self.instance, self.user_data = instance, user_data
        self.layers, self.amazon = list(image.layers), image.amazon
        self.folder = place.instance_folder(instance.owner_id, instance.id)
        self.console = self.folder / "console.log"
        self.sandbox: Sandbox | None = None
        self.first_boot = True
        self.key_fault: tuple[str, str] | None = None
        self.ended_at: float | None = None
        self.why = BY_USER
        # Is told each state before it can be seen.
        self.told: Callable[[str, StateReason], None] = lambda state, why: None
        self._lock = threading.RLock()
        self._interrupted = threading.Event()

    def begin(self) -> None:
        """From nothing to pending, and on to running in a thread of its own."""
        self.folder.mkdir(parents=True)
        self._enter("pending", StateReason())
        threading.Thread(target=self._start, daemon=True, name=f"start-{self.instance.id}").start()

    def start(self) -> None:
        """StartInstances: from stopped to pending and on to running. User data does not run again."""
        with self._lock:
            if self.instance.state != "stopped":
                return
            for nic in self.instance.nics.values():
                nic.start()
            self.instance.launch_time = datetime.now(UTC)
            self._enter("pending", StateReason())
        threading.Thread(target=self._start, daemon=True, name=f"start-{self.instance.id}").start()

    def stop(self, force: bool = False, why: StateReason = BY_USER) -> None:
        """StopInstances, or EC2 itself: the power button; with force, the plug."""
        with self._lock:
            self._interrupted.set() if force else None
            if self.instance.state in ("pending", "running"):
                self.why = why
                self._enter("stopping", why)
                threading.Thread(target=self._power_down, args=(force,), daemon=True).start()

    def reboot(self) -> None:
        """RebootInstances: the guest reboots; the state, the address and the console stay."""
        with self._lock:
            if self.sandbox:
                self.sandbox.press_reboot_button()

    def terminate(self, why: StateReason = BY_USER) -> None:
        """TerminateInstances, or EC2: whatever runs is killed, volumes and interfaces go as they were told to."""
        with self._lock:
            if self.instance.state in ("shutting-down", "terminated"):
                return
            self.why = why
            self._enter("shutting-down", why)
            self._interrupted.set()
        threading.Thread(target=self._end, daemon=True, name=f"end-{self.instance.id}").start()

    def destroy(self) -> None:
        """Ends what runs, at once, whatever the state; for a reset."""
        self._interrupted.set()
        with self._lock:
            sandbox, self.sandbox = self.sandbox, None
            self.instance._state = InstanceState("terminated", STATES["terminated"])
        if sandbox:
            sandbox.kill()

    def _enter(self, name: str, why: StateReason) -> None:
        self.told(name, why)
        moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S GMT")
        by_spot = (why.code or "").startswith("Server.Spot")
        initiator = "User" if why is BY_USER else "Service" if by_spot else None
        self.instance._reason = f"{initiator} initiated ({moment})" if initiator else ""
        self.instance.state_reason = why
        # Last: who sees the state finds its reason there.
        self.instance._state = InstanceState(name, STATES[name])

    def state(self) -> str:
        """The state, once one that was told can be seen too."""
        with self._lock:
            return self.instance.state

    def _start(self) -> None:
        settings.wait("instancePendingSeconds", self.instance.owner_id, self._interrupted)
        with self._lock:
            if self.instance.state != "pending":
                return
            try:
                if self.key_fault:
                    raise SandboxError(self.key_fault[1])
                self._boot()
                self._enter("running", StateReason())
                return
            except (SandboxError, OSError) as failure:
                self._print(f"local cloud: the sandbox did not start: {failure}\n")
                code, text = self.key_fault or (
                    "Server.InternalError",
                    "Server.InternalError: Internal error on launch",
                )
                self.why = StateReason(text, code)
                self._enter("shutting-down", self.why)
        self._end()

    def _boot(self) -> None:
        instance = self.instance
        booted = machine.interface(instance)
        handed_over = self.user_data if self.first_boot and not booted else b""
        data = userdata.parse(handed_over)
        port = config.GATEWAY_LISTEN[0].port
        release = "5.10" if instance.architecture == "x86_64" else "6.1"
        boot_line = f"[    0.000000] Linux version {release} (local cloud) {instance.id} {instance.image_id}\n"
        boot = Boot(
            instance_id=instance.id,
            folder=self.folder,
            console=self.console,
            hostname=instance.private_dns_name.split(".")[0],
            image_layers=self.layers,
            amazon=self.amazon,
            first_boot=self.first_boot,
            boot_line=boot_line + "".join(f"{line}\n" for line in data.ignored),
            gateway_port=port,
            seed=[*data.seed_files(instance.id), (ENDPOINT_FILE, 0o644, f"http://127.0.0.1:{port}\n".encode())],
            seed_links=[("/var/lib/cloud/instance", f"/var/lib/cloud/instances/{instance.id}")],
            environment={"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"},
            machine=booted,
        )
        self.sandbox = Sandbox(place.ground(), boot, metadata.server(instance), self._guest_ended)
        self.first_boot = False
        processes.record(state.folder(), self.sandbox.pid)

    def _guest_ended(self, how: str) -> None:
        """The guest powered off or rebooted by itself, or did what stop() asked for."""
        with self._lock:
            if self.sandbox:
                processes.forget(state.folder(), self.sandbox.pid)
            self.sandbox = None
            if self.instance.state == "running" and how == "reboot":
                with contextlib.suppress(SandboxError, OSError):
                    self._boot()
                    return
            if self.instance.state == "running":
                self.why = BY_GUEST
                terminates = self.instance.instance_initiated_shutdown_behavior == "terminate"
                self._enter("shutting-down" if terminates else "stopping", BY_GUEST)
            if self.instance.state == "stopping":
                threading.Thread(target=self._stopped, daemon=True).start()
            if self.instance.state == "shutting-down":
                threading.Thread(target=self._end, daemon=True).start()

    def _power_down(self, force: bool) -> None:
        sandbox = self.sandbox
        if not sandbox:
            self._stopped()
        elif force:
            sandbox.kill()
        else:
            sandbox.press_power_button()

    def _stopped(self) -> None:
        while settings.value("stopHangs", self.instance.owner_id) and not self._interrupted.wait(0.05):
            pass
        with self._lock:
            self._interrupted.clear()
            if self.instance.state == "stopping":
                for nic in self.instance.nics.values():
                    nic.stop()
                self._enter("stopped", self.why)

    def _end(self) -> None:
        with self._lock:
            sandbox, self.sandbox = self.sandbox, None
        if sandbox:
            sandbox.kill()
        with self._lock:
            if self.instance.state != "shutting-down":
                return
            self._take_apart()
            self._enter("terminated", self.why)
            self.ended_at = time.monotonic()
        for folder in [self.folder / "writes", self.folder / "seed", *self.folder.glob("work-*")]:
            shutil.rmtree(folder, onerror=place.open_up)

    def _take_apart(self) -> None:
        """What moto's terminate() does, but for the state, which it shows before anybody was told."""
        instance, backend = self.instance, self.instance.ec2_backend
        for nic in instance.nics.values():
            nic.stop()
            if nic.delete_on_termination:
                nic.delete()
        instance.teardown_defaults()
        if association := backend.iam_instance_profile_associations.get(instance.id):
            backend.disassociate_iam_instance_profile(association_id=association.association_id)

    def _print(self, text: str) -> None:
        with open(self.console, "a") as f:
            f.write(text)

    def is_forgotten(self) -> bool:
        """Whether the hour for which a terminated instance can still be described is over."""
        return self.ended_at is not None and time.monotonic() - self.ended_at > KEPT_SECONDS
