"""A builder that reboots, under the real systemd and cloud-init: the scripts go on, no image has what was carried."""

import re
from datetime import datetime

import pytest
from canaries import leaks
from maven import LARGE, PROJECTS

CANARY = "kanarienvögelchen-in-der-umgebung"
PROXY = "canary-of-the-proxy"


def console(account) -> str:
    (instance,) = account.instances()
    return account.console(instance["InstanceId"])


def scripts(account) -> list[str]:
    return re.findall(r"ami-bake: (script .*)", re.sub(r" done in \d+ s", " done", console(account)))


def moments(account, stage: str) -> list[datetime]:
    """When a stage of cloud-init began, at each boot."""
    found = re.findall(rf"running '{stage}' at \w+, (.*?) \+0000\.", console(account))
    return [datetime.strptime(moment, "%d %b %Y %H:%M:%S") for moment in found]


def handle(account) -> str:
    (instance,) = account.instances()
    return re.search(r"(?m)^export AMI_SIGNAL_URL='([^']*)'$", account.user_data(instance["InstanceId"]))[1]


@pytest.fixture(scope="module")
def rebooted(images):
    return images("reboots")[:2]


@pytest.fixture(scope="module")
def staged(images):
    return images("staged")[:2]


def test_the_next_script_runs_after_the_reboot_that_one_asked_systemd_for(rebooted):
    account, _ = rebooted
    assert scripts(account) == [
        "script 1/3 10-before.sh",
        "script 10-before.sh done",
        "script 2/3 kernel",
        "script kernel rebooted the builder",
        "script 3/3 20-after.sh",
        "script 20-after.sh done",
    ]
    order = ["now it reboots", "script kernel rebooted", "finished at", "ami-bake: cleaning", "Powering off."]
    assert sorted(order, key=console(account).rindex) == order


@pytest.mark.parametrize("project", ["reboots", "staged"])
def test_nothing_of_ours_holds_up_the_reboot(images, project):
    """What hears no signal is waited for by systemd, for 90 seconds; the scripts take none."""
    account, *_ = images(project)
    ended, began = moments(account, "modules:final")[0], moments(account, "init-local")[1]
    assert (began - ended).total_seconds() < 80


def test_scripts_find_the_same_environment_after_the_reboot_and_the_proxy_and_the_certificate_in_it(rebooted):
    image = rebooted[1]
    assert image.read("/opt/carried/before") == image.read("/opt/carried/after")
    assert image.read("/opt/carried/proxied") == "4\n" and image.read("/opt/carried/trusted") == "1\n"


def test_the_signal_goes_through_the_proxy_after_the_reboot_too(rebooted):
    assert {line.split()[0] for line in rebooted[1].read("/opt/carried/asked").splitlines()} == {"PUT"}


def test_nothing_of_environment_handle_proxy_or_certificate_is_in_the_image(rebooted):
    account, image = rebooted
    certificate = (PROJECTS / "reboots/corporate.pem").read_text().splitlines()[1]
    where = handle(account)
    for canary in (CANARY, PROXY, certificate, where, where.rpartition("/")[2], "AMI_SIGNAL_URL", "ami-bake"):
        assert leaks(image.layers[0], canary) == [], canary


def test_scripts_and_files_that_came_from_s3_outlive_the_reboot_and_leave_no_trace(staged):
    account, image = staged
    assert scripts(account) == [
        "script 1/2 kernel",
        "script kernel rebooted the builder",
        "script 2/2 20-after.sh",
        "script 20-after.sh done",
    ]
    assert "ami-bake: staged scripts and files" in console(account)
    changed = LARGE + len("changed\n")
    assert image.read("/opt/carried/size").strip() == str(changed), "laid but once"
    assert image.path("/opt/large").stat().st_size == changed
    assert [path for path in image.files() if path.startswith(("/var/tmp/", "/var/lib/ami-bake", "/tmp/"))] == []
    for canary in (CANARY, handle(account), "X-Amz-Signature", "AMI_STAGED", "ami-bake"):
        assert leaks(image.layers[0], canary) == [], canary


def test_a_reboot_that_no_script_expects_fails_the_bake_with_its_name(bakes):
    account, done = bakes("crashes")
    assert done.returncode == 1
    assert "Provisioning failed: the builder rebooted while crash ran" in done.stdout
    assert "about to crash" in done.stdout and "<expectReboot>true</expectReboot>" in done.stdout
    assert account.control.images() == []
    assert "ami-bake: FAILED the builder rebooted while crash ran" in account.consoles()
