"""A stack of the built-in template on the local cloud, and its function as CloudFormation invokes it."""

import json
import threading
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import bakes

BASE_IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
RENDERED_FOR = "ami-0123456789abcdef0"  # the base image of the templates that the unit tests leave
NAME = "truth"


class Bake:
    """One stack of an account of its own."""

    def __init__(self, account: str, region: str):
        self.account = account
        self.cloudformation, self.ec2, self.functions, self.parameters = (
            bakes.client(service, account, region) for service in ("cloudformation", "ec2", "lambda", "ssm")
        )

    def create(self, template: str) -> None:
        """Bakes, to the end."""
        base_image = self.parameters.get_parameter(Name=BASE_IMAGE)["Parameter"]["Value"]
        self.cloudformation.create_stack(
            StackName=NAME,
            TemplateBody=template.replace(RENDERED_FOR, base_image),
            Capabilities=["CAPABILITY_IAM"],
        )
        self.cloudformation.get_waiter("stack_create_complete").wait(
            StackName=NAME, WaiterConfig={"Delay": 1, "MaxAttempts": 120}
        )

    def start_the_builder(self) -> None:
        """It runs, and as its user data ran before nothing will stop it."""
        self.ec2.start_instances(InstanceIds=[self.builder()])
        running = self.ec2.get_waiter("instance_running")
        running.wait(InstanceIds=[self.builder()], WaiterConfig={"Delay": 1, "MaxAttempts": 60})

    def builder(self) -> str:
        return self._physical_id("Builder")

    def images(self) -> list[str]:
        return [image["ImageId"] for image in self.ec2.describe_images(Owners=["self"])["Images"]]

    def invoke(self, request: str, **properties: str) -> dict[str, Any]:
        """Invokes the function with CloudFormation's event, and returns what it answers."""
        with Answer() as answer:
            event = {
                "RequestType": request,
                "RequestId": str(uuid.uuid4()),
                "StackId": self.cloudformation.describe_stacks(StackName=NAME)["Stacks"][0]["StackId"],
                "ResponseURL": answer.url,
                "ResourceType": "Custom::AMI",
                "LogicalResourceId": "AnotherImage",
                "ResourceProperties": properties,
            }
            if request == "Delete":
                event["PhysicalResourceId"] = "no-image"
            self.functions.invoke(FunctionName=self._physical_id("ImageFunction"), Payload=json.dumps(event))
            return answer.body

    def control(self, method: str, route: str) -> str:
        """Calls a route of the cloud's own for this account."""
        url = f"{bakes.endpoint()}/_localcloud/{route}?account={self.account}"
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=30) as answer:
            return answer.read().decode()

    def _physical_id(self, logical_id: str) -> str:
        found = self.cloudformation.describe_stack_resource(StackName=NAME, LogicalResourceId=logical_id)
        return found["StackResourceDetail"]["PhysicalResourceId"]


class Answer:
    """Where a function puts its answer; `body` is the last."""

    def __init__(self) -> None:
        self.body: dict[str, Any] = {}
        self._server = HTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"answer": self}))
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> "Answer":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    answer: Answer

    def do_PUT(self) -> None:
        self.answer.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass
