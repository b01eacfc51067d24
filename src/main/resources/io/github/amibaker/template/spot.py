"""Ends what a stack's spot requests keep alive, for Custom::SpotRequests: a persistent request launches its instance
anew when that is terminated, so it is cancelled first.

Properties: InstanceId, for what must go before the builder does; without it, for what is left when the builder is gone.
PhysicalResourceId = the builder's request, or one that stands for all. Both are known by the tag ami:stack-id.
Actions: ec2:DescribeInstances, ec2:DescribeSpotInstanceRequests, ec2:CancelSpotInstanceRequests,
ec2:TerminateInstances, and ec2:CreateTags where EC2 did not take the tags of the launch template.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status-lifecycle.html
"""

import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from response import Fault, send

ANSWER_SECONDS = 15
ROLE_SECONDS = 60
LIVING = ("open", "active", "disabled")  # what can be cancelled
RUNNING = ("pending", "running", "stopping", "stopped")
PAUSE = 2
TAG = "ami:stack-id"
REFUSALS = ("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "AuthFailure")
GONE = ("InvalidSpotInstanceRequestID.NotFound", "InvalidInstanceID.NotFound")


def handler(event, context):
    """Lambda's entry point. Answers whatever happens."""
    event = event if isinstance(event, dict) else {}
    kind, stack = event.get("RequestType"), str(event.get("StackId"))
    own = f"spot-requests-{stack.rpartition('/')[2][-12:]}"
    answer = {"Status": "SUCCESS", "PhysicalResourceId": event.get("PhysicalResourceId") or own}
    requests = None
    try:
        print(f"{kind} {event.get('LogicalResourceId')}")
        requests = SpotRequests(stack, (event.get("ResourceProperties") or {}).get("InstanceId"), context)
        if kind == "Delete":
            requests.end()
        else:
            answer["PhysicalResourceId"] = requests.of_builder() or own
    except Exception as e:
        reason = str(e) if isinstance(e, (Fault, ClientError)) else f"{type(e).__name__}: {e}"
        if kind == "Delete" and requests:
            reason = requests.left(reason)
        print("failed: " + reason)
        answer.update(Status="FAILED", Reason=reason[:1000])
    answer.update({name: event.get(name) for name in ("StackId", "RequestId", "LogicalResourceId")})
    send(event.get("ResponseURL"), answer)


class SpotRequests:
    """The spot requests of a stack, and the instances that they launched."""

    def __init__(self, stack, builder, context):
        self.stack, self.builder, self.ids = stack, builder, []
        self.ec2 = boto3.client("ec2", config=Config(retries={"mode": "standard", "max_attempts": 8}))
        self.deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - ANSWER_SECONDS

    def of_builder(self):
        """The builder's request; none where there is no builder yet."""
        until = time.monotonic() + ROLE_SECONDS
        while True:
            found = [one["SpotInstanceRequestId"] for one in self.requests()]
            if not self.builder:
                return None
            for instance in self.instances({"instance-id": [self.builder]}):
                if instance.get("SpotInstanceRequestId") in found:
                    return instance["SpotInstanceRequestId"]
            if time.monotonic() >= until:
                raise Fault(f"builder {self.builder} has no spot request: it was not launched as a spot instance")
            time.sleep(PAUSE)

    def end(self):
        """Cancels, and terminates, until there is nothing; twice when nobody looks after this, as EC2 tells late."""
        quiet = 0
        while True:
            quiet = 0 if self.sweep() else quiet + 1
            if quiet >= (1 if self.builder else 2):
                return
            if time.monotonic() >= self.deadline:
                raise Fault("their instances come back faster than they go")
            time.sleep(PAUSE)

    def sweep(self):
        """Ends what is there now. Returns whether there was anything."""
        found = self.requests()
        self.ids = sorted(one["SpotInstanceRequestId"] for one in found)
        living = sorted(one["SpotInstanceRequestId"] for one in found if one["State"] in LIVING)
        if living:
            print(f"cancelling {living}")
            self.call("cancel_spot_instance_requests", SpotInstanceRequestIds=living)
        launched = {"spot-instance-request-id": self.ids, "instance-state-name": list(RUNNING)}
        instances = [one["InstanceId"] for one in self.instances(launched)] if self.ids else []
        if instances:
            print(f"terminating {instances}")
            self.call("terminate_instances", InstanceIds=instances)
        return living or instances

    def requests(self):
        """By their own tag, and by that of their instances, as they may lack their own; which they get."""
        found = self.found({"tag:" + TAG: [self.stack]})
        tagged = {one["SpotInstanceRequestId"] for one in found}
        launched = self.instances({"tag:" + TAG: [self.stack], "instance-lifecycle": ["spot"]})
        untagged = {one["SpotInstanceRequestId"] for one in launched} - tagged
        if untagged:
            found += self.found({"spot-instance-request-id": sorted(untagged)})
            marks = {TAG: self.stack, "ami:stack-name": self.stack.split("/")[1]}  # as all that the stack makes
            tags = [{"Key": key, "Value": value} for key, value in marks.items()]
            self.call("create_tags", Resources=sorted(untagged), Tags=tags)
        return found

    def found(self, filters):
        return self.call("describe_spot_instance_requests", Filters=listed(filters)).get("SpotInstanceRequests", [])

    def instances(self, filters):
        reservations = self.call("describe_instances", Filters=listed(filters)).get("Reservations", [])
        return [instance for one in reservations for instance in one["Instances"]]

    def left(self, reason):
        """Why they are not ended, and who can do what about it."""
        which = ", ".join(self.ids) or "the stack's spot requests"
        return f"{which} could not be ended, so EC2 would launch builders anew: {reason} Cancel them, then try again."

    def call(self, method, **request):
        """Calls EC2, for a while again when refused: a role made seconds ago is. What is gone already is well."""
        until = min(time.monotonic() + ROLE_SECONDS, self.deadline)
        while True:
            try:
                return getattr(self.ec2, method)(**request)
            except ClientError as e:
                if code(e) in GONE:
                    return {}
                if code(e) not in REFUSALS or time.monotonic() >= until:
                    raise
                print(f"{method} is refused: {code(e)}")
                time.sleep(3)


def listed(filters):
    return [{"Name": name, "Values": values} for name, values in filters.items()]


def code(error):
    return error.response["Error"]["Code"]
