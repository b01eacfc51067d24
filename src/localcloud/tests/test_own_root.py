"""Instances that boot a root of their own: its init, its control groups, its network interface, its files."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from cloud import Cloud, Control, eventually, launch, launcher_environment
from machines import Machines

from ami_localcloud.sandbox import dhcp, own_root

INIT = """#!/bin/sh
while read -r line; do group=$line; done </proc/self/cgroup
echo "process $$ of $group, $(cat /sys/class/net/ens5/address)" >/told
read -r uuid </sys/hypervisor/uuid; echo "${uuid%%-*}" >>/told; mkdir /sys/x 2>/dev/null && echo "writable /sys" >>/told
mkdir /sys/fs/cgroup/made && rmdir /sys/fs/cgroup/made && echo groups >>/told
echo once more >>/boots
echo "init is done" >/dev/console
"""
INTERFACE = {"peer": "veth0", "address": "172.31.0.9", "router": "172.31.0.1", "prefix": 20}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A system of four programs, and a shell script for an init."""
    made = tmp_path_factory.mktemp("root")
    programs = [Path(shutil.which(name) or "") for name in ("sh", "cat", "mkdir", "rmdir")]
    listed = subprocess.run(["ldd", *programs], capture_output=True, text=True, check=True).stdout
    libraries = {Path(word) for word in listed.split() if word.startswith("/") and not word.endswith(":")}
    for source in (*programs, *libraries):
        target = made / (f"bin/{source.name}" if source in programs else str(source)[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source.resolve(), target)
    for folder in ("sbin", "dev", "proc", "sys", "run", "tmp"):
        (made / folder).mkdir()
    (made / "sbin/init").write_text(INIT)
    (made / "sbin/init").chmod(0o755)
    return made


def start(home: Path, root: Path | str, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = launcher_environment() | {own_root.VARIABLE: str(root)}
    words = ["start", "--home", str(home), "--owner-pid", str(os.getpid())]
    return launch(*words, check=check, env=environment)


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory, root: Path):
    home = tmp_path_factory.mktemp("home")
    yield Cloud(start(home, root).stdout.strip(), home)
    launch("stop", "--home", str(home))


@pytest.fixture
def machines(client, control: Control) -> Machines:
    return Machines(client, control)


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may boot a root of its own")


@as_root
def test_an_instance_boots_the_roots_own_init_which_ends_it_and_an_image_of_it_boots_again(
    machines: Machines, control: Control, root: Path
):
    first = machines.launch()
    mac = machines.describe(first)["NetworkInterfaces"][0]["MacAddress"]
    machines.until(first, "stopped")
    assert "init is done" in machines.console(first)
    image = machines.ec2.create_image(InstanceId=first, Name="booted")["ImageId"]
    eventually(lambda: [i["state"] for i in control.images()], until=lambda seen: seen == ["available"])
    assert sorted(control.image_files(image)) == ["/boots", "/told"]
    assert control.image_file(image, "/told").decode() == f"process 1 of 0::/, {mac}\nec2{first[2:7]}\ngroups\n"
    second = machines.launch(base=image)
    machines.until(second, "stopped")
    again = machines.ec2.create_image(InstanceId=second, Name="booted again")["ImageId"]
    eventually(lambda: control.images()[-1]["state"], until=lambda seen: seen == "available")
    assert control.image_file(again, "/boots") == b"once more\nonce more\n"
    assert sorted(path.name for path in root.iterdir() if path.is_file()) == []


@as_root
def test_the_groups_of_an_instance_that_has_ended_are_gone(machines: Machines):
    instance = machines.launch()
    machines.until(instance, "stopped")
    found = subprocess.run(["find", "/sys/fs/cgroup", "-name", f"*{instance}"], capture_output=True, text=True)
    assert found.stdout == ""


@as_root
def test_a_root_that_cannot_be_booted_is_refused_before_anything_starts(tmp_path: Path):
    refused = start(tmp_path / "home", tmp_path, check=False)
    assert refused.returncode == 3
    assert refused.stderr.strip().endswith(f"={tmp_path} is no root of a system: it has no /sbin/init")


def message(kind: int) -> bytes:
    head = bytes([1, 1, 6, 0]) + b"XIDX" + b"\0\0\x80\0" + b"\0" * 16 + b"\x02\x08\xa9\x2c\x55\x64" + b"\0" * 202
    return head + dhcp.MAGIC + bytes([0, dhcp.KIND, 1, kind, dhcp.END])


@pytest.mark.parametrize(("asked", "answered"), [(dhcp.DISCOVER, dhcp.OFFER), (dhcp.REQUEST, dhcp.ACKNOWLEDGE)])
def test_the_subnet_gives_an_instance_its_own_address(asked: int, answered: int):
    reply = dhcp.reply(message(asked), INTERFACE, "ip-172-31-0-9") or b""
    assert reply[4:8] == b"XIDX" and reply[28:34] == b"\x02\x08\xa9\x2c\x55\x64"
    assert socket.inet_ntoa(reply[16:20]) == "172.31.0.9"
    options = dhcp._options(reply[240:])
    assert options[dhcp.KIND] == bytes([answered]) and options[dhcp.NAME] == b"ip-172-31-0-9"
    assert socket.inet_ntoa(options[dhcp.MASK]) == "255.255.240.0"
    assert socket.inet_ntoa(options[dhcp.ROUTER]) == "172.31.0.1"


@pytest.mark.parametrize("asked", [b"", message(7), message(dhcp.DISCOVER)[:200], b"\2" + message(1)[1:]])
def test_the_subnet_says_nothing_to_what_asks_for_no_address(asked: bytes):
    assert dhcp.reply(asked, INTERFACE, "x") is None
