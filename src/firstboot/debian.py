#!/usr/bin/env python3
"""Makes the root of a Debian as its publisher puts it into an image: `debian.py FOLDER` prints where it lies.

Made once for each recipe (the words below), and found again afterwards. Exit status 3, with one line that says why,
where it cannot be made: it takes root, Debian's own package tools, and a mirror that they reach.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CANNOT = 3
RELEASE = "bookworm"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
TOOLS = ("apt-get", "dpkg-deb", "gpgv", "unshare", "chroot")
# What Debian's images for EC2 have of what matters here, and a foreign function interface that only `Provides` names.
PACKAGES = (
    "systemd-sysv dbus libpam-systemd cloud-init python3-cffi-backend openssh-server ifupdown isc-dhcp-client "
    "iproute2 curl python3 ca-certificates sudo cron"
)
# As in Debian's images for EC2.
CLOUD_CONFIG = """\
datasource_list: [Ec2, None]
locale: C.UTF-8
system_info: {default_user: {name: admin}}
"""
# What the packages' own scripts made on this machine, and must be each instance's own.
PERSONAL = (
    "etc/ssh/ssh_host_*",
    "etc/hostname",
    "etc/resolv.conf",
    "var/lib/dbus/machine-id",
    "var/lib/systemd/random-seed",
)
CACHES = ("var/cache/apt/archives/*.deb", "var/cache/apt/*.bin", "var/lib/apt/lists/*", "var/log/bootstrap.log")
# It hangs up who writes to its terminal. Of a machine's /dev/console the kernel excepts writers, of ours it cannot.
MASKED = "console-getty.service"
# Containers leave the seed to their host, and systemd takes ours for one: it stands for a machine, which has its own.
SEEDED = "systemd-random-seed.service"
AS_ON_A_MACHINE = "[Unit]\nConditionVirtualization=\n"
RECIPE = "\n".join((RELEASE, PACKAGES, CLOUD_CONFIG, MASKED, SEEDED, AS_ON_A_MACHINE, *PERSONAL, *CACHES))


class CannotBeMade(Exception):
    """Why there can be no such root here, in one line."""


def ensure(folder: Path) -> Path:
    """The root below a folder, made first if it is not there; CannotBeMade."""
    root = folder / f"debian-{hashlib.sha256(RECIPE.encode()).hexdigest()[:12]}"
    if not root.is_dir():
        _check()
        making = folder / f"{root.name}.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _bootstrap(making)
        _as_published(making)
        making.rename(root)
    return root


def _check() -> None:
    if os.geteuid() != 0:
        raise CannotBeMade("it needs root")
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        raise CannotBeMade(f"it needs the commands {', '.join(missing)}")
    if not KEYRING.exists():
        raise CannotBeMade(f"it needs {KEYRING} (package debian-archive-keyring)")


def _bootstrap(making: Path) -> None:
    """Runs debootstrap, of this machine or unpacked for the moment: nothing gets installed."""
    with tempfile.TemporaryDirectory(dir=making.parent) as made:
        command, environment = ["debootstrap"], dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
        mirror = _mirror()
        if not shutil.which("debootstrap"):
            Path(made).chmod(0o755)
            _run(["apt-get", "-qq", "download", "debootstrap"], "fetching debootstrap", cwd=made)
            (package,) = Path(made).glob("*.deb")
            _run(["dpkg-deb", "-x", str(package), made], "unpacking debootstrap")
            command = [f"{made}/usr/sbin/debootstrap"]
            environment["DEBOOTSTRAP_DIR"] = f"{made}/usr/share/debootstrap"
        # In namespaces of its own: what it mounts goes with it, however it ends.
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        options = ["--variant=minbase", f"--keyring={KEYRING}", f"--include={','.join(PACKAGES.split())}"]
        what = f"making a Debian {RELEASE} with cloud-init and systemd (once, about two minutes)"
        _run([*apart, *command, *options, RELEASE, str(making), mirror], what, env=environment)


def _mirror() -> str:
    """The mirror that this machine's apt has Debian from."""
    words = [
        "apt-get",
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
        "Origin: Debian",
        "Label: Debian",
    ]
    found = subprocess.run(words, capture_output=True, text=True).stdout.split()
    if not found:
        _run(["apt-get", "-qq", "update"], "asking for the lists of packages")
        found = subprocess.run(words, capture_output=True, text=True).stdout.split()
    if not found:
        raise CannotBeMade("apt has no mirror of Debian here")
    return found[0]


def _run(command: list[str], what: str, **options) -> None:
    print(f"first boot: {what} …", file=sys.stderr, flush=True)
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    if done.returncode:
        last = (done.stdout.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        raise CannotBeMade(f"{what}: {last}")


def _as_published(root: Path) -> None:
    for pattern in (*PERSONAL, *CACHES):
        for found in root.glob(pattern):
            shutil.rmtree(found) if found.is_dir() and not found.is_symlink() else found.unlink()
    # Empty: the first boot of each instance makes its own, and is not taken for a first boot ever.
    (root / "etc/machine-id").write_text("")
    (root / "etc/cloud/cloud.cfg.d/90-ec2.cfg").write_text(CLOUD_CONFIG)
    units = root / "etc/systemd/system"
    (units / MASKED).symlink_to("/dev/null")
    (units / f"{SEEDED}.d").mkdir()
    (units / f"{SEEDED}.d/as-on-a-machine.conf").write_text(AS_ON_A_MACHINE)
    (root / "root").chmod(0o700)


if __name__ == "__main__":
    try:
        print(ensure(Path(sys.argv[1]).absolute()))
    except CannotBeMade as why:
        print(f"first boot: cannot be had here: {why}", file=sys.stderr)
        sys.exit(CANNOT)
