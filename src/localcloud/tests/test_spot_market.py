"""What the spot market refuses while the same machines are to be had on demand, and how stacks tell of it."""

import pytest
from cloud import Control
from machines import refusal
from spots import ONE_TIME, PERSISTENT, Spots, launch_template, market
from stacks import Stacks, template

NO_CAPACITY = "There is no Spot capacity available that matches your request."


@pytest.fixture
def spots(client, control) -> Spots:
    return Spots(client, control)


def refused(spots, how=ONE_TIME, **more) -> tuple[str, str]:
    words = {"ImageId": spots.base(), "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1}
    return refusal(spots.ec2.run_instances, **(words | how | more))


def test_without_spot_capacity_there_is_on_demand(spots):
    spots.control.set(spotShortages=["t3.small"])
    assert refused(spots) == ("InsufficientInstanceCapacity", NO_CAPACITY)
    assert refused(spots, PERSISTENT)[0] == "InsufficientInstanceCapacity"
    spots.launch()
    spots.launch(**ONE_TIME, InstanceType="t3.medium")
    assert len(spots.requests()) == 1


def test_a_shortage_may_be_of_a_zone_or_of_a_type_in_a_zone(spots):
    first, second = ({"Placement": {"AvailabilityZone": f"us-east-1{letter}"}} for letter in "ab")
    for short in ("us-east-1a", "t3.small/us-east-1a"):
        spots.control.set(spotShortages=[short])
        assert refused(spots, **first) == ("InsufficientInstanceCapacity", NO_CAPACITY)
        spots.launch(**ONE_TIME, **second)


def test_who_pays_less_than_the_market_asks_gets_none(spots):
    spots.control.set(spotPrice=0.0374)
    assert refused(spots, market(MaxPrice="0.001")) == (
        "SpotMaxPriceTooLow",
        "Your Spot request price of 0.001 is lower than the minimum required Spot request fulfillment price of 0.0374.",
    )
    spots.launch(**market(MaxPrice="0.0374"))


def test_more_spot_instances_than_the_quota_are_refused(spots):
    spots.control.set(spotInstanceLimit=1)
    instance = spots.running(ONE_TIME)
    assert refused(spots) == ("MaxSpotInstanceCountExceeded", "Max spot instance count exceeded")
    spots.launch()
    spots.ec2.terminate_instances(InstanceIds=[instance])
    spots.launch(**ONE_TIME)


def test_the_first_spot_instance_makes_the_role_that_ec2_needs_if_the_caller_may(spots, client):
    spots.control.set(spotRoleRefused=True)
    assert refused(spots) == (
        "AuthFailure.ServiceLinkedRoleCreationNotPermitted",
        "The provided credentials do not have permission to create the service-linked role for EC2 Spot Instances.",
    )
    spots.control.set(spotRoleRefused=False)
    spots.launch(**ONE_TIME)
    role = client("iam").get_role(RoleName="AWSServiceRoleForEC2Spot")["Role"]
    assert role["Path"] == "/aws-service-role/spot.amazonaws.com/"
    spots.control.set(spotRoleRefused=True)
    spots.launch(**ONE_TIME)


def test_the_role_may_be_made_before(spots, client):
    spots.control.set(spotRoleRefused=True)
    client("iam").create_service_linked_role(AWSServiceName="spot.amazonaws.com")
    spots.launch(**ONE_TIME)


def test_another_account_has_its_own_market(spots, cloud):
    Control(cloud.url, "999999999996").set(spotShortages=["*"])
    spots.launch(**ONE_TIME)


@pytest.mark.parametrize(
    "knobs, data, status, text",
    [
        ({"spotShortages": ["*"]}, {}, 500, NO_CAPACITY),
        ({"spotInstanceLimit": 0}, {}, 400, "Max spot instance count exceeded"),
        (
            {"spotPrice": 1},
            market(MaxPrice="0.5", SpotInstanceType="persistent", InstanceInterruptionBehavior="stop"),
            400,
            "Your Spot request price of 0.5 is lower than the minimum required Spot request fulfillment price of 1.",
        ),
    ],
)
def test_a_stack_hands_the_refusal_on_after_one_call(spots, client, knobs, data, status, text):
    spots.control.set(**knobs)
    stacks = Stacks(client("cloudformation"))
    version = {"LaunchTemplateId": {"Ref": "Template"}, "Version": "1"}
    builder = {"Type": "AWS::EC2::Instance", "Properties": {"ImageId": spots.base(), "LaunchTemplate": version}}
    made = stacks.made(template(Template=launch_template(spots, **data), Builder=builder))
    assert made["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = stacks.reason(made["StackId"], "Builder")
    assert reason.startswith(
        f'Resource handler returned message: "{text} (Service: EC2, Status Code: {status}, Request ID: '
    )
    assert len(spots.control.requests("RunInstances")) == 1
    assert spots.requests() == [] and spots.instances() == {}
