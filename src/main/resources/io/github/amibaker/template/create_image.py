"""Makes the image of a builder for Custom::AMI, and deregisters it where nobody got it.

Properties: InstanceId; ImageName or ImageNamePrefix; if wanted Description, Tags, ProvisioningData, StopTimeout (s),
BlockDeviceMappings (as CreateImage takes them), ImdsSupport (v2.0), DeprecateAfter (s).
Answers while the image is pending: PhysicalResourceId = its id; Data: ImageId, ImageName, ProvisioningData. With the
latter two properties it waits for the image first, as only then they can be set: when its time is over it ends in an
error, so that Lambda invokes it once more, and again.
Actions: ec2:DescribeImages, ec2:DescribeInstances, ec2:StopInstances, ec2:CreateImage with ec2:CreateTags,
ec2:DeregisterImage with ec2:DeleteSnapshot; ec2:ModifyImageAttribute, ec2:EnableImageDeprecation for those two.
"""

import time
from datetime import datetime, timedelta

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from response import Fault, send

ANSWER_SECONDS = 15
ROLE_SECONDS = 60
GRACE_SECONDS = 60  # the builder signals, then powers off by itself
GIVE_UP_SECONDS = 2100  # after the second invocation of three, before the end of the third
REFUSALS = ("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "AuthFailure")


class Unfinished(Exception):
    """Goes unanswered: Lambda invokes again."""


def handler(event, context):
    """Lambda's entry point. Answers whatever happens."""
    event = event if isinstance(event, dict) else {}
    kind = event.get("RequestType")
    uuid = str(event.get("StackId")).rpartition("/")[2]
    answer = {"Status": "SUCCESS", "PhysicalResourceId": event.get("PhysicalResourceId") or f"no-image-{uuid[-12:]}"}
    try:
        print(f"{kind} {event.get('LogicalResourceId')}")
        answer.update(Images(event, context).work(kind))
    except Unfinished:
        raise
    except Exception as e:
        reason = str(e) if isinstance(e, (Fault, ClientError)) else f"{type(e).__name__}: {e}"
        print("failed: " + reason)
        if kind != "Delete":  # a stack must always be able to go
            answer.update(Status="FAILED", Reason=reason)
    answer.update({name: event.get(name) for name in ("StackId", "RequestId", "LogicalResourceId")})
    send(event.get("ResponseURL"), answer)


class Images:
    """A stack's images, as one request sees them."""

    def __init__(self, event, context):
        self.event = event
        self.properties = event.get("ResourceProperties") or {}
        self.ec2 = boto3.client("ec2", config=Config(retries={"mode": "standard", "max_attempts": 8}))
        self.deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - ANSWER_SECONDS

    def work(self, kind):
        """What the request asks for. Returns what the answer gets on top."""
        if kind == "Delete":
            if not str(self.event.get("PhysicalResourceId")).startswith("ami-"):
                self.forget()
            return {}
        if kind not in ("Create", "Update"):
            raise Fault(f"RequestType {kind!r} is none of Create, Update, Delete")
        builder = self.properties.get("InstanceId")
        if not builder:
            raise Fault("property InstanceId is missing")
        image = next((i for i in self.ours() if i["State"] in ("pending", "available")), None)
        if not image:
            self.wait_until_stopped(builder)
            image = self.create(builder)
        self.finish(image["ImageId"])
        data = {"ImageId": image["ImageId"], "ImageName": image["Name"]}
        return {"PhysicalResourceId": image["ImageId"], "Data": data | self.given("ProvisioningData")}

    def given(self, name):
        return {name: self.properties[name]} if self.properties.get(name) else {}

    def name(self):
        name, prefix = self.properties.get("ImageName"), self.properties.get("ImageNamePrefix")
        if not name and not prefix:
            raise Fault("property ImageName or ImageNamePrefix is missing")
        return name or f"{prefix}-{self.event['StackId'][-12:]}"

    def marks(self):
        """Tags by which a repeated invocation knows its image. The old image stays on update."""
        update = {"ami:request-id": self.event["RequestId"]} if self.event["RequestType"] == "Update" else {}
        return {"ami:stack-id": self.event["StackId"], **update}

    def ours(self):
        filters = {f"tag:{key}": value for key, value in self.marks().items()}
        if self.event["RequestType"] != "Update":
            filters["name"] = self.name()  # a stack may make several images
        listed = [{"Name": name, "Values": [value]} for name, value in filters.items()]
        return self.call("describe_images", Owners=["self"], Filters=listed)["Images"]

    def wait_until_stopped(self, builder):
        """Waits for the builder's power-off, helps it along, and forces it when time runs out. Metal takes minutes."""
        started = time.monotonic()
        limit = min(self.deadline - started, float(self.properties.get("StopTimeout") or 900))
        asked = forced = False
        while (state := self.state(builder)) != "stopped":
            if state in ("shutting-down", "terminated", "gone"):
                raise Fault(f"builder {builder} is {state}: no image can be made of it")
            passed = time.monotonic() - started
            if passed >= limit:
                raise Fault(f"builder {builder} is still {state} after {passed:.0f} s")
            if not forced and passed >= limit * 0.8:
                asked = forced = True
                self.stop(builder, Force=True)
            elif not asked and state in ("pending", "running") and passed >= min(GRACE_SECONDS, limit / 4):
                asked = True
                self.stop(builder)
            time.sleep(2 if passed < 60 else 5)
        print(f"builder {builder} is stopped")

    def state(self, builder):
        one = [{"Name": "instance-id", "Values": [builder]}]  # a filter, as AWS forgets instances after a while
        found = self.call("describe_instances", Filters=one)["Reservations"]
        instance = found[0]["Instances"][0] if found else {"State": {"Name": "gone"}}
        reason = instance.get("StateReason", {}).get("Code", "")
        if reason.startswith("Server.SpotInstance"):  # stopped, but not because it was provisioned
            raise Fault(f"EC2 took builder {builder} back: {reason}")
        return instance["State"]["Name"]

    def stop(self, builder, **how):
        print(f"stopping {builder} {how or ''}")
        try:
            self.call("stop_instances", InstanceIds=[builder], **how)
        except ClientError as e:
            if code(e) != "IncorrectInstanceState":  # it went down in the meantime
                raise

    def create(self, builder):
        name = self.name()
        try:
            return self.create_named(builder, name)
        except ClientError as e:
            if code(e) != "InvalidAMIName.Duplicate":
                raise
            if self.event["RequestType"] != "Update":
                for image in self.ours():
                    return image
                raise
        return self.create_named(builder, f"{name[:119]}-{self.event['RequestId'].replace('-', '')[:8]}")

    def create_named(self, builder, name):
        tags = {"Name": name} | {tag["Key"]: tag["Value"] for tag in self.properties.get("Tags") or []} | self.marks()
        listed = [{"Key": key, "Value": value} for key, value in tags.items()]
        specifications = [{"ResourceType": kind, "Tags": listed} for kind in ("image", "snapshot")]
        request = {"InstanceId": builder, "Name": name, "TagSpecifications": specifications}
        request |= self.given("Description") | self.given("BlockDeviceMappings")
        image = self.call("create_image", **request)["ImageId"]
        print(f"{image} is being made")
        return {"ImageId": image, "Name": name}

    def finish(self, image_id):
        """Sets what only an available image takes."""
        imds, after = self.properties.get("ImdsSupport"), self.properties.get("DeprecateAfter")
        if not imds and not after:
            return
        image = self.wait_until_available(image_id)
        if imds and image.get("ImdsSupport") != imds:  # it may have it from its base
            self.call("modify_image_attribute", ImageId=image_id, ImdsSupport={"Value": imds})
        if after:
            at = created(image) + timedelta(seconds=int(after))
            self.call("enable_image_deprecation", ImageId=image_id, DeprecateAt=at)

    def wait_until_available(self, image_id):
        one = [{"Name": "image-id", "Values": [image_id]}]  # a filter, as EC2 may not know it at once
        while True:
            image = next(iter(self.call("describe_images", Owners=["self"], Filters=one)["Images"]), None)
            if image and image["State"] == "available":
                return image
            if image and image["State"] != "pending":
                reason = image.get("StateReason", {}).get("Message", "")
                raise Fault(f"image {image_id} is {image['State']}: {reason}")
            if time.monotonic() + 5 >= self.deadline:
                age = time.time() - created(image).timestamp() if image else 0
                if age > GIVE_UP_SECONDS:
                    raise Fault(f"image {image_id} is still pending after {age:.0f} s, too long to set its attributes")
                raise Unfinished(f"image {image_id} is pending")
            time.sleep(5)

    def forget(self):
        """Deregisters what CloudFormation never heard of."""
        for image in self.ours():
            print(f"deregistering {image['ImageId']}, which nobody got")
            self.call("deregister_image", ImageId=image["ImageId"], DeleteAssociatedSnapshots=True)

    def call(self, method, **request):
        """Calls EC2, for a while again when refused: a role made seconds ago is."""
        until = min(time.monotonic() + ROLE_SECONDS, self.deadline)
        while True:
            try:
                return getattr(self.ec2, method)(**request)
            except ClientError as e:
                if code(e) not in REFUSALS or time.monotonic() >= until:
                    raise
                print(f"{method} is refused: {code(e)}")
                time.sleep(3)


def created(image):
    return datetime.fromisoformat(image["CreationDate"].replace("Z", "+00:00"))


def code(error):
    return error.response["Error"]["Code"]
