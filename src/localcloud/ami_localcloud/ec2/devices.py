"""Block devices: those of the image, changed and added to by the request, made into volumes."""

from typing import Any

from ami_localcloud.ec2 import keys
from ami_localcloud.ec2.errors import Ec2Error, check_id

DEFAULTS = {"gp3": {"Iops": 3000, "Throughput": 125}}
TYPES = {"standard", "gp2", "gp3", "io1", "io2", "st1", "sc1"}
# The most a volume of a type may have (https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html).
MOST_IOPS = {"gp3": 80000, "io1": 64000, "io2": 256000}
LEAST_IOPS = {"gp3": 3000, "io1": 100, "io2": 100}


def plan(backend: Any, image: Any, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The block device mappings a launch gets; Ec2Error with AWS's code and text for what cannot be."""
    merged = {
        d["DeviceName"]: {"DeviceName": d["DeviceName"], "Ebs": dict(d["Ebs"])}
        for d in image.block_devices
        if "Ebs" in d
    }
    seen = set()
    for mapping in asked:
        name = mapping.get("DeviceName")
        if not name:
            raise Ec2Error("MissingParameter", "The request must contain the parameter deviceName")
        if name in seen:
            raise _invalid(f"Duplicate device name '{name}'", "InvalidParameterValue")
        seen.add(name)
        if mapping.get("NoDevice") is not None:
            merged.pop(name, None)
        elif "Ebs" in mapping:
            merged[name] = _merge(backend, name, merged.get(name, {}).get("Ebs", {}), mapping["Ebs"])
    if image.root_device_name not in merged:
        raise _invalid(f"Root device name '{image.root_device_name}' must be mapped", "InvalidBlockDeviceMapping")
    return list(merged.values())


def _invalid(text: str, code: str = "InvalidBlockDeviceMapping") -> Ec2Error:
    return Ec2Error(code, text)


def _merge(backend: Any, name: str, of_image: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    given = {key: value for key, value in asked.items() if value is not None}
    kept = dict(of_image)
    if given.get("VolumeType", kept.get("VolumeType")) != kept.get("VolumeType"):
        kept.pop("Iops", None)
        kept.pop("Throughput", None)
    ebs = kept | given
    ebs.setdefault("VolumeType", "gp2")
    ebs.setdefault("DeleteOnTermination", bool(of_image))
    if of_image.get("Encrypted") and given.get("Encrypted") is False:
        # In no case can encryption be removed.
        raise _invalid(f"The encrypted flag cannot be cleared since device {name} has an encrypted snapshot.")
    _check_size(backend, ebs)
    _check_performance(ebs)
    keys.check(ebs.get("KmsKeyId"))
    if ebs.get("KmsKeyId") and not ebs.get("Encrypted"):
        raise _invalid(
            "The parameter KmsKeyId requires the parameter Encrypted to be set.", "InvalidParameterDependency"
        )
    return {"DeviceName": name, "Ebs": DEFAULTS.get(ebs["VolumeType"], {}) | ebs}


def _check_size(backend: Any, ebs: dict[str, Any]) -> None:
    snapshot_id, size = ebs.get("SnapshotId"), ebs.get("VolumeSize")
    if snapshot_id:
        check_id("InvalidSnapshotID.Malformed", snapshot_id, "snap")
        snapshot = backend.snapshots.get(snapshot_id)
        if snapshot is None:
            raise Ec2Error("InvalidSnapshot.NotFound", f"The snapshot '{snapshot_id}' does not exist.")
        ebs.setdefault("VolumeSize", snapshot.volume.size)
        if ebs["VolumeSize"] < snapshot.volume.size:
            raise _invalid(
                f"Volume of size {size}GB is smaller than snapshot '{snapshot_id}', expect size >= "
                f"{snapshot.volume.size}GB"
            )
    elif size is None:
        raise Ec2Error("MissingParameter", "The request must contain the parameter size or snapshotId")


def _check_performance(ebs: dict[str, Any]) -> None:
    kind, iops = ebs["VolumeType"], ebs.get("Iops")
    if kind not in TYPES:
        raise _invalid(
            f"Value ({kind}) for parameter volumeType is invalid. Invalid volume type", "InvalidParameterValue"
        )
    if iops is not None and kind not in MOST_IOPS:
        raise _invalid(f"The parameter iops is not supported for {kind} volumes.", "InvalidParameterCombination")
    if iops is None and kind in ("io1", "io2"):
        raise Ec2Error("MissingParameter", f"The request must contain the parameter iops for {kind} volumes")
    if iops is not None and not LEAST_IOPS[kind] <= iops <= MOST_IOPS[kind]:
        side, bound = ("maximum", MOST_IOPS[kind]) if iops > MOST_IOPS[kind] else ("minimum", LEAST_IOPS[kind])
        relation = "too high; maximum is" if side == "maximum" else "too low; minimum is"
        raise _invalid(f"Volume iops of {iops} is {relation} {bound}.", "InvalidParameterValue")
    if ebs.get("Throughput") is not None and kind != "gp3":
        raise _invalid("The parameter throughput is only supported for gp3 volumes.", "InvalidParameterCombination")


def attach(backend: Any, instance: Any, devices: list[dict[str, Any]], tags: dict[str, str]) -> None:
    """Makes the volumes of a launch and attaches them."""
    for device in devices:
        ebs = device["Ebs"]
        volume = backend.create_volume(
            size=ebs["VolumeSize"],
            zone_name=instance.placement.zone,
            snapshot_id=ebs.get("SnapshotId"),
            encrypted=bool(ebs.get("Encrypted")),
            kms_key_id=keys.arn_of(backend, ebs.get("KmsKeyId")) if ebs.get("Encrypted") else None,
            volume_type=ebs["VolumeType"],
            iops=ebs.get("Iops"),
            throughput=ebs.get("Throughput"),
        )
        backend.attach_volume(volume.id, instance.id, device["DeviceName"], bool(ebs.get("DeleteOnTermination")))
        volume.add_tags(tags)
