"""Instances and images as tests use them: launched, waited for, looked into."""

import base64
from typing import Any

from botocore.exceptions import ClientError
from cloud import Control, eventually

AMAZON = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
AMAZON_ARM = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
UBUNTU = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
DEBIAN = "/aws/service/debian/release/12/latest/amd64"


def refusal(call: Any, *words: Any, **parameters: Any) -> tuple[str, str]:
    """The code and the text a call is refused with; AssertionError when it is not."""
    try:
        call(*words, **parameters)
    except ClientError as e:
        return e.response["Error"]["Code"], e.response["Error"]["Message"]
    raise AssertionError("was not refused")


class Machines:
    """EC2 of the test's account."""

    def __init__(self, client: Any, control: Control):
        self.ec2, self.ssm, self.control = client("ec2"), client("ssm"), control
        control.set(imagePendingSeconds=0, instancePendingSeconds=0)

    def base(self, parameter: str = AMAZON) -> str:
        return self.ssm.get_parameter(Name=parameter)["Parameter"]["Value"]

    def launch(self, script: str | bytes = b"", base: str | None = None, **more: Any) -> str:
        """Launches one instance with user data and returns its id."""
        words = {"InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1, "UserData": script} | more
        return self.ec2.run_instances(ImageId=base or self.base(), **words)["Instances"][0]["InstanceId"]

    def describe(self, instance_id: str) -> dict[str, Any]:
        return self.ec2.describe_instances(InstanceIds=[instance_id])["Reservations"][0]["Instances"][0]

    def state(self, instance_id: str) -> str:
        return self.describe(instance_id)["State"]["Name"]

    def until(self, instance_id: str, state: str) -> dict[str, Any]:
        """Waits until an instance is in a state; returns its description."""
        eventually(lambda: self.state(instance_id), until=lambda seen: seen == state)
        return self.describe(instance_id)

    def console(self, instance_id: str) -> str:
        output = self.ec2.get_console_output(InstanceId=instance_id, Latest=True).get("Output", "")
        return output if "\n" in output else base64.b64decode(output).decode()

    def printed(self, instance_id: str, text: str) -> str:
        """Waits until the console shows a text; returns all it shows."""
        return eventually(lambda: self.console(instance_id), until=lambda seen: text in seen)

    def done(self, script: str | bytes, **more: Any) -> str:
        """Launches, and waits until the user data has run."""
        instance_id = self.launch(script, **more)
        self.printed(instance_id, "Cloud-init v. 22.2.2 finished")
        return instance_id

    def image(self, instance_id: str, name: str = "baked", **more: Any) -> str:
        """Makes an image and waits until it is available."""
        image_id = self.ec2.create_image(InstanceId=instance_id, Name=name, **more)["ImageId"]
        eventually(lambda: self.image_state(image_id), until=lambda seen: seen == "available")
        return image_id

    def image_state(self, image_id: str) -> str:
        return self.ec2.describe_images(ImageIds=[image_id])["Images"][0]["State"]

    def files(self, image_id: str) -> dict[str, dict[str, Any]]:
        return self.control.image_files(image_id)
