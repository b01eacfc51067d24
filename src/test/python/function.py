"""Invokes the function that makes the image: EC2 is botocore's Stubber, clock, sleep and web are the test's."""

import io
import json
import sys
from types import SimpleNamespace

import boto3
from botocore.stub import Stubber

from builder import TEMPLATE

sys.path.insert(0, str(TEMPLATE))
import create_image  # noqa: E402
import response  # noqa: E402

STACK = "arn:aws:cloudformation:eu-central-1:123456789012:stack/ami-a-b/11112222-3333-4444-5555-666677778888"
URL = "https://bucket.example/answer?secret=s3cr3t"
NAME = "app-666677778888"


class Clock:
    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        return self.now

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


class Function:
    """Invokes the handler; `answers` are the bodies it put, `faults` what the web answers first."""

    def __init__(self, monkeypatch):
        self.clock, self.answers, self.requests, self.faults = Clock(), [], [], []
        self.ec2 = boto3.client("ec2", region_name="eu-central-1", aws_access_key_id="a", aws_secret_access_key="b")
        self.stub = Stubber(self.ec2)
        self.stub.activate()
        monkeypatch.setattr(create_image, "time", self.clock)
        monkeypatch.setattr(response, "time", self.clock)
        monkeypatch.setattr(create_image.boto3, "client", lambda *_, **__: self.ec2)
        monkeypatch.setattr(response.urllib.request, "urlopen", self.urlopen)

    def urlopen(self, request, timeout):
        self.requests.append(request)
        if self.faults:
            raise self.faults.pop(0)
        self.answers.append(request.data)
        return io.BytesIO()

    def invoke(self, seconds=900, **event):
        properties = event.pop("properties", {"InstanceId": "i-1", "ImageNamePrefix": "app"})
        sent = {
            "RequestType": "Create",
            "ResponseURL": URL,
            "StackId": STACK,
            "RequestId": "aaaabbbb-cccc-dddd-eeee-ffff00001111",
            "LogicalResourceId": "Image",
            "ResourceProperties": {"ServiceToken": "arn", **properties},
        } | event
        context = SimpleNamespace(get_remaining_time_in_millis=lambda: int(1000 * (seconds - self.clock.now)))
        create_image.handler(sent, context)
        self.stub.assert_no_pending_responses()
        return json.loads(self.answers[-1])

    def images(self, *found, expected=None):
        self.stub.add_response("describe_images", {"Images": list(found)}, expected)

    def state(self, *names):
        for name in names:
            reservations = [{"Instances": [{"InstanceId": "i-1", "State": {"Name": name}}]}] if name else []
            expected = {"Filters": [{"Name": "instance-id", "Values": ["i-1"]}]}
            self.stub.add_response("describe_instances", {"Reservations": reservations}, expected)

    def stop(self, **how):
        self.stub.add_response("stop_instances", {}, {"InstanceIds": ["i-1"], **how})

    def create(self, name=NAME, image="ami-1", tags=None, **more):
        tags = tags or {"Name": name, "ami:stack-id": STACK}
        listed = [{"Key": k, "Value": v} for k, v in tags.items()]
        kinds = [{"ResourceType": kind, "Tags": listed} for kind in ("image", "snapshot")]
        expected = {"InstanceId": "i-1", "Name": name, "TagSpecifications": kinds, **more}
        self.stub.add_response("create_image", {"ImageId": image}, expected)

    def refuse(self, action, code, text="no"):
        self.stub.add_client_error(action, code, text)


def image(identity="ami-1", name=NAME, state="pending"):
    return {"ImageId": identity, "Name": name, "State": state}


def of_this_stack(**more):
    filters = {"tag:ami:stack-id": STACK} | (more or {"name": NAME})
    return {"Owners": ["self"], "Filters": [{"Name": k, "Values": [v]} for k, v in filters.items()]}
