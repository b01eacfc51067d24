"""From the properties of AWS::EC2::Instance to the parameters of RunInstances."""

import base64
import binascii
from typing import Any

from ami_localcloud.cloudformation.properties import PropertiesInvalid

SAME = (
    "AdditionalInfo",
    "DisableApiTermination",
    "EbsOptimized",
    "ElasticInferenceAccelerators",
    "EnclaveOptions",
    "HibernationOptions",
    "ImageId",
    "InstanceInitiatedShutdownBehavior",
    "InstanceType",
    "Ipv6AddressCount",
    "Ipv6Addresses",
    "KernelId",
    "KeyName",
    "LaunchTemplate",
    "LicenseSpecifications",
    "MetadataOptions",
    "PrivateDnsNameOptions",
    "PrivateIpAddress",
    "RamdiskId",
    "SecurityGroupIds",
    "SecurityGroups",
    "SubnetId",
    "CpuOptions",
    "BlockDeviceMappings",
)
RENAMED = {"ElasticGpuSpecifications": "ElasticGpuSpecification"}
PLACEMENT = {
    "Affinity": "Affinity",
    "AvailabilityZone": "AvailabilityZone",
    "HostId": "HostId",
    "HostResourceGroupArn": "HostResourceGroupArn",
    "PlacementGroupName": "GroupName",
    "Tenancy": "Tenancy",
}
BOOLEANS = {
    "DisableApiTermination",
    "EbsOptimized",
    "Enabled",
    "Configured",
    "DeleteOnTermination",
    "Encrypted",
    "AssociatePublicIpAddress",
    "AssociateCarrierIpAddress",
    "Primary",
    "EnableResourceNameDnsARecord",
    "EnableResourceNameDnsAAAARecord",
    "EnaSrdEnabled",
    "EnaSrdUdpEnabled",
}
INTEGERS = {
    "Ipv6AddressCount",
    "CoreCount",
    "ThreadsPerCore",
    "HttpPutResponseHopLimit",
    "VolumeSize",
    "Iops",
    "Throughput",
    "DeviceIndex",
    "SecondaryPrivateIpAddressCount",
    "Count",
}


def run_request(properties: dict[str, Any], tags: dict[str, str]) -> dict[str, Any]:
    """The call that CloudFormation makes; PropertiesInvalid for what it refuses itself."""
    if properties.get("SsmAssociations"):
        raise PropertiesInvalid("The local cloud has no Systems Manager agent: SsmAssociations is not supported")
    request: dict[str, Any] = {"MinCount": 1, "MaxCount": 1}
    request |= {name: properties[name] for name in SAME if name in properties}
    request |= {to: properties[name] for name, to in RENAMED.items() if name in properties}
    placement = {to: properties[name] for name, to in PLACEMENT.items() if name in properties}
    if placement:
        request["Placement"] = placement
    if "CreditSpecification" in properties:
        request["CreditSpecification"] = {"CpuCredits": properties["CreditSpecification"].get("CPUCredits")}
    if "IamInstanceProfile" in properties:
        request["IamInstanceProfile"] = {"Name": properties["IamInstanceProfile"]}
    if "Monitoring" in properties:
        request["Monitoring"] = {"Enabled": properties["Monitoring"]}
    if "NetworkInterfaces" in properties:
        request["NetworkInterfaces"] = [_interface(i) for i in properties["NetworkInterfaces"]]
    if "UserData" in properties:
        request["UserData"] = _user_data(properties["UserData"])
    if tags:
        kinds = ["instance"]
        if str(properties.get("PropagateTagsToVolumeOnCreation", False)).lower() == "true":
            kinds.append("volume")
        request["TagSpecifications"] = [
            {"ResourceType": kind, "Tags": [{"Key": k, "Value": v} for k, v in tags.items()]} for kind in kinds
        ]
    return _typed(request)


def _interface(properties: dict[str, Any]) -> dict[str, Any]:
    return {"Groups" if name == "GroupSet" else name: value for name, value in properties.items()}


def _user_data(encoded: str) -> bytes:
    try:
        # boto3 encodes it again; the raw bytes may be anything.
        return base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        raise PropertiesInvalid("Invalid BASE64 encoding of user data.") from None


def _typed(value: Any, name: str = "") -> Any:
    """Templates may give numbers and booleans as text; the API wants them as they are."""
    if isinstance(value, dict) and name == "NoDevice":
        return ""
    if isinstance(value, dict):
        return {key: _typed(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if name in BOOLEANS and isinstance(value, str):
        return value.lower() == "true"
    if name in INTEGERS and isinstance(value, str):
        return int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and name == "Value" else value
