"""Capabilities that a template's resources demand of who creates it (CreateStack, parameter Capabilities)."""

from collections.abc import Iterable, Mapping
from typing import Any

from localstack.aws.api.cloudformation import InsufficientCapabilitiesException

IAM_TYPES = {
    "AWS::IAM::AccessKey",
    "AWS::IAM::Group",
    "AWS::IAM::GroupPolicy",
    "AWS::IAM::InstanceProfile",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::IAM::RolePolicy",
    "AWS::IAM::User",
    "AWS::IAM::UserPolicy",
    "AWS::IAM::UserToGroupAddition",
}
NAMES = ("GroupName", "InstanceProfileName", "ManagedPolicyName", "RoleName", "UserName")
# Types in which a name only says whom they belong to.
NAMING_OTHERS = {"AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy", "AWS::IAM::GroupPolicy", "AWS::IAM::AccessKey"}


def check(template: Mapping[str, Any], given: Iterable[str]) -> None:
    """Raises InsufficientCapabilitiesException when a capability is wanted that was not given."""
    given = set(given)
    if "Transform" in template and "CAPABILITY_AUTO_EXPAND" not in given:
        raise InsufficientCapabilitiesException("Requires capabilities : [CAPABILITY_AUTO_EXPAND]")
    of_iam = [d for d in template["Resources"].values() if d.get("Type") in IAM_TYPES]
    named = [
        d
        for d in of_iam
        if d["Type"] not in NAMING_OTHERS and any(name in (d.get("Properties") or {}) for name in NAMES)
    ]
    if named and "CAPABILITY_NAMED_IAM" not in given:
        raise InsufficientCapabilitiesException("Requires capabilities : [CAPABILITY_NAMED_IAM]")
    if of_iam and not given & {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"}:
        raise InsufficientCapabilitiesException("Requires capabilities : [CAPABILITY_IAM]")


def needed(template: Mapping[str, Any]) -> list[str]:
    """What ValidateTemplate says that the template needs."""
    try:
        check(template, ())
    except InsufficientCapabilitiesException as e:
        return [e.message.split("[")[1].rstrip("]")]
    return []


def reason(template: Mapping[str, Any]) -> str:
    """ValidateTemplate's CapabilitiesReason."""
    types = sorted({d["Type"] for d in template["Resources"].values() if d.get("Type") in IAM_TYPES})
    return f"The following resource(s) require capabilities: [{', '.join(types)}]"
