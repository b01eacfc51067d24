"""Spot instances as tests use them: asked for in both kinds, their requests waited for."""

from typing import Any

from cloud import eventually
from machines import Machines


def market(**options: Any) -> dict[str, Any]:
    return {"InstanceMarketOptions": {"MarketType": "spot"} | ({"SpotOptions": options} if options else {})}


ONE_TIME = market()
TAGS = [{"Key": "bake", "Value": "one"}]
PERSISTENT = market(SpotInstanceType="persistent", InstanceInterruptionBehavior="stop")


def launch_template(spots: "Spots", **data: Any) -> dict[str, Any]:
    """The resource of a stack that makes persistent requests, with TAGS."""
    tags = [{"ResourceType": "spot-instances-request", "Tags": TAGS}]
    given = {"InstanceType": "t3.small", "TagSpecifications": tags} | PERSISTENT | data
    return {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": given}}


class Spots(Machines):
    """EC2 of the test's account, where Spot needs no time of its own."""

    def __init__(self, client: Any, control: Any):
        super().__init__(client, control)
        control.set(spotDelaySeconds=0)

    def running(self, how: dict[str, Any], script: str = "", **more: Any) -> str:
        instance = self.launch(script, **how, **more)
        self.until(instance, "running")
        return instance

    def requests(self, **filters: str) -> list[dict[str, Any]]:
        """All, or those that pass filters, whose names have _ for -."""
        words = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
        return self.ec2.describe_spot_instance_requests(Filters=words)["SpotInstanceRequests"]

    def request(self) -> dict[str, Any]:
        (one,) = self.requests()
        return one

    def status(self) -> tuple[str, str]:
        one = self.request()
        return one["State"], one["Status"]["Code"]

    def until_status(self, *expected: str) -> dict[str, Any]:
        eventually(self.status, until=lambda seen: seen == expected)
        return self.request()

    def cancel(self) -> str:
        ids = [one["SpotInstanceRequestId"] for one in self.requests()]
        answer = self.ec2.cancel_spot_instance_requests(SpotInstanceRequestIds=ids)
        return answer["CancelledSpotInstanceRequests"][0]["State"]

    def instances(self) -> dict[str, str]:
        """The states of all instances, by id."""
        found = self.ec2.describe_instances()["Reservations"]
        return {i["InstanceId"]: i["State"]["Name"] for r in found for i in r["Instances"]}

    def stopped(self, how: dict[str, Any] = PERSISTENT) -> str:
        """One that the user has stopped."""
        instance = self.running(how)
        self.ec2.stop_instances(InstanceIds=[instance])
        self.until(instance, "stopped")
        self.until_status("disabled", "instance-stopped-by-user")
        return instance
