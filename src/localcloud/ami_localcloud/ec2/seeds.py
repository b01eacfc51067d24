"""The images every account finds, with their publishers as owners, and the public SSM parameters that point to them."""

import hashlib
from dataclasses import dataclass
from typing import Any

from ami_localcloud.ec2.image import Image, make_snapshot

AMAZON, CANONICAL, DEBIAN = "137112412989", "099720109477", "136693071363"
ALIASES = {AMAZON: "amazon", CANONICAL: "amazon", DEBIAN: "amazon"}
CREATED = "2026-11-02T09:12:46.000Z"
DEPRECATED = "2028-11-02T09:12:46.000Z"


@dataclass(frozen=True)
class Seed:
    """One published image and the names of the parameters that hold its id."""

    parameters: tuple[str, ...]
    name: str
    description: str
    owner_id: str
    architecture: str
    root_device_name: str
    size: int
    owner_alias: str | None = "amazon"
    boot_mode: str = "uefi-preferred"
    imds_support: str | None = None

    def image_id(self, region: str) -> str:
        return f"ami-0{_hex(region, self.name)}"

    def snapshot_id(self, region: str) -> str:
        return f"snap-0{_hex(region, self.name)}"


def _hex(*of: str) -> str:
    return hashlib.sha256("/".join(of).encode()).hexdigest()[:16]


def _amazon(kind: str, title: str, architecture: str, size: int) -> Seed:
    latest = "/aws/service/ami-amazon-linux-latest"
    return Seed(
        parameters=tuple(f"{latest}/{kind}-{kernel}-{architecture}" for kernel in ("kernel-default", "kernel-6.1")),
        name=f"{kind}-2023.9.20261027.0-kernel-6.1-{architecture}",
        description=f"{title} 2023.9.20261027.0 {architecture} HVM kernel-6.1",
        owner_id=AMAZON,
        architecture=architecture,
        root_device_name="/dev/xvda",
        size=size,
        boot_mode="uefi" if architecture == "arm64" else "uefi-preferred",
        imds_support="v2.0",
    )


def _ubuntu(short: str, architecture: str) -> Seed:
    path = "/aws/service/canonical/ubuntu/server/{}/stable/current/{}/hvm/ebs-gp3/ami-id"
    name = f"ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-{short}-server-20261022"
    return Seed(
        parameters=tuple(path.format(release, short) for release in ("24.04", "noble")),
        name=name,
        description=f"Canonical, Ubuntu, 24.04, {short} noble image",
        owner_id=CANONICAL,
        architecture=architecture,
        root_device_name="/dev/sda1",
        size=8,
        boot_mode="uefi" if architecture == "arm64" else "uefi-preferred",
    )


def _debian(short: str, architecture: str) -> Seed:
    return Seed(
        parameters=(f"/aws/service/debian/release/12/latest/{short}",),
        name=f"debian-12-{short}-20261019-2270",
        description="Debian 12 (20261019-2270)",
        owner_id=DEBIAN,
        architecture=architecture,
        root_device_name="/dev/xvda",
        size=8,
        boot_mode="uefi" if architecture == "arm64" else "uefi-preferred",
    )


SEEDS = (
    *(_amazon("al2023-ami", "Amazon Linux 2023 AMI", a, 8) for a in ("x86_64", "arm64")),
    *(_amazon("al2023-ami-minimal", "Amazon Linux 2023 AMI Minimal", a, 2) for a in ("x86_64", "arm64")),
    _ubuntu("amd64", "x86_64"),
    _ubuntu("arm64", "arm64"),
    _debian("amd64", "x86_64"),
    _debian("arm64", "arm64"),
)


def load_images(backend: Any) -> None:
    """Fills a new EC2 backend with the seeded images and their snapshots."""
    region = backend.region_name
    for seed in SEEDS:
        image_id, snapshot_id = seed.image_id(region), seed.snapshot_id(region)
        volume_id = f"vol-0{_hex(region, seed.name, 'volume')}"
        make_snapshot(backend, snapshot_id, volume_id, seed.size, seed.description, seed.owner_id, image_id)
        devices = [
            {
                "DeviceName": seed.root_device_name,
                "Ebs": {
                    "DeleteOnTermination": True,
                    "Iops": 3000,
                    "SnapshotId": snapshot_id,
                    "VolumeSize": seed.size,
                    "VolumeType": "gp3",
                    "Throughput": 125,
                    "Encrypted": False,
                },
            }
        ]
        backend.amis[image_id] = Image(
            backend,
            image_id,
            seed.name,
            seed.owner_id,
            seed.architecture,
            seed.root_device_name,
            devices,
            description=seed.description,
            owner_alias=seed.owner_alias,
            public=True,
            boot_mode=seed.boot_mode,
            imds_support=seed.imds_support,
            creation_date=CREATED,
            deprecation_time=DEPRECATED,
            amazon=seed.owner_id == AMAZON,
        )


def parameter(name: str, region: str) -> Seed | None:
    """The seed whose id a public parameter holds."""
    return next((seed for seed in SEEDS if name in seed.parameters), None)
