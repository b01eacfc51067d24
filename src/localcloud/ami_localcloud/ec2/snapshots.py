"""The operations on snapshots that an image's life touches."""

import fnmatch
from typing import Any

from localstack.aws.api import RequestContext

from ami_localcloud.ec2.api import backend_of
from ami_localcloud.ec2.errors import Ec2Error, check_id, dry_run
from ami_localcloud.ec2.image import images_of
from ami_localcloud.ec2.publishers import ALIASES

FIELDS = {
    "description": "Description",
    "encrypted": "Encrypted",
    "owner-alias": "OwnerAlias",
    "owner-id": "OwnerId",
    "progress": "Progress",
    "snapshot-id": "SnapshotId",
    "start-time": "StartTime",
    "status": "State",
    "volume-id": "VolumeId",
    "volume-size": "VolumeSize",
    "storage-tier": "StorageTier",
}


def _found(backend: Any, snapshot_id: str) -> Any:
    check_id("InvalidSnapshotID.Malformed", snapshot_id, "snap")
    if snapshot_id not in backend.snapshots:
        raise Ec2Error("InvalidSnapshot.NotFound", f"The snapshot '{snapshot_id}' does not exist.")
    return backend.snapshots[snapshot_id]


def describe_snapshots(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    backend = backend_of(context)
    wanted = [_found(backend, i) for i in request.get("SnapshotIds") or []] or list(backend.snapshots.values())
    shapes = [_shape(backend, s) for s in wanted]
    owners = {context.account_id if o == "self" else o for o in request.get("OwnerIds") or []}
    shapes = [s for s in shapes if not owners or s["OwnerId"] in owners or s.get("OwnerAlias") in owners]
    return {"Snapshots": [s for s in shapes if all(_matches(s, f) for f in request.get("Filters") or [])]}


def _shape(backend: Any, snapshot: Any) -> dict[str, Any]:
    shape = {
        "SnapshotId": snapshot.id,
        "VolumeId": snapshot.volume.id,
        "VolumeSize": snapshot.volume.size,
        "State": snapshot.status,
        "Progress": {"completed": "100%"}.get(snapshot.status, "0%"),
        "StartTime": snapshot.start_time,
        "OwnerId": snapshot.owner_id,
        "Encrypted": snapshot.encrypted,
        "Description": snapshot.description,
        "StorageTier": "standard",
        "Tags": [{"Key": t["key"], "Value": t["value"]} for t in snapshot.get_tags()],
    }
    if snapshot.encrypted:
        shape["KmsKeyId"] = snapshot.kms_key_id
    if snapshot.owner_id in ALIASES:
        shape["OwnerAlias"] = ALIASES[snapshot.owner_id]
    return shape


def _matches(shape: dict[str, Any], condition: dict[str, Any]) -> bool:
    name = condition["Name"]
    tags = {t["Key"]: t["Value"] for t in shape["Tags"]}
    if name.startswith("tag:"):
        found = [tags[name[4:]]] if name[4:] in tags else []
    elif name == "tag-key":
        found = list(tags)
    elif name in FIELDS:
        found = [shape[FIELDS[name]]] if FIELDS[name] in shape else []
    else:
        raise Ec2Error("InvalidParameterValue", f"The filter '{name}' is invalid")
    texts = [str(f).lower() if isinstance(f, bool) else str(f) for f in found]
    return any(fnmatch.fnmatchcase(text, pattern) for text in texts for pattern in condition["Values"])


def delete_snapshot(context: RequestContext, request: dict[str, Any]) -> None:
    backend = backend_of(context)
    snapshot = _found(backend, request["SnapshotId"])
    if snapshot.owner_id != context.account_id:
        raise Ec2Error("AuthFailure", "You do not have permission to access the specified resource.")
    for image in images_of(backend):
        if snapshot.id in image.snapshot_ids:
            raise Ec2Error("InvalidSnapshot.InUse", f"The snapshot {snapshot.id} is currently in use by {image.id}")
    if request.get("DryRun"):
        raise dry_run()
    del backend.snapshots[snapshot.id]


OPERATIONS = {"DescribeSnapshots": describe_snapshots, "DeleteSnapshot": delete_snapshot}
