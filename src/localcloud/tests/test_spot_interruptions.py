"""EC2 takes spot instances back: what it says before, what becomes of instance and request, who may start it again."""

import json
import urllib.error
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cloud import eventually
from machines import refusal
from spots import ONE_TIME, PERSISTENT, Spots

from ami_localcloud.ec2.spot import interruption
from ami_localcloud.ec2.spot.notice import Notice
from ami_localcloud.ec2.spot.options import STOP
from ami_localcloud.ec2.spot.request import BY_SPOT_STOPPED

OPEN = {"MetadataOptions": {"HttpTokens": "optional"}}
# Prints what a path answers each time that changes.
WATCH = """#!/bin/bash
M=http://169.254.169.254/latest/meta-data
while :; do
  for path in spot/instance-action spot/termination-time events/recommendations/rebalance; do
    now="$path $(curl -s -o /tmp/body -w '%{http_code}' $M/$path) $(head -1 /tmp/body)"
    grep -qF "$now" /tmp/seen 2>/dev/null || echo "$now" | tee -a /tmp/seen
  done
  sleep 0.2
done
"""


@pytest.fixture
def spots(client, control) -> Spots:
    return Spots(client, control)


def interrupt(spots, **how) -> list[str]:
    return json.loads(spots.control.call("POST", "spot/interruptions", how))["instances"]


def watched(spots, how: dict) -> str:
    """An instance that has asked for every path once."""
    instance = spots.running(how, WATCH, **OPEN)
    spots.printed(instance, "events/recommendations/rebalance 404 ")
    return instance


def told(spots, instance: str, path: str) -> str:
    console = spots.printed(instance, f"{path} 200 ")
    assert f"{path} 404 " in console
    return next(line for line in console.splitlines() if line.startswith(f"{path} 200 ")).split(" ", 2)[2]


def test_the_guest_is_told_that_it_will_be_stopped_and_when(spots):
    instance = watched(spots, PERSISTENT)
    before = datetime.now(UTC).replace(microsecond=0)
    assert interrupt(spots) == [instance]
    action = json.loads(told(spots, instance, "spot/instance-action"))
    at = datetime.fromisoformat(action["time"].replace("Z", "+00:00"))
    assert action["action"] == "stop" and timedelta(0) <= at - before - timedelta(seconds=120) < timedelta(seconds=20)
    assert "noticeTime" in json.loads(told(spots, instance, "events/recommendations/rebalance"))
    assert "spot/termination-time 200" not in spots.console(instance)
    assert spots.status() == ("active", "marked-for-stop") and spots.state(instance) == "running"


def test_the_guest_is_told_that_it_will_be_terminated_and_when(spots):
    instance = watched(spots, ONE_TIME)
    interrupt(spots, seconds=3600)
    action = json.loads(told(spots, instance, "spot/instance-action"))
    assert (action["action"], action["time"]) == ("terminate", told(spots, instance, "spot/termination-time"))
    # At once, as documented, though it runs on.
    assert spots.status() == ("closed", "instance-terminated-no-capacity") and spots.state(instance) == "running"


@pytest.mark.parametrize("cause", ["no-capacity", "by-price"])
def test_a_persistent_one_is_stopped_and_can_be_imaged_but_not_started_by_the_user(spots, cause):
    instance = spots.done("#!/bin/sh\necho so far >/etc/far\n", **PERSISTENT)
    interrupt(spots, seconds=0, cause=cause)
    found = spots.until(instance, "stopped")
    assert found["StateReason"]["Code"] == "Server.SpotInstanceShutdown"
    assert found["StateTransitionReason"].startswith("Service initiated (")
    spots.until_status("disabled", f"instance-stopped-{cause}")
    assert refusal(spots.ec2.start_instances, InstanceIds=[instance])[0] == "IncorrectSpotRequestState"
    assert spots.control.image_file(spots.image(instance), "/etc/far") == b"so far\n"


@pytest.mark.parametrize("cause", ["no-capacity", "by-price"])
def test_a_one_time_one_is_terminated(spots, cause):
    instance = spots.running(ONE_TIME)
    interrupt(spots, seconds=0, cause=cause)
    found = spots.until(instance, "terminated")
    assert found["StateReason"]["Code"] == "Server.SpotInstanceTermination"
    spots.until_status("closed", f"instance-terminated-{cause}")
    assert set(spots.instances()) == {instance}


def test_ec2_starts_it_again_when_there_is_capacity(spots):
    instance = spots.running(PERSISTENT, WATCH, **OPEN)
    interrupt(spots, seconds=0, backAfter=0.5)
    eventually(lambda: spots.console(instance).count("Linux version"), until=lambda boots: boots == 2)
    spots.until(instance, "running")
    assert spots.status() == ("active", "fulfilled")
    assert interrupt(spots, instance=instance, seconds=3600) == [instance]


def test_what_the_user_stops_after_the_notice_is_stopped_by_the_user(spots):
    instance = spots.running(PERSISTENT)
    interrupt(spots, seconds=3600)
    spots.ec2.stop_instances(InstanceIds=[instance])
    spots.until(instance, "stopped")
    spots.until_status("disabled", "instance-stopped-by-user")
    spots.ec2.start_instances(InstanceIds=[instance])
    spots.until(instance, "running")


def test_what_the_user_has_started_again_after_the_notice_is_not_taken():
    stops = []
    instance = SimpleNamespace(state="running", life=SimpleNamespace(stop=lambda why: stops.append(why)))
    request = SimpleNamespace(notice=None, options=SimpleNamespace(behavior=STOP))
    given = Notice(STOP, datetime.now(UTC), "by-price", datetime.now(UTC))
    interruption._take(request, instance, given, None)
    assert stops == []
    request.notice = given
    interruption._take(request, instance, given, None)
    assert stops == [BY_SPOT_STOPPED]


def test_an_interrupted_one_is_terminated_when_its_request_is_cancelled(spots):
    instance = spots.running(PERSISTENT)
    interrupt(spots, seconds=0, backAfter=3600)
    spots.until_status("disabled", "instance-stopped-no-capacity")
    spots.cancel()
    spots.until(instance, "terminated")
    spots.until_status("cancelled", "instance-terminated-by-service")


def test_the_time_of_the_notice_is_set_for_all(spots):
    spots.control.set(spotNoticeSeconds=0)
    instance = spots.running(ONE_TIME)
    interrupt(spots)
    eventually(lambda: spots.state(instance) == "terminated")


@pytest.mark.parametrize(
    "how", [{}, {"instance": "i-0123456789abcdef0"}, {"seconds": -1}, {"cause": "whim"}, {"sekonds": 1}]
)
def test_an_interruption_that_makes_no_sense_is_refused(spots, how):
    spots.running({})
    if how and "instance" not in how:
        spots.running(ONE_TIME)
    with pytest.raises(urllib.error.HTTPError) as refused:
        interrupt(spots, **how)
    assert refused.value.code == 400
