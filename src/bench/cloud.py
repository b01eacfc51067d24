"""What the local cloud knows of one account: its settings, its request log, its images."""

import json
import urllib.parse
import urllib.request
from datetime import datetime
from typing import Any


class Account:
    """One AWS account on the local cloud, through the control routes."""

    def __init__(self, url: str, account: str):
        self.url, self.id = url, account

    def reset(self, image_seconds: float) -> None:
        """Forgets everything of the account; its images will be pending for so many seconds."""
        self._call("POST", "reset", {})
        self._call("PUT", "settings", {"imagePendingSeconds": image_seconds})

    def image_available(self) -> datetime:
        """When the account's only image became available; ValueError when it did not."""
        (image,) = json.loads(self._call("GET", "images"))
        if image["state"] != "available":
            raise ValueError(f"image {image['id']} is {image['state']}")
        return datetime.fromisoformat(image["settled"])

    def calls(self) -> list[dict[str, Any]]:
        """The requests that the plugin made, oldest first: not those of the cloud, the function and the builder."""
        entries = map(json.loads, self._call("GET", "requests").splitlines())
        return [e for e in entries if not e["internal"] and e["principal"] == f"arn:aws:iam::{self.id}:root"]

    def stack_created(self) -> datetime:
        """When CloudFormation was asked for the stack."""
        (creation,) = (call for call in self.calls() if call["action"] == "CreateStack")
        return datetime.fromisoformat(creation["time"])

    def _call(self, method: str, path: str, body: Any = None) -> bytes:
        request = urllib.request.Request(
            f"{self.url}/_localcloud/{path}?{urllib.parse.urlencode({'account': self.id})}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()
