"""What a RunInstances says, with what its launch template and its image say where it says nothing."""

from typing import Any

from ami_localcloud.ec2.errors import Ec2Error


def with_template(backend: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The request with what its launch template says wherever it says nothing itself.

    Tags are taken by the type of what they are for: who tags instances leaves the template's other tags as they are.
    """
    template = request.get("LaunchTemplate")
    if not template:
        return request
    data = backend._get_template_from_args({k: v for k, v in template.items() if v is not None}).data
    said = {key: value for key, value in data.items() if value is not None}
    if "UserData" in said:
        # moto wraps it.
        said["UserData"] = str(said["UserData"])
    merged = said | request
    given = request.get("TagSpecifications") or []
    kinds = {specification.get("ResourceType") for specification in given}
    others = [s for s in data.get("TagSpecifications") or [] if s.get("ResourceType") not in kinds]
    return merged | {"TagSpecifications": [*given, *others]}


def shutdown_behavior(request: dict[str, Any]) -> str:
    behavior = request.get("InstanceInitiatedShutdownBehavior") or "stop"
    if behavior not in ("stop", "terminate"):
        raise Ec2Error(
            "InvalidParameterValue",
            f"Value ({behavior}) for parameter instanceInitiatedShutdownBehavior is invalid. Unknown shutdown behavior",
        )
    return behavior


def metadata_options(request: dict[str, Any], image: Any) -> dict[str, Any]:
    """The request's, over what the image asks for: `ImdsSupport v2.0` means tokens required, two hops."""
    of_image = {"HttpTokens": "required", "HttpPutResponseHopLimit": 2} if image.imds_support == "v2.0" else {}
    return of_image | {k: v for k, v in (request.get("MetadataOptions") or {}).items() if v is not None}
