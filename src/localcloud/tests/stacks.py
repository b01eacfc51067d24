"""Stacks as tests use them: templates as maps, waiting for a status, events oldest first."""

import json
import urllib.error
import urllib.request
from typing import Any

from cloud import PATIENCE, eventually

ENDED = ("_COMPLETE", "_FAILED")


def handle() -> dict:
    return {"Type": "AWS::CloudFormation::WaitConditionHandle"}


def wait(handle_name: str = "Handle", timeout: int = 600, count: int = 1, **more: Any) -> dict:
    properties = {"Handle": {"Ref": handle_name}, "Timeout": str(timeout), "Count": count}
    return {"Type": "AWS::CloudFormation::WaitCondition", "Properties": properties, **more}


def policy_wait(timeout: str = "PT10M", count: int = 1, **more: Any) -> dict:
    policy = {"ResourceSignal": {"Timeout": timeout, "Count": count}}
    return {"Type": "AWS::CloudFormation::WaitCondition", "CreationPolicy": policy, **more}


def log_group(**more: Any) -> dict:
    properties = more.pop("properties", {})
    return {"Type": "AWS::Logs::LogGroup", "Properties": properties, **more}


def template(resources: dict[str, Any] | None = None, /, **more: Any) -> str:
    """A template's body; keyword arguments other than sections are resources."""
    sections = {k: more.pop(k) for k in ("Parameters", "Conditions", "Outputs", "Mappings", "Description") if k in more}
    return json.dumps({"Resources": {**(resources or {}), **more}, **sections})


def put(url: str, body: Any, **headers: str) -> int:
    """PUTs as `curl -T` does, without a content type; returns the status."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    # urllib adds a content type of its own unless one is given.
    request = urllib.request.Request(url, data=data, method="PUT", headers={"Content-Type": "", **headers})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status
    except urllib.error.HTTPError as e:
        return e.code


class Stacks:
    """CloudFormation of the test's account."""

    def __init__(self, cfn):
        self.cfn = cfn

    def create(self, body: str, name: str = "bake", **more: Any) -> str:
        """Begins to create a stack and returns its ARN."""
        more.setdefault("Capabilities", ["CAPABILITY_IAM"])
        return self.cfn.create_stack(StackName=name, TemplateBody=body, **more)["StackId"]

    def made(self, body: str, name: str = "bake", **more: Any) -> dict:
        """Creates a stack, waits for its end, and returns its description."""
        return self.end(self.create(body, name, **more))

    def describe(self, stack: str) -> dict:
        return self.cfn.describe_stacks(StackName=stack)["Stacks"][0]

    def end(self, stack: str, seconds: float = PATIENCE) -> dict:
        return eventually(
            lambda: self.describe(stack), seconds, lambda s: s["StackStatus"].endswith(ENDED) and s["StackStatus"]
        )

    def delete(self, stack: str, **more: Any) -> dict:
        self.cfn.delete_stack(StackName=stack, **more)
        return self.end(stack)

    def events(self, stack: str, logical_id: str | None = None) -> list[dict]:
        """Oldest first."""
        pages = self.cfn.get_paginator("describe_stack_events").paginate(StackName=stack)
        events = [e for page in pages for e in page["StackEvents"]][::-1]
        return [e for e in events if logical_id in (None, e["LogicalResourceId"])]

    def statuses(self, stack: str, logical_id: str) -> list[str]:
        return [e["ResourceStatus"] for e in self.events(stack, logical_id)]

    def reason(self, stack: str, logical_id: str, status: str = "CREATE_FAILED") -> str:
        """The reason in the resource's event of that status."""
        return eventually(
            lambda: [
                e.get("ResourceStatusReason", "")
                for e in self.events(stack, logical_id)
                if e["ResourceStatus"] == status
            ]
        )[0]

    def resource(self, stack: str, logical_id: str) -> dict:
        return self.cfn.describe_stack_resource(StackName=stack, LogicalResourceId=logical_id)["StackResourceDetail"]

    def begun(self, stack: str, logical_id: str) -> str:
        """Waits until a resource is in progress or further; returns its physical id, if it has one."""
        events = eventually(lambda: self.events(stack, logical_id))
        return events[-1]["PhysicalResourceId"]

    def initiated(self, stack: str, logical_id: str) -> None:
        """Waits until a resource that is in progress exists, which is told in a second event."""
        told = "Resource creation Initiated"
        eventually(lambda: [e for e in self.events(stack, logical_id) if e.get("ResourceStatusReason") == told])

    def url(self, stack: str, logical_id: str = "Handle") -> str:
        """Waits until a handle is there; returns its URL."""
        eventually(lambda: "CREATE_COMPLETE" in self.statuses(stack, logical_id))
        return self.resource(stack, logical_id)["PhysicalResourceId"]

    def signal(self, stack: str, logical_id: str, status: str = "SUCCESS", unique_id: str = "i-1") -> None:
        self.cfn.signal_resource(StackName=stack, LogicalResourceId=logical_id, UniqueId=unique_id, Status=status)
