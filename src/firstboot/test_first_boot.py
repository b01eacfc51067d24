"""The builder's only boot, under the real cloud-init and systemd: what it did, and what its image is left with."""

import re

import pytest
from canaries import leaks

CANARY = "kanarienvögelchen-in-der-umgebung"


@pytest.fixture(scope="module")
def builder(baked):
    """The builder's account and id."""
    account, _ = baked
    (instance,) = account.instances()
    return account, instance["InstanceId"]


@pytest.fixture(scope="module")
def handle(builder):
    """The address to which the builder signals, as its user data has it."""
    return re.search(r"(?m)^export AMI_SIGNAL_URL='([^']*)'$", builder[0].user_data(builder[1]))[1]


def test_cloud_init_found_ec2_and_ran_the_scripts_once_in_order(builder, baked):
    console = builder[0].console(builder[1])
    assert "Datasource DataSourceEc2Local" in console
    names = re.findall(r"ami-bake: script (\d/\d \S+)", console)
    assert names == ["1/2 10-traces.sh", "2/2 20-units.sh"]
    assert baked[1].read("/opt/app/runs").count("10-traces.sh ran") == 1


def test_the_end_comes_after_cloud_inits_last_stage_and_systemd_powers_the_builder_off_in_order(builder):
    console = builder[0].console(builder[1])
    order = ["ami-bake: script 20-units.sh done", "finished at", "ami-bake: cleaning", "Powering off."]
    assert sorted(order, key=console.index) == order


def test_nothing_of_handle_or_environment_is_in_any_file_of_the_image_in_any_form(baked, handle):
    top = baked[1].layers[0]
    for canary in (CANARY, handle, handle.rpartition("/")[2], "export AMI_SIGNAL_URL"):
        assert leaks(top, canary) == []


def test_the_console_shows_nothing_of_the_handle(builder, handle):
    assert "cloudformation-waitcondition" in handle
    assert "cloudformation-waitcondition" not in builder[0].console(builder[1])
    assert "power_off" not in builder[0].console(builder[1])


@pytest.mark.parametrize(
    "gone",
    [
        "/var/lib/cloud/instance",
        "/var/lib/cloud/instances",
        "/var/lib/cloud/data",
        "/var/lib/cloud/sem",
        "/root/.ssh/authorized_keys",
        "/home/admin/.ssh/authorized_keys",
        "/root/.bash_history",
        "/home/admin/.bash_history",
        "/var/lib/systemd/random-seed",
        "/var/lib/urandom/random-seed",
        "/var/log/ami-bake.log",
        "/var/log/cloud-init.log",
        "/var/log/cloud-init-output.log",
    ],
)
def test_it_is_not_in_the_image(baked, gone):
    place = baked[1].path(gone)
    assert place is None or (place.is_dir() and list(place.iterdir()) == [])


def test_no_host_key_package_or_left_file_is_in_the_image(baked):
    files = baked[1].files()
    wrong = ("/etc/ssh/ssh_host_", "/var/cache/apt/", "/var/lib/apt/lists/", "/var/log/journal/", "/tmp/", "/var/tmp/")
    assert [path for path in files if path.startswith(wrong)] == []


def test_of_the_logs_only_what_shutdown_itself_writes_has_any_content(baked):
    image = baked[1]
    logs = [path for path in image.files() if path.startswith("/var/log/")]
    assert [path for path in logs if image.path(path).stat().st_size] in ([], ["/var/log/wtmp"])


def test_the_machine_id_is_there_and_empty(baked):
    assert baked[1].path("/etc/machine-id").read_bytes() == b""


def test_the_builders_machine_id_is_nowhere_in_the_image(baked):
    """But where a script put it: not as the name of the journal's folder either."""
    image, kept = baked[1], "/opt/app/machine-id-of-the-builder"
    assert leaks(image.layers[0], image.read(kept).strip()) == [kept]


def test_the_lease_that_shutdown_gives_back_is_not_in_the_image(baked):
    """The client writes its file once more, with an identifier that EC2 does not ask for."""
    assert "lease {" not in baked[1].read("/var/lib/dhcp/dhclient.ens5.leases")
