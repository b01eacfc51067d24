"""DescribeImages: which images a request means."""

import re
from datetime import UTC, datetime
from typing import Any

from localstack.aws.api import RequestContext

from ami_localcloud.ec2.api import backend_of
from ami_localcloud.ec2.errors import Ec2Error, check_id, image_not_found
from ami_localcloud.ec2.image import Image, images_of

# Filters whose value is a field of the answer.
FIELDS = {
    "architecture": "Architecture",
    "creation-date": "CreationDate",
    "description": "Description",
    "ena-support": "EnaSupport",
    "hypervisor": "Hypervisor",
    "image-id": "ImageId",
    "image-type": "ImageType",
    "is-public": "Public",
    "name": "Name",
    "owner-alias": "ImageOwnerAlias",
    "owner-id": "OwnerId",
    "root-device-name": "RootDeviceName",
    "root-device-type": "RootDeviceType",
    "state": "State",
    "source-instance-id": "SourceInstanceId",
    "source-image-id": "SourceImageId",
    "source-image-region": "SourceImageRegion",
    "sriov-net-support": "SriovNetSupport",
    "virtualization-type": "VirtualizationType",
    "platform": "Platform",
    "manifest-location": "ImageLocation",
}
DEVICE_FIELDS = {
    "snapshot-id": "SnapshotId",
    "volume-size": "VolumeSize",
    "volume-type": "VolumeType",
    "encrypted": "Encrypted",
    "delete-on-termination": "DeleteOnTermination",
}


def describe_images(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    backend = backend_of(context)
    wanted = request.get("ImageIds") or []
    for image_id in wanted:
        check_id("InvalidAMIID.Malformed", image_id, "ami")
        if image_id not in backend.amis:
            raise image_not_found(image_id)
    images = [i for i in images_of(backend) if not wanted or i.id in wanted]
    images = [i for i in images if _owned(i, request.get("Owners") or [], backend.account_id)]
    images = [i for i in images if _executable(i, request.get("ExecutableUsers") or [], backend.account_id)]
    if not wanted and not request.get("IncludeDeprecated"):
        # One's own deprecated images are always shown.
        images = [i for i in images if i.owner_id == backend.account_id or not _deprecated(i)]
    if not request.get("IncludeDisabled"):
        # Not even to their owner, and not by their id either.
        images = [i for i in images if i.state != "disabled"]
    shapes = [i.describe() for i in images]
    shapes = [s for s in shapes if all(matches(s, f) for f in request.get("Filters") or [])]
    return {"Images": shapes}


def _owned(image: Image, owners: list[str], account_id: str) -> bool:
    names = {account_id if o == "self" else o for o in owners}
    return not owners or image.owner_id in names or image.owner_alias in names


def _executable(image: Image, users: list[str], account_id: str) -> bool:
    for user in users:
        if user == "all" and image.public:
            return True
        if (account_id if user == "self" else user) in image.shared_with:
            return True
    return not users


def _deprecated(image: Image) -> bool:
    if not image.deprecation_time:
        return False
    return datetime.fromisoformat(image.deprecation_time) <= datetime.now(UTC)


def matches(shape: dict[str, Any], condition: dict[str, Any]) -> bool:
    """Whether an image's shape has one of a filter's values."""
    found = _values(shape, condition["Name"])
    return any(wildcard(pattern).fullmatch(_text(value)) for value in found for pattern in condition["Values"])


def wildcard(pattern: str) -> re.Pattern[str]:
    """A filter's value as EC2 reads it: `*` any number of characters, `?` one, a backslash takes that away."""
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    return re.compile("".join({"*": ".*", "?": "."}.get(p, re.escape(p[-1])) for p in parts), re.DOTALL)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _values(shape: dict[str, Any], name: str) -> list[Any]:
    tags = {t["Key"]: t["Value"] for t in shape.get("Tags", [])}
    if name.startswith("tag:"):
        return [tags[name[4:]]] if name[4:] in tags else []
    if name == "tag-key":
        return list(tags)
    if name in FIELDS:
        return [shape[FIELDS[name]]] if FIELDS[name] in shape else []
    if name.startswith("state-reason-"):
        reason = shape.get("StateReason", {})
        return [reason[k] for k in [name.rpartition("-")[2].capitalize()] if k in reason]
    if name == "block-device-mapping.device-name":
        return [d["DeviceName"] for d in shape["BlockDeviceMappings"]]
    if name.startswith("block-device-mapping.") and name[21:] in DEVICE_FIELDS:
        devices = [d.get("Ebs", {}) for d in shape["BlockDeviceMappings"]]
        return [d[DEVICE_FIELDS[name[21:]]] for d in devices if DEVICE_FIELDS[name[21:]] in d]
    raise Ec2Error("InvalidParameterValue", f"The filter '{name}' is invalid")


OPERATIONS = {"DescribeImages": describe_images}
