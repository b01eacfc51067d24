"""What the publishers have in every region: their images, the newest first, and the public parameters that name them.

Names, owners and parameters as their publishers document them: Amazon Linux, Canonical, Debian, Windows Server.
"""

from collections.abc import Iterator
from dataclasses import dataclass

AMAZON, CANONICAL, DEBIAN, MICROSOFT = "137112412989", "099720109477", "136693071363", "801119661308"
ALIASES = {AMAZON: "amazon", CANONICAL: "amazon", DEBIAN: "amazon", MICROSOFT: "amazon"}
ARCHITECTURES = ("x86_64", "arm64")


@dataclass(frozen=True)
class Seed:
    """One published image, and the names of the parameters that hold its id: none when there is a newer one."""

    parameters: tuple[str, ...]
    name: str
    description: str
    owner_id: str
    architecture: str
    root_device_name: str
    size: int
    created: str
    # Days between today and its deprecation, which publishers move on as long as an image is the newest.
    deprecated_in: int = 700
    owner_alias: str | None = "amazon"
    boot_mode: str | None = "uefi-preferred"
    imds_support: str | None = None
    volume_type: str = "gp3"
    platform: str | None = None


def _boot_mode(architecture: str) -> str:
    return "uefi" if architecture == "arm64" else "uefi-preferred"


def _short(architecture: str) -> str:
    return "amd64" if architecture == "x86_64" else architecture


def _amazon(kind: str, title: str, size: int) -> Iterator[Seed]:
    latest = "/aws/service/ami-amazon-linux-latest"
    # Amazon Linux deprecates each image 90 days after it came out.
    releases = (("20261027.0", "2026-11-02T09:12:46", 700), ("20261006.1", "2026-10-09T21:03:17", 600))
    releases += (("20260714.0", "2026-07-20T18:44:02", -1),)
    for architecture in ARCHITECTURES:
        for release, created, deprecated_in in releases:
            newest = release == releases[0][0]
            kernels = ("kernel-default", "kernel-6.1") if newest else ()
            yield Seed(
                parameters=tuple(f"{latest}/{kind}-{kernel}-{architecture}" for kernel in kernels),
                name=f"{kind}-2023.9.{release}-kernel-6.1-{architecture}",
                description=f"{title} 2023.9.{release} {architecture} HVM kernel-6.1",
                owner_id=AMAZON,
                architecture=architecture,
                root_device_name="/dev/xvda",
                size=size,
                created=f"{created}.000Z",
                deprecated_in=deprecated_in,
                boot_mode=_boot_mode(architecture),
                imds_support="v2.0",
            )


def _ubuntu(release: str, code_name: str, disk: str) -> Iterator[Seed]:
    """`disk`: gp3 since 24.04, gp2 before, which shows in the parameter's name and in the image's."""
    path = "/aws/service/canonical/ubuntu/server/{}/stable/current/{}/hvm/ebs-{}/ami-id"
    folder = "hvm-ssd-gp3" if disk == "gp3" else "hvm-ssd"
    for architecture in ARCHITECTURES:
        short = _short(architecture)
        for serial, created in (("20261022", "2026-11-02T09:12:46"), ("20260923", "2026-09-24T04:10:55")):
            newest = serial == "20261022"
            yield Seed(
                parameters=tuple(path.format(r, short, disk) for r in (release, code_name)) if newest else (),
                name=f"ubuntu/images/{folder}/ubuntu-{code_name}-{release}-{short}-server-{serial}",
                description=f"Canonical, Ubuntu, {release}, {short} {code_name} image",
                owner_id=CANONICAL,
                architecture=architecture,
                root_device_name="/dev/sda1",
                size=8,
                created=f"{created}.000Z",
                boot_mode=_boot_mode(architecture),
                volume_type=disk,
            )


def _debian(release: int, *builds: str) -> Iterator[Seed]:
    for architecture in ARCHITECTURES:
        short = _short(architecture)
        for build in builds:
            day = f"{build[:4]}-{build[4:6]}-{build[6:8]}"
            yield Seed(
                parameters=(f"/aws/service/debian/release/{release}/latest/{short}",) if build == builds[0] else (),
                name=f"debian-{release}-{short}-{build}",
                description=f"Debian {release} ({build})",
                owner_id=DEBIAN,
                architecture=architecture,
                root_device_name="/dev/xvda",
                size=8,
                created=f"{day}T15:20:31.000Z",
                boot_mode=_boot_mode(architecture),
            )


def _windows(release: int, boot_mode: str | None) -> Iterator[Seed]:
    """For look-ups: nothing here can run them."""
    kind = f"Windows_Server-{release}-English-Full-Base"
    for day in ("2026.11.12", "2026.10.15"):
        yield Seed(
            parameters=(f"/aws/service/ami-windows-latest/{kind}",) if day == "2026.11.12" else (),
            name=f"{kind}-{day}",
            description=f"Microsoft Windows Server {release} Full Locale English AMI provided by Amazon",
            owner_id=MICROSOFT,
            architecture="x86_64",
            root_device_name="/dev/sda1",
            size=30,
            created=f"{day.replace('.', '-')}T02:37:08.000Z",
            boot_mode=boot_mode,
            platform="windows",
        )


SEEDS = (
    *_amazon("al2023-ami", "Amazon Linux 2023 AMI", 8),
    *_amazon("al2023-ami-minimal", "Amazon Linux 2023 AMI Minimal", 2),
    *_ubuntu("24.04", "noble", "gp3"),
    *_ubuntu("22.04", "jammy", "gp2"),
    *_debian(12, "20261019-2270", "20260914-2601"),
    *_debian(13, "20261012-2263", "20260914-2601"),
    *_windows(2022, None),
    # Windows Server 2025 boots by UEFI, but for its images whose names begin with BIOS.
    *_windows(2025, "uefi"),
)
