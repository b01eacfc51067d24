"""An instance launched from the image: a machine of its own, that has what was baked and repeats nothing."""

from pathlib import Path

import pytest

USER_DATA = Path(__file__).with_name("second-boot.sh").read_text()


@pytest.fixture(scope="module")
def both(baked):
    """Two instances of the image, which boot side by side."""
    account, image = baked
    account.ec2.create_key_pair(KeyName="mine", KeyType="ed25519")
    return [account.launch(image, USER_DATA, KeyName="mine") for _ in range(2)]


@pytest.fixture(scope="module")
def launched(baked, both):
    """The image, the first instance as EC2 describes it, its files and its login key."""
    account, image = baked
    key = account.ec2.describe_key_pairs(KeyNames=["mine"], IncludePublicKey=True)["KeyPairs"][0]["PublicKey"]
    instance = next(i for i in account.instances() if i["InstanceId"] == both[0])
    return image, instance, account.ended(both[0], image), key.split()[1]


def fact(launched, name: str) -> str:
    return launched[2].read(f"/facts/{name}").strip()


def test_it_has_a_machine_id_and_a_host_key_of_its_own(launched):
    image = launched[0]
    assert len(fact(launched, "machine-id")) == 32
    assert fact(launched, "machine-id") != image.read("/opt/app/machine-id-of-the-builder").strip()
    assert fact(launched, "host-key").split()[1] != image.read("/opt/app/host-key-of-the-builder").split()[1]


def test_no_two_machines_begin_with_the_same_random_seed(baked, both, launched):
    """The builder, and two instances of its image; each has one by the time it is looked at, from systemd itself."""
    account, image = baked
    other = account.ended(both[1], image)
    assert fact(launched, "seeded") == "active" and other.read("/facts/seeded") == "active\n"
    seeds = [image.read("/opt/app/seed-of-the-builder"), launched[2].read("/facts/seed"), other.read("/facts/seed")]
    assert len(set(seeds)) == 3


def test_it_has_its_own_name_address_and_interface_although_the_builders_lie_in_the_image(launched):
    image, instance, files, _ = launched
    name = instance["PrivateDnsName"].split(".")[0]
    mac = instance["NetworkInterfaces"][0]["MacAddress"]
    assert image.read("/etc/hostname").strip() != name
    assert fact(launched, "hostname") == name and files.read("/etc/hostname").strip() == name
    assert instance["PrivateIpAddress"] in fact(launched, "address") and fact(launched, "mac") == mac
    rules = "/etc/udev/rules.d/70-persistent-net.rules"
    assert mac in files.read(rules) and mac not in image.read(rules)


def test_only_its_own_login_key_opens_it(launched):
    keys = fact(launched, "login-keys").splitlines()
    assert len(keys) == 1 and launched[3] in keys[0]


def test_its_default_user_may_become_root_as_in_the_base_image_and_nobody_else(launched):
    """The file stays in the image, as its user does; cloud-init adds the same line again."""
    lines = launched[2].read("/etc/sudoers.d/90-cloud-init-users").splitlines()
    assert {line for line in lines if line and line[0] != "#"} == {"admin ALL=(ALL) NOPASSWD:ALL"}


def test_the_scripts_do_not_run_again_and_its_own_user_data_does(launched):
    _, instance, files, _ = launched
    assert files.read("/opt/app/runs").count("10-traces.sh ran") == 1
    assert fact(launched, "instances").split() == [instance["InstanceId"]]
    assert "ami-bake" not in fact(launched, "run") and fact(launched, "timers") == ""


def test_units_are_as_the_scripts_left_them(launched):
    assert (fact(launched, "app"), fact(launched, "cron")) == ("enabled", "disabled")
    assert launched[2].read("/opt/app/boots") == "booted\n"


def test_no_unit_fails(launched):
    assert fact(launched, "failed") == ""
