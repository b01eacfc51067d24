"""What can be done to an image that is there: deregister it, protect it, deprecate it, change its attributes."""

import shutil
from datetime import UTC, datetime, timedelta
from typing import Any

from localstack.aws.api import RequestContext

from ami_localcloud.ec2 import place
from ami_localcloud.ec2.api import backend_of
from ami_localcloud.ec2.errors import Ec2Error, dry_run
from ami_localcloud.ec2.image import Image, images_of
from ami_localcloud.ec2.images import find

# What DescribeImageAttribute may be asked for: the answer's field, and the image's value.
ATTRIBUTES = {
    "description": ("Description", lambda i: {"Value": i.description or ""}),
    "bootMode": ("BootMode", lambda i: {"Value": i.boot_mode}),
    "imdsSupport": ("ImdsSupport", lambda i: {"Value": i.imds_support}),
    "sriovNetSupport": ("SriovNetSupport", lambda i: {"Value": "simple"}),
    "deregistrationProtection": ("DeregistrationProtection", lambda i: {"Value": i.deregistration_protection}),
    "blockDeviceMapping": ("BlockDeviceMappings", lambda i: i.block_devices),
    "launchPermission": ("LaunchPermissions", lambda i: _permissions(i)),
}
_INVALID_ITEM = 'Invalid attribute item value "{}" for {} item type.'


def own(context: RequestContext, request: dict[str, Any]) -> Image:
    """The image of the request, if it belongs to the caller; Ec2Error otherwise, and for a dry run."""
    image = find(backend_of(context), request["ImageId"])
    if image.owner_id != context.account_id:
        raise Ec2Error("AuthFailure", f"Not authorized for image: {image.id}")
    if request.get("DryRun"):
        raise dry_run()
    return image


def deregister_image(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    backend, image = backend_of(context), own(context, request)
    if image.deregistration_protection.startswith("enabled"):
        raise Ec2Error(
            "OperationNotPermitted",
            f"The image {image.id} is protected from deregistration. To deregister "
            "it, disable its deregistration protection first.",
        )
    del backend.amis[image.id]
    backend.deleted_amis.append(image.id)
    image.settled.set()
    answer: dict[str, Any] = {"Return": True}
    if request.get("DeleteAssociatedSnapshots"):
        answer["DeleteSnapshotResults"] = [_let_go(backend, snapshot_id) for snapshot_id in image.snapshot_ids]
    _sweep(backend)
    return answer


def _let_go(backend: Any, snapshot_id: str) -> dict[str, str]:
    if any(snapshot_id in image.snapshot_ids for image in images_of(backend)):
        return {"SnapshotId": snapshot_id, "ReturnCode": "skipped"}
    gone = backend.snapshots.pop(snapshot_id, None)
    return {"SnapshotId": snapshot_id, "ReturnCode": "success" if gone else "missing-permissions"}


def _sweep(backend: Any) -> None:
    """Removes layers that no image stands on any more and no instance was launched from."""
    used = {layer for image in images_of(backend) for layer in image.layers}
    used |= {layer for i in backend.all_instances() if i.state != "terminated" for layer in i.life.layers}
    for layer in place.layer_folder(backend.account_id, backend.region_name, "").glob("ami-*"):
        if layer not in used and layer.name not in backend.amis:
            shutil.rmtree(layer, onerror=place.open_up)


def enable_image_deprecation(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    image, at = own(context, request), request["DeprecateAt"]
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    now = datetime.now(UTC)
    if at < now or at > now + timedelta(days=3653):
        raise Ec2Error(
            "InvalidParameterValue",
            "The specified deprecation date is invalid. It must be in the future and at most 10 years from now.",
        )
    # EC2 rounds to the minute.
    image.deprecation_time = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00.000Z")
    return {"Return": True}


def disable_image_deprecation(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    own(context, request).deprecation_time = None
    return {"Return": True}


def disable_image(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """Nobody can launch it then, and whoever it was shared with loses it for good."""
    image = own(context, request)
    _check_available(image)
    image.state, image.public, image.shared_with = "disabled", False, []
    return {"Return": True}


def enable_image(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    image = own(context, request)
    if image.state == "disabled":
        image.state = "available"
    return {"Return": True}


def _check_available(image: Image) -> None:
    if image.state != "available":
        raise Ec2Error(
            "InvalidAMIID.Unavailable",
            f"The AMI ID '{image.id}' is currently {image.state} and may not be used for this operation",
        )


def enable_image_deregistration_protection(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    image = own(context, request)
    kind = "with" if request.get("WithCooldown") else "without"
    image.deregistration_protection = f"enabled-{kind}-cooldown"
    return {"Return": image.deregistration_protection}


def disable_image_deregistration_protection(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    own(context, request).deregistration_protection = "disabled"
    return {"Return": "disabled"}


def modify_image_attribute(context: RequestContext, request: dict[str, Any]) -> None:
    image = own(context, request)
    _check_available(image)
    attribute = request.get("Attribute")
    if "Description" in request:
        image.description = request["Description"].get("Value")
    elif attribute == "description":
        image.description = request.get("Value")
    elif request.get("ImdsSupport") or attribute == "imdsSupport":
        wanted = (request.get("ImdsSupport") or {}).get("Value") or request.get("Value")
        if wanted != "v2.0":
            raise Ec2Error("InvalidParameterValue", f"Invalid value '{wanted}' for imdsSupport.")
        image.imds_support = wanted
    elif request.get("LaunchPermission") or attribute == "launchPermission":
        _share(image, request)
    else:
        raise Ec2Error("InvalidParameterCombination", "No attributes specified.")


def _share(image: Image, request: dict[str, Any]) -> None:
    permission = request.get("LaunchPermission") or {}
    listed = [{"UserId": u} for u in request.get("UserIds") or []]
    listed += [{"Group": g} for g in request.get("UserGroups") or []]
    add = permission.get("Add") or (listed if request.get("OperationType") == "add" else [])
    remove = permission.get("Remove") or (listed if request.get("OperationType") == "remove" else [])
    for item in [*add, *remove]:
        user, group = item.get("UserId"), item.get("Group")
        if user and not (len(user) == 12 and user.isdigit()):
            raise Ec2Error("InvalidAMIAttributeItemValue", _INVALID_ITEM.format(user, "userId"))
        if group and group != "all":
            raise Ec2Error("InvalidAMIAttributeItemValue", _INVALID_ITEM.format(group, "group"))
    for item in add:
        image.public = image.public or "Group" in item
        image.shared_with += [item["UserId"]] if item.get("UserId") and item["UserId"] not in image.shared_with else []
    for item in remove:
        image.public = image.public and "Group" not in item
        image.shared_with = [u for u in image.shared_with if u != item.get("UserId")]


def _permissions(image: Image) -> list[dict[str, str]]:
    return [{"UserId": u} for u in image.shared_with] + ([{"Group": "all"}] if image.public else [])


def describe_image_attribute(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    image = find(backend_of(context), request["ImageId"])
    if request["Attribute"] not in ATTRIBUTES:
        raise Ec2Error(
            "InvalidParameterValue",
            f"Value ({request['Attribute']}) for parameter attribute is invalid. Unknown attribute.",
        )
    name, value = ATTRIBUTES[request["Attribute"]]
    return {"ImageId": image.id, name: value(image)}


OPERATIONS = {
    "DeregisterImage": deregister_image,
    "EnableImage": enable_image,
    "DisableImage": disable_image,
    "EnableImageDeprecation": enable_image_deprecation,
    "DisableImageDeprecation": disable_image_deprecation,
    "EnableImageDeregistrationProtection": enable_image_deregistration_protection,
    "DisableImageDeregistrationProtection": disable_image_deregistration_protection,
    "ModifyImageAttribute": modify_image_attribute,
    "DescribeImageAttribute": describe_image_attribute,
}
