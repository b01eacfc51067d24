"""The KMS keys that volumes are encrypted with, by id, alias or ARN."""

import uuid
from typing import Any

from ami_localcloud.ec2.errors import Ec2Error

DEFAULT = "alias/aws/ebs"
# What an instance ends with at once (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html).
OUT_OF_REACH = ("Client.InternalError", "Client.InternalError: Client error on launch")
WRONG_STATE = (
    "Client.InvalidKMSKey.InvalidState",
    "Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state",
)


def arn_of(backend: Any, key: str | None) -> str:
    """The ARN of a key that there is, else what was written; without one, that of the account's default for volumes."""
    if not key or key.endswith(DEFAULT):
        own = uuid.uuid5(uuid.NAMESPACE_URL, f"{backend.account_id}/{backend.region_name}/{DEFAULT}")
        return f"arn:aws:kms:{backend.region_name}:{backend.account_id}:key/{own}"
    found = _find(backend, key)
    return found.metadata["Arn"] if found else key


def check(key: str | None) -> None:
    """Ec2Error for what names no key at all; whether there is one shows when the instance starts."""
    if key is not None and not key.strip():
        raise Ec2Error("InvalidParameterValue", f"Invalid value '{key}' for kmsKeyId.")


def fault(backend: Any, devices: list[dict[str, Any]]) -> tuple[str, str] | None:
    """Code and text of the reason why an instance with these devices cannot start."""
    for device in devices:
        key = device["Ebs"].get("KmsKeyId")
        if not device["Ebs"].get("Encrypted") or not key or key.endswith(DEFAULT):
            continue
        found = _find(backend, key)
        if not found:
            return OUT_OF_REACH
        if found.metadata["KeyState"] != "Enabled":
            return WRONG_STATE
    return None


def _find(backend: Any, key: str) -> Any:
    from localstack.services.kms.models import kms_stores

    store = kms_stores[backend.account_id][backend.region_name]
    name = key.partition(f":{backend.account_id}:")[2] if key.startswith("arn:") else key
    if name.startswith("alias/"):
        alias = store.aliases.get(name)
        name = alias.metadata["TargetKeyId"] if alias else ""
    return store.keys.get(name.removeprefix("key/"))
