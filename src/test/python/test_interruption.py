"""A spot instance that EC2 takes back tells the stack before it goes, by an id of its own."""

import json

import pytest

from moments import TAKEN, until

ACTION = "/meta-data/spot/instance-action"
NOTICE = json.dumps({"action": "stop", "time": "2026-11-26T08:22:00Z"}).encode()
TEXT = "EC2 takes the spot instance back at 2026-11-26T08:22:00Z"
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
    aws.metadata["/meta-data/instance-life-cycle"] = b"spot"
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
    aws.metadata |= {"/meta-data/instance-life-cycle": b"on-demand", ACTION: NOTICE}
    spot.script("10-x.sh", "#!/bin/sh\nsleep 0.5\n")
    spot.boot()
    assert [signal["Status"] for signal in aws.signals] == ["SUCCESS"]
