"""Instances and images of one account, down to the files that they wrote."""

import base64
import os
from pathlib import Path
from typing import Any

import boto3
from cloud import Cloud, Control, eventually

REGION = "us-east-1"
BOOT_SECONDS = 120  # on a busy machine; a quiet one takes ten


class Account:
    """EC2 of one account on the local cloud."""

    def __init__(self, cloud: Cloud, account: str):
        self.id, self.control = account, Control(cloud.url, account)
        self.folder = cloud.home / "state/ec2/accounts" / account
        keys = {"aws_access_key_id": account, "aws_secret_access_key": "test"}
        self.ec2 = boto3.client("ec2", endpoint_url=cloud.url, region_name=REGION, **keys)

    def image(self, image_id: str) -> "Tree":
        return Tree(self, image_id, [self.folder / "layers" / REGION / image_id])

    def instances(self) -> list[dict[str, Any]]:
        return [i for r in self.ec2.describe_instances()["Reservations"] for i in r["Instances"]]

    def user_data(self, instance_id: str) -> str:
        attribute = self.ec2.describe_instance_attribute(InstanceId=instance_id, Attribute="userData")
        return base64.b64decode(attribute["UserData"]["Value"]).decode(errors="replace")

    def console(self, instance_id: str) -> str:
        return (self.folder / "instances" / instance_id / "console.log").read_text(errors="replace")

    def consoles(self) -> str:
        """What all machines of the account printed, for whoever asks why."""
        return "\n".join(path.read_text(errors="replace") for path in self.folder.glob("instances/*/console.log"))

    def launch(self, image: "Tree", user_data: str, **more: Any) -> str:
        words = {"InstanceType": "t3.small", "MinCount": 1, "MaxCount": 1, "UserData": user_data} | more
        return self.ec2.run_instances(ImageId=image.id, **words)["Instances"][0]["InstanceId"]

    def ended(self, instance_id: str, image: "Tree | None" = None) -> "Tree":
        """The files of an instance, and of the image it is of, once it has powered off."""

        def state() -> str:
            return next(i["State"]["Name"] for i in self.instances() if i["InstanceId"] == instance_id)

        eventually(state, BOOT_SECONDS, lambda seen: seen in ("stopped", "terminated"))
        return Tree(
            self, instance_id, [self.folder / "instances" / instance_id / "writes/_", *(image.layers if image else [])]
        )


class Tree:
    """What an image or an instance has other than its base: layers, topmost first."""

    def __init__(self, account: Account, name: str, layers: list[Path]):
        self.account, self.id, self.layers = account, name, layers

    def path(self, path: str) -> Path | None:
        """Where a file lies; None where there is none, or it was deleted."""
        for layer in self.layers:
            place = layer / path.lstrip("/")
            if os.path.lexists(place):
                return None if place.is_char_device() else place
        return None

    def read(self, path: str) -> str:
        place = self.path(path)
        assert place, f"{path} is not in {self.id}"
        return place.read_text(errors="replace")

    def files(self) -> list[str]:
        """All but folders and what was deleted, of the topmost layer."""
        top = self.layers[0]
        found = [path for path in top.rglob("*") if path.is_symlink() or not (path.is_dir() or path.is_char_device())]
        return sorted("/" + str(path.relative_to(top)) for path in found)
