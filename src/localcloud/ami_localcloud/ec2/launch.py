"""RunInstances: everything AWS checks before it launches, and what the launch then is made of."""

import base64
import binascii
from dataclasses import dataclass, field
from typing import Any

from moto.ec2.models.instance_types import INSTANCE_TYPES
from moto.ec2.utils import filter_iam_instance_profiles
from moto.iam.exceptions import NotFoundException

from ami_localcloud.ec2 import devices, keys, network
from ami_localcloud.ec2.errors import Ec2Error, check_id, image_not_found
from ami_localcloud.ec2.image import Image
from ami_localcloud.ec2.userdata import LIMIT

DEFAULT_TYPE = "m1.small"
TAGGABLE = {"instance", "volume", "network-interface", "spot-instances-request", "elastic-gpu"}


@dataclass
class Plan:
    """A launch that AWS would accept."""

    image: Image
    instance_type: str
    user_data: bytes
    network: network.Network
    devices: list[dict[str, Any]]
    profile: Any
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    # Code and text of why the instance ends at once, though the launch itself is accepted.
    key_fault: tuple[str, str] | None = None


def plan(backend: Any, request: dict[str, Any]) -> Plan:
    """Ec2Error, with AWS's code and text, for the first thing that is wrong."""
    image = _image(backend, request.get("ImageId"))
    instance_type = request.get("InstanceType") or DEFAULT_TYPE
    _check_type(instance_type, image)
    user_data = decode_user_data(request.get("UserData"))
    _check_key(backend, request.get("KeyName"))
    wanted = devices.plan(backend, image, request.get("BlockDeviceMappings") or [])
    return Plan(
        image=image,
        instance_type=instance_type,
        user_data=user_data,
        network=network.plan(backend, request),
        devices=wanted,
        key_fault=keys.fault(backend, wanted),
        profile=_profile(backend, request.get("IamInstanceProfile") or {}),
        tags=tags_by_resource(request.get("TagSpecifications") or [], TAGGABLE),
    )


def _image(backend: Any, image_id: str | None) -> Image:
    if not image_id:
        raise Ec2Error("MissingParameter", "The request must contain the parameter ImageId")
    check_id("InvalidAMIID.Malformed", image_id, "ami")
    image = backend.amis.get(image_id)
    if image_id in backend.deleted_amis:
        raise Ec2Error("InvalidAMIID.Unavailable", f"The image ID '{image_id}' is no longer available")
    if not image:
        raise image_not_found(image_id)
    if image.state != "available":
        raise Ec2Error("InvalidAMIID.Unavailable", f"AMI '{image_id}' is {image.state}, and cannot be run")
    if image.platform == "windows":
        # Not AWS's words: better than a builder that never says anything.
        raise Ec2Error("UnsupportedOperation", f"The local cloud runs Linux only, and '{image_id}' is of Windows")
    return image


def _check_type(instance_type: str, image: Image) -> None:
    known = INSTANCE_TYPES.get(instance_type)
    if not known:
        raise Ec2Error("InvalidParameterValue", f"Invalid value '{instance_type}' for InstanceType.")
    supported = known["ProcessorInfo"]["SupportedArchitectures"]
    if image.architecture not in supported:
        raise Ec2Error(
            "InvalidParameterValue",
            (
                f"The architecture '{','.join(reversed(supported))}' of the specified instance type does not match "
                f"the architecture '{image.architecture}' of the specified AMI. Specify an instance type and an AMI "
                "that have matching architectures, and try again. You can use 'describe-instance-types' or "
                "'describe-images' to discover the architecture of the instance type or AMI."
            ),
        )


def decode_user_data(encoded: str | None) -> bytes:
    """The raw bytes of base64 user data; Ec2Error when it is none or too long."""
    try:
        raw = base64.b64decode("".join((encoded or "").split()), validate=True)
    except (binascii.Error, ValueError):
        raise Ec2Error("InvalidParameterValue", "Invalid BASE64 encoding of user data.") from None
    if len(raw) > LIMIT:
        raise Ec2Error("InvalidParameterValue", f"User data is limited to {LIMIT} bytes")
    return raw


def _check_key(backend: Any, name: str | None) -> None:
    if name and name not in backend.key_pairs:
        raise Ec2Error("InvalidKeyPair.NotFound", f"The key pair '{name}' does not exist")


def _profile(backend: Any, profile: dict[str, str]) -> Any:
    name, arn = profile.get("Name"), profile.get("Arn")
    if not name and not arn:
        return None
    try:
        found = filter_iam_instance_profiles(backend.account_id, backend.partition, arn, name)
    except NotFoundException:
        found = None
    if found is None:
        kind, what = ("ARN", "arn") if arn else ("name", "name")
        raise Ec2Error(
            "InvalidParameterValue",
            f"Value ({arn or name}) for parameter iamInstanceProfile.{what} is "
            f"invalid. Invalid IAM Instance Profile {kind}",
        )
    return found


def tags_by_resource(specifications: list[dict[str, Any]], taggable: set[str]) -> dict[str, dict[str, str]]:
    """The tags of a request's TagSpecifications by resource type; Ec2Error for a type this call cannot tag."""
    by_resource: dict[str, dict[str, str]] = {}
    for specification in specifications:
        kind = specification.get("ResourceType")
        if kind not in taggable:
            raise Ec2Error(
                "InvalidParameterValue", f"'{kind}' is not a valid taggable resource type for this operation."
            )
        tags = by_resource.setdefault(kind, {})
        for tag in specification.get("Tags") or []:
            if tag["Key"].lower().startswith("aws:"):
                raise Ec2Error(
                    "InvalidParameterValue",
                    f"Value ( {tag['Key']} ) for parameter key is invalid. Tag "
                    "keys starting with 'aws:' are reserved for internal use",
                )
            tags[tag["Key"]] = tag.get("Value") or ""
        if len(tags) > 50:
            raise Ec2Error("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.")
    return by_resource
