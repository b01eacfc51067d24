"""What moto says too much of instances, taken out of its answers."""

from typing import Any


def tidied(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer of DescribeInstances as AWS gives it."""
    for reservation in answer.get("Reservations", []):
        for shape in reservation["Instances"]:
            if not shape.get("StateReason", {}).get("Code"):
                shape.pop("StateReason", None)
            shape["HibernationOptions"] = {"Configured": False} | shape.get("HibernationOptions", {})
            if shape["State"]["Name"] == "terminated":
                _strip(shape)
    return answer


def _strip(shape: dict[str, Any]) -> None:
    """A terminated instance has no network and no disks any more."""
    for name in ("PrivateIpAddress", "PublicIpAddress", "SubnetId", "VpcId", "IamInstanceProfile"):
        shape.pop(name, None)
    shape |= {
        "NetworkInterfaces": [],
        "SecurityGroups": [],
        "BlockDeviceMappings": [],
        "PrivateDnsName": "",
        "PublicDnsName": "",
    }
