"""What the roles in the stack allow, and what was called with them."""

from collections.abc import Iterable
from typing import Any

import bakes

# Lambda writes a function's log with the function's role; the local cloud does so in its own name.
WRITTEN_BY_LAMBDA = {"CreateLogStream", "PutLogEvents"}
LOGS_OF_THE_TEMPLATE = "/ami-bake/"


def statements(template: str, role: str = "ImageRole") -> list[dict[str, Any]]:
    policies = bakes.parsed(template)["Resources"][role]["Properties"]["Policies"]
    return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]


def listed(value: Any) -> list[Any]:
    """IAM takes one for a list of one."""
    return value if isinstance(value, list) else [value]


def allowed(template: str, role: str = "ImageRole") -> set[str]:
    return {action for statement in statements(template, role) for action in listed(statement["Action"])}


# What the function does only for an image that shall say it of itself.
ATTRIBUTES = {"ec2:ModifyImageAttribute": "ImdsSupport", "ec2:EnableImageDeprecation": "DeprecateAfter"}


def not_asked_for(template: str) -> set[str]:
    image = bakes.parsed(template)["Resources"]["Image"]["Properties"]
    return {action for action, name in ATTRIBUTES.items() if name not in image}


def used(requests: Iterable[dict[str, Any]]) -> set[str]:
    """The actions that IAM checks for what the built-in template's function called."""
    return {action for entry in requests if _with_the_role(entry) for action in _checked(entry)}


def _with_the_role(entry: dict[str, Any]) -> bool:
    if ":assumed-role/" in entry["principal"]:
        return "-ImageRole-" in entry["principal"]
    group = entry["parameters"].get("logGroupName", "")
    return entry["internal"] and entry["action"] in WRITTEN_BY_LAMBDA and group.startswith(LOGS_OF_THE_TEMPLATE)


def _checked(entry: dict[str, Any]) -> Iterable[str]:
    """An action, and what AWS's service authorization reference has it depend on."""
    yield f"{entry['service']}:{entry['action']}"
    if entry["action"] == "CreateImage" and entry["parameters"].get("TagSpecifications"):
        yield "ec2:CreateTags"
    if entry["action"] == "DeregisterImage" and entry["parameters"].get("DeleteAssociatedSnapshots"):
        yield "ec2:DeleteSnapshot"


def used_for_spot(requests: Iterable[dict[str, Any]]) -> set[str]:
    """The actions that IAM checks for what the functions called that end spot requests."""
    ours = [
        entry for entry in requests if ":assumed-role/" in entry["principal"] and "-SpotRole-" in entry["principal"]
    ]
    return {f"{entry['service']}:{entry['action']}" for entry in ours}


def used_by_builders(requests: Iterable[dict[str, Any]]) -> set[str]:
    """The actions that IAM checks for what builders called with a role of the stack's own."""
    return {f"{entry['service']}:{entry['action']}" for entry in _with_a_role("BuilderRole", requests)}


def used_to_empty(requests: Iterable[dict[str, Any]]) -> set[str]:
    """The actions that IAM checks for what the function called that empties what was staged."""
    return {iam_action_of_s3(entry) for entry in _with_a_role("StagingRole", requests)}


# Of S3 some operations are checked as actions of other names.
ACTIONS_OF_S3 = {
    "CompleteMultipartUpload": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "HeadBucket": "ListBucket",
    "HeadObject": "GetObject",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "ListObjectVersions": "ListBucketVersions",
    "ListObjectsV2": "ListBucket",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "UploadPart": "PutObject",
}


def iam_action_of_s3(entry: dict[str, Any]) -> str:
    if entry["action"] == "DeleteObject" and entry["parameters"].get("VersionId"):
        return "s3:DeleteObjectVersion"
    return f"s3:{ACTIONS_OF_S3.get(entry['action'], entry['action'])}"


def _with_a_role(role: str, requests: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [e for e in requests if ":assumed-role/" in e["principal"] and f"-{role}-" in e["principal"]]
