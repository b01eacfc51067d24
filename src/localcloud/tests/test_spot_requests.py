"""Spot instances: the requests that stand behind them, what may be asked for, and what is told of them."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from machines import refusal
from spots import ONE_TIME, PERSISTENT, TAGS, Spots, launch_template, market
from stacks import Stacks, template


@pytest.fixture
def spots(client, control) -> Spots:
    return Spots(client, control)


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def refused(spots, how, **more) -> tuple[str, str]:
    words = {"ImageId": spots.base(), "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1}
    return refusal(spots.ec2.run_instances, **words, **how, **more)


def test_a_spot_instance_and_its_request_tell_of_each_other(spots):
    found = spots.describe(spots.launch(**ONE_TIME))
    request = spots.request()
    assert (found["InstanceLifecycle"], found["SpotInstanceRequestId"]) == ("spot", request["SpotInstanceRequestId"])
    assert (request["State"], request["Status"]["Code"]) == ("active", "fulfilled")
    assert (request["Type"], request["InstanceInterruptionBehavior"]) == ("one-time", "terminate")
    assert (request["InstanceId"], "ValidUntil" in request) == (found["InstanceId"], False)
    launch = request["LaunchSpecification"]
    assert (launch["ImageId"], launch["InstanceType"]) == (found["ImageId"], "t3.small")
    assert request["LaunchedAvailabilityZone"] == found["Placement"]["AvailabilityZone"]


def test_an_on_demand_instance_has_no_request(spots):
    found = spots.describe(spots.launch())
    assert "InstanceLifecycle" not in found and "SpotInstanceRequestId" not in found
    assert spots.requests() == []


def test_a_persistent_request_ends_when_it_was_told_to_else_after_seven_days(spots):
    spots.launch(**PERSISTENT)
    left = spots.request()["ValidUntil"] - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < left < timedelta(days=7)
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    how = market(SpotInstanceType="persistent", InstanceInterruptionBehavior="stop", ValidUntil=until, MaxPrice="0.5")
    spots.launch(**how)
    last = spots.requests()[-1]
    assert (last["ValidUntil"], last["SpotPrice"]) == (until, "0.500000")


@pytest.mark.parametrize(
    "options, text",
    [
        (
            {"SpotInstanceType": "one-time", "InstanceInterruptionBehavior": "stop"},
            "The request with type 'one-time' is not supported when instanceInterruptionBehavior is set to 'STOP'.",
        ),
        (
            {"SpotInstanceType": "persistent"},
            "The terminate InstanceInterruptionBehavior is not supported when requestType is set to persistent.",
        ),
        (
            {"ValidUntil": datetime(2030, 1, 1, tzinfo=UTC)},
            "The parameter validUntil cannot be specified when the SpotRequestType is set to 'one-time'.",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_but_not_by_a_dry_run(spots, options, text):
    assert refused(spots, market(**options)) == ("InvalidParameterCombination", text)
    assert refused(spots, market(**options), DryRun=True)[0] == "DryRunOperation"
    assert spots.requests() == [] and spots.instances() == {}


def test_an_instance_that_stops_when_interrupted_cannot_terminate_when_it_powers_off(spots):
    code, text = refused(spots, PERSISTENT, InstanceInitiatedShutdownBehavior="terminate")
    assert code == "InvalidParameterCombination"
    assert "instanceInitiatedShutdownBehavior 'terminate' is not supported" in text


def test_options_without_a_market_and_unknown_words_are_refused(spots):
    options = {"InstanceMarketOptions": {"SpotOptions": {"MaxPrice": "1"}}}
    assert refused(spots, options) == ("MissingParameter", "The request must contain the parameter MarketType")
    for wrong in (market(SpotInstanceType="always"), market(MaxPrice="cheap"), market(MaxPrice="0")):
        assert refused(spots, wrong)[0] == "InvalidParameterValue"


def test_requests_are_found_by_their_filters(spots):
    tagged = [{"ResourceType": "spot-instances-request", "Tags": TAGS}]
    instance = spots.launch(TagSpecifications=tagged, **PERSISTENT)
    spots.launch(**ONE_TIME)
    (mine,) = spots.requests(**{"tag:bake": "one"})
    assert (mine["InstanceId"], mine["Tags"]) == (instance, TAGS)
    assert spots.requests(tag_key="bake") == spots.requests(instance_id=instance) == spots.requests(type="pers*")
    assert len(spots.requests(state="active")) == 2 and spots.requests(state="open") == []
    assert len(spots.requests(**{"launch.instance_type": "t3.small"})) == 2
    code, text = refusal(spots.requests, nonsense="x")
    assert (code, text) == ("InvalidParameterValue", "The filter 'nonsense' is invalid")
    (told,) = spots.ec2.describe_tags()["Tags"]
    assert told["ResourceType"] == "spot-instances-request"
    found = spots.ec2.describe_instances(Filters=[{"Name": "instance-lifecycle", "Values": ["spot"]}])["Reservations"]
    assert len(found) == 2


def test_tags_are_written_and_removed_later(spots):
    spots.launch(**ONE_TIME)
    request = spots.request()["SpotInstanceRequestId"]
    spots.ec2.create_tags(Resources=[request], Tags=TAGS)
    assert spots.request()["Tags"] == TAGS
    spots.ec2.delete_tags(Resources=[request], Tags=TAGS)
    assert spots.request()["Tags"] == []


def test_pages_of_requests_follow_each_other(spots):
    ids = [spots.describe(spots.launch(**ONE_TIME))["SpotInstanceRequestId"] for _ in range(7)]
    pages = spots.ec2.get_paginator("describe_spot_instance_requests").paginate(PaginationConfig={"PageSize": 5})
    assert [[r["SpotInstanceRequestId"] for r in page["SpotInstanceRequests"]] for page in pages] == [ids[:5], ids[5:]]


def test_unknown_and_malformed_requests_are_refused(spots):
    ec2 = spots.ec2
    for call in (ec2.describe_spot_instance_requests, ec2.cancel_spot_instance_requests):
        unknown = refusal(call, SpotInstanceRequestIds=["sir-abcd1234"])
        assert unknown == (
            "InvalidSpotInstanceRequestID.NotFound",
            "The spot instance request ID 'sir-abcd1234' does not exist",
        )
        assert refusal(call, SpotInstanceRequestIds=["i-1"])[0] == "InvalidSpotInstanceRequestID.Malformed"


def test_each_of_several_instances_has_a_request_of_its_own(spots):
    words = {"ImageId": spots.base(), "InstanceType": "t3.small", "MinCount": 2, "MaxCount": 2}
    made = spots.ec2.run_instances(**words, **ONE_TIME)["Instances"]
    assert {r["InstanceId"] for r in spots.requests()} == {i["InstanceId"] for i in made}


def test_a_launch_template_of_a_stack_makes_its_instance_a_spot_instance(spots, stacks):
    data = base64.b64encode(b"#!/bin/sh\necho from the template\n").decode()
    version = {
        "LaunchTemplateId": {"Ref": "Template"},
        "Version": {"Fn::GetAtt": ["Template", "LatestVersionNumber"]},
    }
    made = stacks.made(
        template(
            Template=launch_template(spots, UserData=data),
            Builder={
                "Type": "AWS::EC2::Instance",
                "Properties": {"ImageId": spots.base(), "LaunchTemplate": version},
            },
            Outputs={"Id": {"Value": {"Ref": "Builder"}}},
        ),
        Tags=[{"Key": "stack", "Value": "tag"}],
    )
    assert made["StackStatus"] == "CREATE_COMPLETE"
    instance = made["Outputs"][0]["OutputValue"]
    request = spots.request()
    assert (request["InstanceId"], request["Type"], request["Tags"]) == (instance, "persistent", TAGS)
    tags = {t["Key"]: t["Value"] for t in spots.describe(instance)["Tags"]}
    assert tags["stack"] == "tag" and tags["aws:cloudformation:logical-id"] == "Builder"
    spots.printed(instance, "from the template")


def test_a_call_overrides_the_market_of_its_launch_template(spots):
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    data = {"InstanceType": "t3.small", "ImageId": spots.base()}
    options = {"SpotInstanceType": "persistent", "InstanceInterruptionBehavior": "stop", "ValidUntil": until}
    spots.ec2.create_launch_template(LaunchTemplateName="spot", LaunchTemplateData=data | market(**options))
    words = {"LaunchTemplate": {"LaunchTemplateName": "spot"}, "MinCount": 1, "MaxCount": 1}
    spots.ec2.run_instances(**words)
    assert spots.request()["Type"] == "persistent"
    spots.ec2.run_instances(**words, **ONE_TIME)
    assert [r["Type"] for r in spots.requests()] == ["persistent", "one-time"]


def test_the_metadata_service_tells_of_the_market(spots):
    script = "#!/bin/sh\ncurl -s http://169.254.169.254/latest/meta-data/instance-life-cycle\n"
    open_to_all = {"HttpTokens": "optional"}
    assert "spot" in spots.console(spots.done(script, MetadataOptions=open_to_all, **ONE_TIME))
    assert "on-demand" in spots.console(spots.done(script, MetadataOptions=open_to_all))
