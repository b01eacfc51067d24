"""One image, and the snapshots below it."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from moto.ec2.models.elastic_block_store import Snapshot
from moto.ec2.utils import random_snapshot_id

_lock = threading.Lock()


def timestamp() -> str:
    """Now, in the form EC2 writes dates of images (milliseconds, Z)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


@dataclass
class Image:
    """What EC2 knows of an image. `layers`: what guests wrote, topmost first; `amazon`: the base is an Amazon Linux.

    It stands in moto's `amis`, so it has the attributes moto's instances ask an image for.
    """

    ec2_backend: Any
    id: str
    name: str
    owner_id: str
    architecture: str
    root_device_name: str
    block_devices: list[dict[str, Any]]
    description: str | None = None
    owner_alias: str | None = None
    public: bool = False
    state: str = "available"
    state_reason: dict[str, str] | None = None
    boot_mode: str | None = None
    ena_support: bool = True
    tpm_support: str | None = None
    imds_support: str | None = None
    source_instance_id: str | None = None
    source_image_id: str | None = None
    creation_date: str = field(default_factory=timestamp)
    # When it became available or failed; of a seeded image not known.
    settled_at: str | None = None
    deprecation_time: str | None = None
    deregistration_protection: str = "disabled"
    layers: list[Path] = field(default_factory=list)
    amazon: bool = False
    shared_with: list[str] = field(default_factory=list)
    platform: str | None = None
    kernel_id: str | None = None
    virtualization_type: str = "hvm"
    # Set when a pending image need not wait any longer, because its builder is gone or the account is reset.
    settled: threading.Event = field(default_factory=threading.Event)

    @property
    def snapshot_ids(self) -> list[str]:
        return [d["Ebs"]["SnapshotId"] for d in self.block_devices if "Ebs" in d and "SnapshotId" in d["Ebs"]]

    def tags(self) -> dict[str, str]:
        return dict(self.ec2_backend.tags.get(self.id, {}))

    def add_tags(self, tags: dict[str, str]) -> None:
        self.ec2_backend.create_tags([self.id], tags)

    def succeed(self) -> None:
        """From pending to available, unless something else came before."""
        self._settle("available", "completed")

    def fail(self, reason: str) -> None:
        """From pending to failed; `reason` is what StateReason says."""
        code = reason.partition(":")[0] if ":" in reason else "Server.InternalError"
        self._settle("failed", "error", {"Code": code, "Message": reason})

    def _settle(self, state: str, of_snapshots: str, reason: dict[str, str] | None = None) -> None:
        with _lock:
            if self.state != "pending":
                return
            for snapshot_id in self.snapshot_ids:
                if snapshot_id in self.ec2_backend.snapshots:
                    self.ec2_backend.snapshots[snapshot_id].status = of_snapshots
            self.settled_at, self.state_reason = timestamp(), reason
            # Last: who sees the state finds all that goes with it.
            self.state = state

    def builder_terminated(self, instance_id: str) -> None:
        """Terminating the builder spoils an image that is still pending."""
        if self.source_instance_id == instance_id and self.state == "pending":
            self.fail("Client.InstanceTerminated: The source instance was terminated before the image was complete")
            self.settled.set()

    def describe(self) -> dict[str, Any]:
        """The shape `Image` of the EC2 API."""
        owner = self.owner_alias or self.owner_id
        shape = {
            "ImageId": self.id,
            "Name": self.name,
            "Description": self.description,
            "OwnerId": self.owner_id,
            "ImageOwnerAlias": self.owner_alias,
            "ImageLocation": f"{owner}/{self.name}",
            "Public": self.public,
            "State": self.state,
            "StateReason": self.state_reason,
            "Architecture": self.architecture,
            "ImageType": "machine",
            "CreationDate": self.creation_date,
            "DeprecationTime": self.deprecation_time,
            "RootDeviceType": "ebs",
            "RootDeviceName": self.root_device_name,
            "VirtualizationType": self.virtualization_type,
            "Hypervisor": "xen",
            "EnaSupport": self.ena_support,
            "SriovNetSupport": "simple",
            "BootMode": self.boot_mode,
            "TpmSupport": self.tpm_support,
            "ImdsSupport": self.imds_support,
            "Platform": self.platform,
            "PlatformDetails": "Windows" if self.platform == "windows" else "Linux/UNIX",
            "UsageOperation": "RunInstances:0002" if self.platform == "windows" else "RunInstances",
            "SourceInstanceId": self.source_instance_id,
            "SourceImageId": self.source_image_id,
            "SourceImageRegion": self.ec2_backend.region_name if self.source_image_id else None,
            "DeregistrationProtection": self.deregistration_protection,
            "BlockDeviceMappings": self.block_devices,
            "Tags": [{"Key": k, "Value": v} for k, v in sorted(self.tags().items())],
        }
        return {key: value for key, value in shape.items() if value not in (None, [])}


class _SnapshotVolume:
    """The volume a snapshot was taken of, which need not exist any more."""

    def __init__(self, volume_id: str, size: int):
        self.id, self.size = volume_id, size


def make_snapshot(
    backend: Any,
    snapshot_id: str,
    volume_id: str,
    size: int,
    description: str,
    owner_id: str,
    image_id: str,
    encrypted: bool = False,
    kms_key_id: str | None = None,
) -> Snapshot:
    """Adds a snapshot to a backend; `size` in GiB."""
    snapshot = Snapshot(
        backend,
        snapshot_id,
        _SnapshotVolume(volume_id, size),
        description,
        encrypted=encrypted,
        owner_id=owner_id,
        from_ami=image_id,
    )
    snapshot.kms_key_id = kms_key_id
    backend.snapshots[snapshot_id] = snapshot
    return snapshot


def new_snapshot_id() -> str:
    return random_snapshot_id()


def images_of(backend: Any) -> list[Image]:
    """Those there are now: others may come and go while they are looked at."""
    return list(backend.amis.values())
