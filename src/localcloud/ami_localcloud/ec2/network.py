"""Which interfaces an instance gets: one made of its subnet and groups, or those the request spells out."""

from dataclasses import dataclass
from typing import Any

from moto.ec2.exceptions import InvalidSubnetIdError

from ami_localcloud.ec2.errors import Ec2Error, check_id

GROUPLESS = "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC."


@dataclass
class Network:
    """The primary subnet, its groups, and the interfaces as moto's instances take them."""

    subnet: Any
    groups: list[Any]
    interfaces: list[dict[str, Any]]
    private_ip: str | None
    associate_public_ip: bool | None


def plan(backend: Any, request: dict[str, Any]) -> Network:
    """Ec2Error, with AWS's code and text, for what cannot be wired."""
    asked = request.get("NetworkInterfaces") or []
    ids, names = request.get("SecurityGroupIds") or [], request.get("SecurityGroups") or []
    if asked and request.get("SubnetId"):
        raise _combination(
            "Network interfaces and an instance-level subnet ID may not be specified on the same request"
        )
    if asked and (ids or names):
        raise _combination(
            "Network interfaces and an instance-level security groups may not be specified on the same request"
        )
    primary = _primary(asked)
    subnet = _subnet(backend, primary.get("SubnetId") or request.get("SubnetId"), request.get("Placement") or {})
    groups = [_group(backend, i, subnet) for i in primary.get("Groups") or ids]
    groups += [_named_group(backend, n, subnet) for n in names]
    if not groups:
        groups = [backend.get_security_group_from_name("default", subnet.vpc_id)]
    interfaces = []
    for spec in asked or [primary]:
        given = dict(spec)
        given["DeleteOnTermination"] = spec.get("DeleteOnTermination", True)
        # moto adds the instance's own groups to each interface.
        given.pop("Groups", None) if spec is primary else None
        if not spec.get("NetworkInterfaceId"):
            given["SubnetId"] = subnet.id if spec is primary else _subnet(backend, spec.get("SubnetId"), {}).id
        interfaces.append(given)
    private_ip = primary.get("PrivateIpAddress") or request.get("PrivateIpAddress")
    _check_address(private_ip, subnet)
    return Network(subnet, groups, interfaces, private_ip, primary.get("AssociatePublicIpAddress"))


def _combination(text: str) -> Ec2Error:
    return Ec2Error("InvalidParameterCombination", text)


def _primary(asked: list[dict[str, Any]]) -> dict[str, Any]:
    if not asked:
        return {"DeviceIndex": 0}
    for spec in asked:
        if spec.get("DeviceIndex") is None:
            raise Ec2Error("MissingParameter", "Each network interface requires a device index.")
    if len(asked) > 1 and any(s.get("AssociatePublicIpAddress") is not None for s in asked):
        raise _combination(
            "The associatePublicIPAddress parameter cannot be specified when launching with multiple "
            "network interfaces."
        )
    for spec in asked:
        if int(spec["DeviceIndex"]) == 0:
            return spec
    raise Ec2Error("InvalidParameterValue", "When specifying network interfaces, you must include a device at index 0.")


def _subnet(backend: Any, subnet_id: str | None, placement: dict[str, Any]) -> Any:
    if subnet_id:
        check_id("InvalidSubnetID.Malformed", subnet_id, "subnet")
        try:
            return backend.get_subnet(subnet_id)
        except InvalidSubnetIdError:
            raise Ec2Error("InvalidSubnetID.NotFound", f"The subnet ID '{subnet_id}' does not exist") from None
    vpc = backend.get_default_vpc()
    if vpc is None:
        raise Ec2Error("VPCIdNotSpecified", GROUPLESS)
    zone = placement.get("AvailabilityZone")
    defaults = sorted(backend.get_default_subnets().items())
    if not defaults:
        raise Ec2Error("MissingInput", f"No subnets found for the default VPC '{vpc.id}'. Please specify a subnet.")
    for name, subnet in defaults:
        if zone in (None, name):
            return subnet
    raise Ec2Error("InvalidInput", f"No default subnet for availability zone: '{zone}'.")


def _group(backend: Any, group_id: str, subnet: Any) -> Any:
    check_id("InvalidGroupId.Malformed", group_id, "sg")
    group = backend.get_security_group_from_id(group_id)
    if group is None:
        raise Ec2Error("InvalidGroup.NotFound", f"The security group '{group_id}' does not exist")
    if group.vpc_id != subnet.vpc_id:
        raise Ec2Error(
            "InvalidParameter", f"Security group {group_id} and subnet {subnet.id} belong to different networks."
        )
    return group


def _named_group(backend: Any, name: str, subnet: Any) -> Any:
    vpc = backend.get_default_vpc()
    if vpc is None:
        raise Ec2Error("VPCIdNotSpecified", GROUPLESS)
    if subnet.vpc_id != vpc.id:
        raise _combination("The parameter groupName cannot be used with the parameter subnet")
    group = backend.get_security_group_from_name(name, vpc.id)
    if group is None:
        raise Ec2Error("InvalidGroup.NotFound", f"The security group '{name}' does not exist in default VPC '{vpc.id}'")
    return group


def _check_address(address: str | None, subnet: Any) -> None:
    import ipaddress

    if address and ipaddress.ip_address(address) not in ipaddress.ip_network(subnet.cidr_block):
        raise Ec2Error("InvalidParameterValue", "Address does not fall within the subnet's address range")
