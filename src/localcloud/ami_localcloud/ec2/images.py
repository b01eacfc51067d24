"""The operations on images: make one of an instance, find them, let them go."""

import re
import subprocess
import threading
from typing import Any

from localstack.aws.api import RequestContext
from moto.ec2.utils import random_ami_id

from ami_localcloud import settings
from ami_localcloud.ec2 import place
from ami_localcloud.ec2.api import backend_of
from ami_localcloud.ec2.errors import Ec2Error, check_id, dry_run, image_not_found
from ami_localcloud.ec2.image import Image, images_of, make_snapshot, new_snapshot_id, timestamp
from ami_localcloud.ec2.instances import chosen
from ami_localcloud.ec2.launch import tags_by_resource
from ami_localcloud.sandbox import layers

NAME = re.compile(r"[A-Za-z0-9()\[\] ./\-'@_]{3,128}")
IMAGEABLE = ("running", "stopping", "stopped")
_lock = threading.Lock()


def create_image(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    backend = backend_of(context)
    name = request.get("Name") or ""
    _check_name(name)
    instance = chosen(backend, [request["InstanceId"]])[0]
    if instance.state not in IMAGEABLE:
        raise Ec2Error(
            "InvalidParameterValue",
            f"Invalid value '{instance.id}' for instanceId. Instance is not in "
            "state 'running' or 'stopping' or 'stopped'",
        )
    tags = tags_by_resource(request.get("TagSpecifications") or [], {"image", "snapshot"})
    devices = _devices(backend, instance, request.get("BlockDeviceMappings") or [])
    if request.get("DryRun"):
        raise dry_run()
    with _lock:
        _check_duplicate(backend, name)
        image = _new_image(backend, instance, request, devices)
    image.add_tags(tags.get("image", {}))
    _snapshots(backend, instance, image, tags.get("snapshot", {}))
    reason = settings.value("imageFailure", backend.account_id)
    threading.Thread(target=_make, args=(image, instance, reason), daemon=True, name=image.id).start()
    return {"ImageId": image.id}


def register_image(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """An image of nothing, for what an image only says of itself; a guest of it finds the ground alone."""
    backend = backend_of(context)
    name = request.get("Name") or ""
    _check_name(name)
    if request.get("DryRun"):
        raise dry_run()
    image = Image(
        backend,
        random_ami_id(),
        name,
        backend.account_id,
        # EC2 has these defaults, from times when there was nothing else
        request.get("Architecture") or "i386",
        request.get("RootDeviceName") or "/dev/sda1",
        list(request.get("BlockDeviceMappings") or []),
        description=request.get("Description"),
        boot_mode=request.get("BootMode"),
        ena_support=bool(request.get("EnaSupport")),
        tpm_support=request.get("TpmSupport"),
        imds_support=request.get("ImdsSupport"),
        virtualization_type=request.get("VirtualizationType") or "paravirtual",
        settled_at=timestamp(),
    )
    with _lock:
        _check_duplicate(backend, name)
        backend.amis[image.id] = image
    image.add_tags(tags_by_resource(request.get("TagSpecifications") or [], {"image"}).get("image", {}))
    return {"ImageId": image.id}


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise Ec2Error(
            "InvalidAMIName.Malformed",
            "AMI names must be between 3 and 128 characters long, and may "
            "contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
        )


def _check_duplicate(backend: Any, name: str) -> None:
    for image in images_of(backend):
        if image.name == name and image.owner_id == backend.account_id and image.state != "failed":
            raise Ec2Error("InvalidAMIName.Duplicate", f"AMI name {name} is already in use by AMI {image.id}")


def _devices(backend: Any, instance: Any, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The builder's volumes, changed and added to by the request; volumes to be snapshotted have no SnapshotId yet."""
    merged: dict[str, dict[str, Any]] = {}
    for name, attached in instance.block_device_mapping.items():
        volume = backend.get_volume(attached.volume_id)
        ebs = {
            "VolumeSize": volume.size,
            "VolumeType": volume.volume_type,
            "Encrypted": bool(volume.encrypted),
            "DeleteOnTermination": attached.delete_on_termination,
            "Iops": volume.iops,
            "Throughput": volume.throughput,
        }
        merged[name] = {"DeviceName": name, "Ebs": {k: v for k, v in ebs.items() if v is not None}}
    for mapping in asked:
        name = mapping["DeviceName"]
        if mapping.get("NoDevice") is not None:
            if name == instance.root_device_name:
                raise Ec2Error("InvalidBlockDeviceMapping", f"Root device name '{name}' must be mapped")
            merged.pop(name, None)
        elif "Ebs" in mapping:
            given = {k: v for k, v in mapping["Ebs"].items() if v is not None}
            of_builder = merged.get(name, {}).get("Ebs", {})
            _check_encryption(name, of_builder, given)
            if of_builder and given.get("VolumeSize", of_builder["VolumeSize"]) < of_builder["VolumeSize"]:
                raise Ec2Error(
                    "InvalidBlockDeviceMapping",
                    f"Volume of size {given['VolumeSize']}GB is smaller than "
                    f"expected, expect size >= {of_builder['VolumeSize']}GB",
                )
            if given.get("VolumeType", of_builder.get("VolumeType")) != "gp3":
                of_builder = {k: v for k, v in of_builder.items() if k not in ("Iops", "Throughput")}
            merged[name] = {"DeviceName": name, "Ebs": of_builder | given}
        elif mapping.get("VirtualName"):
            merged[name] = {"DeviceName": name, "VirtualName": mapping["VirtualName"]}
    return list(merged.values())


def _check_encryption(name: str, of_builder: dict[str, Any], given: dict[str, Any]) -> None:
    """CreateImage neither encrypts what is not nor takes a key (EbsBlockDevice in EC2's model)."""
    if given.get("KmsKeyId"):
        raise Ec2Error("InvalidParameterCombination", "The parameter KmsKeyId is not supported for this operation.")
    if of_builder and given.get("Encrypted") and not of_builder["Encrypted"]:
        raise Ec2Error("InvalidBlockDeviceMapping", f"The encrypted flag of device {name} cannot be changed.")


def _new_image(backend: Any, instance: Any, request: dict[str, Any], devices: list[dict[str, Any]]) -> Image:
    base = backend.amis.get(instance.image_id)
    image = Image(
        backend,
        random_ami_id(),
        request["Name"],
        backend.account_id,
        instance.architecture,
        instance.root_device_name,
        devices,
        description=request.get("Description"),
        state="pending",
        boot_mode=instance.BootMode,
        imds_support=base.imds_support if base else None,
        tpm_support=base.tpm_support if base else None,
        ena_support=base.ena_support if base else True,
        source_instance_id=instance.id,
        source_image_id=instance.image_id,
        amazon=instance.life.amazon,
        platform=base.platform if base else None,
    )
    backend.amis[image.id] = image
    return image


def _snapshots(backend: Any, instance: Any, image: Image, tags: dict[str, str]) -> None:
    for device in image.block_devices:
        attached = instance.block_device_mapping.get(device["DeviceName"])
        if attached and "Ebs" in device:
            snapshot = make_snapshot(
                backend,
                new_snapshot_id(),
                attached.volume_id,
                backend.get_volume(attached.volume_id).size,
                f"Created by CreateImage({instance.id}) for {image.id}",
                backend.account_id,
                image.id,
                encrypted=bool(device["Ebs"].get("Encrypted")),
                kms_key_id=backend.get_volume(attached.volume_id).kms_key_id,
            )
            snapshot.status = "pending"
            snapshot.add_tags(tags)
            device["Ebs"]["SnapshotId"] = snapshot.id


def _make(image: Image, instance: Any, reason: str | None) -> None:
    """Copies what the guest wrote, waits out the time an image takes, and settles its state."""
    layer = place.layer_folder(image.owner_id, image.ec2_backend.region_name, image.id)
    try:
        layers.capture(place.ground(), instance.life.folder, layer)
    except (OSError, subprocess.CalledProcessError) as failure:
        reason = f"Server.InternalError: {failure}"
    image.layers = [layer, *instance.life.layers]
    settings.wait("imagePendingSeconds", image.owner_id, image.settled)
    if reason:
        image.fail(reason)
    else:
        image.succeed()


def find(backend: Any, image_id: str) -> Image:
    """The image of this id; Ec2Error for a malformed or unknown one."""
    check_id("InvalidAMIID.Malformed", image_id, "ami")
    if image_id in backend.deleted_amis:
        raise Ec2Error("InvalidAMIID.Unavailable", f"The image ID '{image_id}' is no longer available")
    if image_id not in backend.amis:
        raise image_not_found(image_id)
    return backend.amis[image_id]


OPERATIONS = {"CreateImage": create_image, "RegisterImage": register_image}
