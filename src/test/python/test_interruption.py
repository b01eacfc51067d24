"""A spot instance that EC2 takes back tells the stack before it goes, or when it is back, by an id of its own."""

import json

import pytest

from moments import TAKEN, logged, until

ACTION = "/meta-data/spot/instance-action"
NOTICE = json.dumps({"action": "stop", "time": "2026-11-26T08:22:00Z"}).encode()
TEXT = "EC2 takes the spot instance back at 2026-11-26T08:22:00Z"
LIFE = "/meta-data/instance-life-cycle"
DOCUMENT = "/dynamic/instance-identity/document"
BACK = "the spot instance was stopped and started again, as EC2 does when it takes one back"
REBOOTED = "the builder rebooted while 10-x.sh ran, which no script may that has no expectReboot"
STOPS = "#!/bin/sh\necho so far\n" + logged("so far") + "reboot\nsleep 100\n"
# The pause between two looks becomes an instant; a script waits as long as it likes.
HASTY = '#!/bin/sh\n[ "$1" != 5 ] || set -- 0.1\nexec /usr/bin/sleep "$1"\n'
WAIT = "#!/bin/sh\n" + until("[ -d /run/ami-bake.told ]")


@pytest.fixture
def spot(builder):
    builder.spot = True
    # The script may end before the stack is told, and with it all that runs in a root of a test.
    builder.after = TAKEN
    builder.tool("sleep", HASTY)
    return builder


def test_the_notice_is_signalled_while_a_script_runs(spot, aws):
    aws.metadata[LIFE] = b"spot"
    aws.metadata[ACTION] = NOTICE
    spot.script("10-x.sh", WAIT + "exit 1\n")
    spot.boot()
    (signal,) = aws.signals
    assert (signal["Status"], signal["UniqueId"], signal["Reason"]) == ("FAILURE", "ami-spot-interruption", TEXT)
    assert f"ami-bake: FAILED {TEXT}\n" in spot.console


@pytest.mark.under("bash")
def test_what_would_be_provisioned_after_the_notice_is_not_signalled(spot, aws):
    aws.metadata[ACTION] = NOTICE
    spot.script("10-x.sh", WAIT)
    spot.boot()
    assert [signal["Status"] for signal in aws.signals] == ["FAILURE"]


@pytest.mark.under("dash")
def test_in_the_resource_form_the_id_alone_tells_it(spot, aws):
    spot.signal = "resource"
    spot.variables["AWS_ENDPOINT_URL"] = aws.url
    aws.metadata[ACTION] = NOTICE
    spot.script("10-x.sh", WAIT)
    spot.boot()
    (call,) = aws.calls
    assert (call["Status"], call["UniqueId"]) == ("FAILURE", "ami-spot-interruption")


def test_without_a_notice_it_is_provisioned_as_any_other(spot, aws):
    spot.script("10-x.sh", "#!/bin/sh\nsleep 0.5\n")
    spot.boot()
    (signal,) = aws.signals
    assert (signal["Status"], signal["UniqueId"]) == ("SUCCESS", "i-0abc") and spot.powered_off


@pytest.mark.under("dash")
def test_an_on_demand_instance_does_not_look_out(spot, aws):
    aws.metadata |= {LIFE: b"on-demand", ACTION: NOTICE}
    spot.script("10-x.sh", "#!/bin/sh\nsleep 0.5\n")
    spot.boot()
    assert [signal["Status"] for signal in aws.signals] == ["SUCCESS"]


def started_at(aws, time):
    """As EC2 writes it, with a space before the colon."""
    aws.metadata[DOCUMENT] = (
        f'{{\n  "instanceId" : "i-0abc",\n  "pendingTime" : "{time}",\n  "version" : "1"\n}}'.encode()
    )


@pytest.fixture
def stopped(spot, aws):
    """Ended while its script ran, without a notice."""
    spot.after = ""
    aws.metadata[LIFE] = b"spot"
    started_at(aws, "2026-11-26T08:00:00Z")
    spot.script("10-x.sh", STOPS)
    return spot


def test_what_ec2_stopped_and_started_again_was_taken_back(stopped, aws):
    assert stopped.boot() == 0 and aws.signals == []
    started_at(aws, "2026-11-26T09:30:00Z")
    stopped.boot_again()
    (signal,) = aws.signals
    assert (signal["Status"], signal["UniqueId"]) == ("FAILURE", "ami-spot-interruption")
    assert signal["Reason"].split("\n") == [BACK, "ami-bake: script 1/1 10-x.sh", "so far"]
    assert f"ami-bake: FAILED {BACK}\n" in stopped.console and REBOOTED not in stopped.console
    assert not stopped.has("var/lib/cloud/scripts/per-boot/ami-bake")


@pytest.mark.under("dash")
def test_in_the_resource_form_the_id_tells_that_too(stopped, aws):
    stopped.signal = "resource"
    stopped.variables["AWS_ENDPOINT_URL"] = aws.url
    stopped.boot()
    started_at(aws, "2026-11-26T09:30:00Z")
    stopped.boot_again()
    (call,) = aws.calls
    assert (call["Status"], call["UniqueId"]) == ("FAILURE", "ami-spot-interruption")


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
@pytest.mark.under("bash")
def test_a_reboot_of_a_spot_instance_is_none_of_ec2s(stopped, aws, known):
    stopped.boot()
    if not known:
        del aws.metadata[DOCUMENT]
    stopped.boot_again()
    (signal,) = aws.signals
    assert (signal["UniqueId"], signal["Reason"].split("\n")[0]) == ("i-0abc", REBOOTED)


@pytest.mark.under("dash")
def test_who_stops_and_starts_an_on_demand_instance_is_not_ec2(stopped, aws):
    aws.metadata[LIFE] = b"on-demand"
    stopped.boot()
    started_at(aws, "2026-11-26T09:30:00Z")
    stopped.boot_again()
    (signal,) = aws.signals
    assert (signal["UniqueId"], signal["Reason"].split("\n")[0]) == ("i-0abc", REBOOTED)


@pytest.mark.parametrize("again", [False, True], ids=["first", "second"])
def test_a_stop_is_not_taken_for_the_reboot_that_a_script_expects(stopped, aws, again):
    stopped.own["each.1"] = "reboots='1'\n"
    stopped.script("20-y.sh", STOPS if again else "#!/bin/sh\ntouch /etc/ran\n")
    stopped.boot()
    if again:
        stopped.boot_again()
    started_at(aws, "2026-11-26T09:30:00Z")
    assert stopped.boot_again() == 1
    (signal,) = aws.signals
    assert (signal["UniqueId"], signal["Reason"].split("\n")[0]) == ("ami-spot-interruption", BACK)
    assert f"ami-bake: FAILED {BACK}\n" in stopped.console and not stopped.has("etc/ran")


@pytest.mark.under("bash")
def test_a_reboot_that_a_script_expects_is_gone_on_after_on_spot_too(stopped, aws):
    stopped.own["each.1"] = "reboots='1'\n"
    stopped.script("20-y.sh", "#!/bin/sh\nenv >/etc/ran\n")
    stopped.boot()
    stopped.boot_again()
    assert [signal["Status"] for signal in aws.signals] == ["SUCCESS"]
    assert "since" not in stopped.read("etc/ran")
