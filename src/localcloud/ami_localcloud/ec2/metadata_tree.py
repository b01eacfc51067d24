"""What the metadata service answers for each path: a tree of folders and values made from the instance as it is now."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from ami_localcloud.ec2 import identity

VERSIONS = (
    "1.0",
    "2009-04-04",
    "2016-09-02",
    "2018-09-24",
    "2019-10-01",
    "2020-10-27",
    "2021-01-03",
    "2021-03-23",
    "2021-07-15",
    "2022-09-24",
    "2024-04-11",
    "latest",
)
CREDENTIAL_HOURS = 6


def find(instance: Any, path: str) -> bytes | None:
    """The body for a path, or None where AWS answers 404. A folder lists its names, those of folders with a slash."""
    parts = [p for p in path.split("/") if p]
    if not parts:
        return "\n".join(VERSIONS).encode()
    if parts[0] not in VERSIONS:
        return None
    node: Any = _tree(instance)
    for part in parts[1:]:
        if not isinstance(node, dict) or part not in node:
            return None
        node = node[part]
    if callable(node):
        node = node()
    if isinstance(node, dict) and parts[-1] == "public-keys":
        return f"0={instance.key_name}".encode()
    if isinstance(node, dict):
        return "\n".join(name + "/" if isinstance(node[name], dict) else name for name in sorted(node)).encode()
    return node if isinstance(node, bytes) or node is None else str(node).encode()


def _tree(instance: Any) -> dict[str, Any]:
    tree: dict[str, Any] = {
        "meta-data": _meta_data(instance),
        "dynamic": {
            "instance-identity": {
                "document": lambda: identity.document(instance),
                "signature": lambda: identity.signature(instance),
                "pkcs7": lambda: identity.pkcs7(instance),
                "rsa2048": lambda: identity.rsa2048(instance),
            }
        },
    }
    if instance.life.user_data:
        tree["user-data"] = instance.life.user_data
    return tree


def _meta_data(instance: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "ami-id": instance.image_id,
        "ami-launch-index": instance.ami_launch_index,
        "ami-manifest-path": "(unknown)",
        "block-device-mapping": _devices(instance),
        "hostname": instance.private_dns_name,
        "instance-action": "none",
        "instance-id": instance.id,
        "instance-life-cycle": "spot" if getattr(instance, "spot", None) else "on-demand",
        "instance-type": instance.instance_type,
        "local-hostname": instance.private_dns_name,
        "local-ipv4": instance.private_ip,
        "mac": instance.nics[0].mac_address,
        "network": {"interfaces": {"macs": _interfaces(instance)}},
        "placement": _placement(instance),
        "profile": "default-hvm",
        "reservation-id": instance.reservation_id,
        "security-groups": "\n".join(g.name for g in instance.security_groups),
        "services": {"domain": "amazonaws.com", "partition": instance.ec2_backend.partition},
        "system": "nitro",
    }
    if instance.public_ip:
        data |= {"public-ipv4": instance.public_ip, "public-hostname": instance.public_dns_name}
    if instance.key_name:
        key = instance.ec2_backend.key_pairs[instance.key_name]
        openssh = key.material_public.decode().strip()
        data["public-keys"] = {"0": {"openssh-key": openssh}}
    if instance.iam_instance_profile:
        data["iam"] = _iam(instance)
    spot = getattr(instance, "spot", None)
    if spot and spot.notice:
        data |= spot.notice.metadata()
    if instance.metadata_options.instance_metadata_tags == "enabled":
        data["tags"] = {"instance": {t["key"]: t["value"] for t in instance.get_tags()}}
    return data


def _placement(instance: Any) -> dict[str, str]:
    zone = instance.placement.zone
    found = [z for z in instance.ec2_backend.describe_availability_zones() if z.name == zone]
    return {
        "availability-zone": zone,
        "availability-zone-id": found[0].zone_id if found else "",
        "region": instance.region_name,
    }


def _devices(instance: Any) -> dict[str, str]:
    devices = {"ami": instance.root_device_name, "root": instance.root_device_name}
    others = [name for name in instance.block_device_mapping if name != instance.root_device_name]
    return devices | {f"ebs{number}": name for number, name in enumerate(sorted(others), 1)}


def _interfaces(instance: Any) -> dict[str, Any]:
    return {
        nic.mac_address: {
            "device-number": str(index),
            "interface-id": nic.id,
            "mac": nic.mac_address,
            "owner-id": instance.owner_id,
            "local-ipv4s": nic.private_ip_address,
            "local-hostname": instance.private_dns_name,
            "subnet-id": nic.subnet.id,
            "vpc-id": nic.subnet.vpc_id,
            "subnet-ipv4-cidr-block": nic.subnet.cidr_block,
            "security-group-ids": "\n".join(g.id for g in nic.group_set),
        }
        for index, nic in instance.nics.items()
    }


def _iam(instance: Any) -> dict[str, Any]:
    from moto.iam.models import iam_backends

    backend = instance.ec2_backend
    arn = instance.iam_instance_profile["Arn"]
    profile = iam_backends[backend.account_id][backend.partition].get_instance_profile_by_arn(arn)
    stamp = datetime.now(UTC)
    info = {"Code": "Success", "LastUpdated": _iso(stamp), "InstanceProfileArn": arn, "InstanceProfileId": profile.id}
    iam: dict[str, Any] = {"info": json.dumps(info, indent=2), "security-credentials": {}}
    for role in profile.roles:
        iam["security-credentials"][role.name] = lambda role=role: _credentials(instance, role, stamp)
    return iam


def _credentials(instance: Any, role: Any, stamp: datetime) -> str:
    """A real session of the role, from the cloud's own STS, so that what the guest signs is known as the role's."""
    from localstack.aws.connect import connect_to

    sts = connect_to(aws_access_key_id=instance.owner_id, region_name=instance.region_name).sts
    answer = sts.assume_role(RoleArn=role.arn, RoleSessionName=instance.id)["Credentials"]
    return json.dumps(
        {
            "Code": "Success",
            "LastUpdated": _iso(stamp),
            "Type": "AWS-HMAC",
            "AccessKeyId": answer["AccessKeyId"],
            "SecretAccessKey": answer["SecretAccessKey"],
            "Token": answer["SessionToken"],
            "Expiration": _iso(stamp + timedelta(hours=CREDENTIAL_HOURS)),
        },
        indent=2,
    )


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
