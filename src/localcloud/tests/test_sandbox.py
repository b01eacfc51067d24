"""The sandbox by itself: what a guest sees, what it cannot reach, as root and as an ordinary user."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cloud import SOURCES

ORDINARY = 65534
RUN = """
import json, os, sys, threading
from pathlib import Path
from ami_localcloud.sandbox import layers
from ami_localcloud.sandbox.ground import Ground
from ami_localcloud.sandbox.host import Boot, Sandbox
folder, script = Path(sys.argv[1]), sys.stdin.buffer.read()
ground = Ground(folder / "ground", [Path(sys.argv[2])], os.geteuid() != 0)
name = sys.argv[3]
home, ended, how = folder / name, threading.Event(), []
home.mkdir()
boot = Boot(name, home, home / "console", "guest", [], True, True, "boot line\\n", 9,
            [(f"/var/lib/cloud/instances/{name}/scripts/part-001", 0o700, script)])
sandbox = Sandbox(ground, boot, lambda listener: None, lambda why: (how.append(why), ended.set()))
ended.wait(90)
layer = folder / f"layer-{name}"
layers.capture(ground, home, layer)
print(json.dumps({"how": how, "console": (home / "console").read_text(),
                  "files": list(layers.differences([layer]))}))
"""


@pytest.fixture(scope="module", params=["root", "an ordinary user"])
def guest(request) -> Iterator:
    """Runs a script in a sandbox of its own and returns how it ended, what it printed and what it wrote."""
    ordinary = request.param != "root"
    # An ordinary user needs a Python and sources that he may read: the system's own, and a copy.
    python = shutil.which("python3", path="/usr/local/bin:/usr/bin") if ordinary else sys.executable
    if os.geteuid() != 0 or python is None:
        pytest.skip("needs root to become another user, and a Python that every user may run")
    folder = Path(tempfile.mkdtemp(prefix="sandbox-", dir="/var/tmp"))
    shutil.copytree(SOURCES / "ami_localcloud", folder / "sources" / "ami_localcloud")
    (folder / "secret").write_text("of this machine")
    user = {"user": ORDINARY, "group": ORDINARY, "extra_groups": []} if ordinary else {}
    os.chmod(folder, 0o755)
    if ordinary:
        os.chown(folder, ORDINARY, ORDINARY)
    numbers = itertools.count(1)

    def run(script: str) -> dict:
        environment = {"PYTHONPATH": str(folder / "sources"), "PATH": os.environ["PATH"], "SECRET": "of this machine"}
        command = [python, "-S", "-c", RUN, str(folder), str(SOURCES), f"i-{next(numbers)}"]
        done = subprocess.run(
            command, input=script.encode(), env=environment, cwd="/", capture_output=True, timeout=120, **user
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    yield run
    shutil.rmtree(folder)


def test_a_guest_is_root_on_its_own_machine_and_powers_it_off(guest):
    seen = guest(
        "#!/bin/sh\nid -u; hostname; echo hello > /etc/greeting; mkdir /data; poweroff\nsleep 60; echo never\n"
    )
    assert seen["how"] == ["poweroff"]
    assert "0\nguest\n" in seen["console"] and "never" not in seen["console"]
    assert {"/etc/greeting", "/data"} <= {f["path"] for f in seen["files"]}


def test_what_is_printed_right_before_power_off_is_not_lost(guest):
    lines = guest("#!/bin/sh\nseq 1 20000\necho the last line; poweroff\n")["console"].splitlines()
    assert lines.count("the last line") == 1 and "20000" in lines


def test_the_machines_secrets_are_out_of_sight(guest):
    console = guest(
        "#!/bin/sh\nenv | sort; ls /root /home /tmp /var/tmp; cat /proc/1/environ /proc/1/root/etc/passwd\n"
        f"ls {SOURCES}; poweroff\n"
    )["console"]
    assert "of this machine" not in console and "secret" not in console
    assert f"cannot access '{SOURCES}'" in console
    assert "/proc/1/environ: Permission denied" in console


def test_the_guest_cannot_reach_the_machine(guest):
    console = guest(
        "#!/bin/bash\nmknod /tmp/disk b 8 0; echo 1 > /proc/sys/kernel/panic; mount -t tmpfs none /mnt\n"
        "timeout 3 bash -c 'echo > /dev/tcp/192.0.2.1/80' || echo no network\n"
        "cat /proc/net/dev | tail -n +3 | cut -d: -f1; poweroff\n"
    )["console"]
    assert "mknod: /tmp/disk: Operation not permitted" in console
    assert "/proc/sys/kernel/panic: Read-only file system" in console
    assert "permission denied" in console and "no network\n    lo\n" in console


def test_deleted_and_made_anew_folders_are_told(guest):
    files = {
        f["path"]: f
        for f in guest("#!/bin/sh\nrm -r /etc/apt /etc/debian_version; mkdir /etc/apt; poweroff\n")["files"]
    }
    assert files["/etc/debian_version"]["deleted"]
    assert all(f.get("deleted") for path, f in files.items() if path.startswith("/etc/apt/"))


def test_files_of_the_system_can_be_changed_in_place(guest):
    seen = guest("#!/bin/sh\necho '# more' >> /etc/hosts && : > /etc/machine-id; poweroff\n")
    assert {"/etc/hosts", "/etc/machine-id"} <= {f["path"] for f in seen["files"]}


def test_systemctl_powers_off_and_says_that_it_can_do_no_more(guest):
    seen = guest("#!/bin/sh\nsystemctl start nothing; ls -d /run/systemd/system; systemctl --no-block poweroff\n")
    assert seen["how"] == ["poweroff"]
    assert "System has not been booted with systemd as init system" in seen["console"]
    assert "cannot access '/run/systemd/system'" in seen["console"]


def test_systemctl_enables_units_without_a_running_systemd(guest):
    unit = "[Unit]\nWantedBy=nothing.target\n[Install]\nWantedBy=multi-user.target\n"
    seen = guest(
        f"#!/bin/sh\nmkdir -p /etc/systemd/system; printf '{unit}' >/etc/systemd/system/own.service\n"
        "systemctl enable --quiet own && readlink /etc/systemd/system/*.wants/own.service\n"
        "systemctl enable none.service || echo refused\npoweroff\n"
    )
    assert "\n/etc/systemd/system/own.service\n" in seen["console"]
    assert "Unit file none.service does not exist" in seen["console"] and "refused" in seen["console"]


def test_a_reboot_and_a_halt_are_told_apart(guest):
    assert guest("#!/bin/sh\nshutdown -r now\n")["how"] == ["reboot"]
