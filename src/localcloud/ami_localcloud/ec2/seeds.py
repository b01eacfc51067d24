"""The images every account finds, put into the backend of each account and region."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from ami_localcloud.ec2.image import Image, make_snapshot
from ami_localcloud.ec2.publishers import AMAZON, SEEDS, Seed


def image_id(seed: Seed, region: str) -> str:
    return f"ami-0{_hex(region, seed.name)}"


def _hex(*of: str) -> str:
    return hashlib.sha256("/".join(of).encode()).hexdigest()[:16]


def load_images(backend: Any) -> None:
    """Fills a new EC2 backend with the seeded images and their snapshots."""
    for seed in SEEDS:
        backend.amis[image_id(seed, backend.region_name)] = _image(backend, seed)


def _image(backend: Any, seed: Seed) -> Image:
    region = backend.region_name
    this, snapshot_id = image_id(seed, region), f"snap-0{_hex(region, seed.name)}"
    volume_id = f"vol-0{_hex(region, seed.name, 'volume')}"
    make_snapshot(backend, snapshot_id, volume_id, seed.size, seed.description, seed.owner_id, this)
    return Image(
        backend,
        this,
        seed.name,
        seed.owner_id,
        seed.architecture,
        seed.root_device_name,
        [{"DeviceName": seed.root_device_name, "Ebs": _disk(seed, snapshot_id)}],
        description=seed.description,
        owner_alias=seed.owner_alias,
        public=True,
        boot_mode=seed.boot_mode,
        imds_support=seed.imds_support,
        creation_date=seed.created,
        deprecation_time=_day(seed.deprecated_in),
        amazon=seed.owner_id == AMAZON,
        platform=seed.platform,
    )


def _disk(seed: Seed, snapshot_id: str) -> dict[str, Any]:
    disk = {
        "DeleteOnTermination": True,
        "SnapshotId": snapshot_id,
        "VolumeSize": seed.size,
        "VolumeType": seed.volume_type,
        "Encrypted": False,
    }
    return disk | {"Iops": 3000, "Throughput": 125} if seed.volume_type == "gp3" else disk


def _day(days_from_now: int) -> str:
    day = datetime.now(UTC) + timedelta(days=days_from_now)
    return day.strftime("%Y-%m-%dT00:00:00.000Z")
