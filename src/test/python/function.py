"""Invokes the functions of a stack: clock, sleep and web are the test's; to create_image EC2 is botocore's Stubber."""

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
REQUEST = "aaaabbbb-cccc-dddd-eeee-ffff00001111"
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


class Runtime:
    """What a function of a stack runs in; `answers` are the bodies it put, `faults` what the web answers first."""

    def __init__(self, monkeypatch, module, client):
        self.handler, self.clock, self.answers, self.requests, self.faults = module.handler, Clock(), [], [], []
        monkeypatch.setattr(module, "time", self.clock)
        monkeypatch.setattr(response, "time", self.clock)
        monkeypatch.setattr(module.boto3, "client", lambda *_, **__: client)
        monkeypatch.setattr(response.urllib.request, "urlopen", self.urlopen)

    def urlopen(self, request, timeout):
        self.requests.append(request)
        if self.faults:
            raise self.faults.pop(0)
        self.answers.append(request.data)
        return io.BytesIO()

    def invoke(self, kind, resource, properties, seconds=900, **event):
        """Returns what was answered; `event` is in place of what CloudFormation sends, or beside it."""
        sent = {
            "RequestType": kind,
            "ResponseURL": URL,
            "StackId": STACK,
            "RequestId": REQUEST,
            "LogicalResourceId": resource,
            "ResourceProperties": {"ServiceToken": "arn", **properties},
        } | event
        context = SimpleNamespace(get_remaining_time_in_millis=lambda: int(1000 * (seconds - self.clock.now)))
        self.handler(sent, context)
        return json.loads(self.answers[-1])


class Function(Runtime):
    """Invokes the handler."""

    def __init__(self, monkeypatch):
        self.ec2 = boto3.client("ec2", region_name="eu-central-1", aws_access_key_id="a", aws_secret_access_key="b")
        self.stub = Stubber(self.ec2)
        self.stub.activate()
        super().__init__(monkeypatch, create_image, self.ec2)

    def invoke(self, seconds=900, properties=None, **event):
        properties = {"InstanceId": "i-1", "ImageNamePrefix": "app"} if properties is None else properties
        kind = event.pop("RequestType", "Create")
        answer = super().invoke(kind, "Image", properties, seconds, **event)
        self.stub.assert_no_pending_responses()
        return answer

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
