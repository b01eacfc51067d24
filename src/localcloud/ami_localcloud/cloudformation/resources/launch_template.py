"""AWS::EC2::LaunchTemplate, which LocalStack does not have; its data is what CreateLaunchTemplate takes."""

from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider
from moto.ec2.models import ec2_backends

from ami_localcloud.cloudformation.names import physical_name

READ_ONLY = ("LaunchTemplateId", "LatestVersionNumber", "DefaultVersionNumber")
KINDS = {"integer": "integer", "long": "integer", "boolean": "boolean", "float": "number", "double": "number"}


def _schema_of(shape: Shape) -> dict[str, Any]:
    """The JSON schema of a shape: in this type CloudFormation's names are those of EC2's API."""
    if shape.type_name == "structure":
        members = {name: _schema_of(member) for name, member in shape.members.items()}
        return {"type": "object", "additionalProperties": False, "properties": members}
    if shape.type_name == "list":
        return {"type": "array", "items": _schema_of(shape.member)}
    return {"type": KINDS.get(shape.type_name, "string")}


@cache
def _schema() -> dict[str, Any]:
    model = ServiceModel(Loader().load_service_model("ec2", "service-2"))
    return {
        "typeName": "AWS::EC2::LaunchTemplate",
        "primaryIdentifier": ["/properties/LaunchTemplateId"],
        "additionalProperties": False,
        "required": ["LaunchTemplateData"],
        "properties": {
            "LaunchTemplateName": {"type": "string", "minLength": 3, "maxLength": 128},
            "LaunchTemplateData": _schema_of(model.shape_for("RequestLaunchTemplateData")),
            "TagSpecifications": {"type": "array"},
            "VersionDescription": {"type": "string", "maxLength": 255},
            **{name: {"type": "string"} for name in READ_ONLY},
        },
        "readOnlyProperties": [f"/properties/{name}" for name in READ_ONLY],
        "createOnlyProperties": ["/properties/LaunchTemplateName"],
    }


class LaunchTemplate(ResourceProvider):
    TYPE = "AWS::EC2::LaunchTemplate"

    @property
    def SCHEMA(self) -> dict[str, Any]:  # noqa: N802 - LocalStack's name
        return _schema()

    def create(self, request):
        ec2, wanted = request.aws_client_factory.ec2, request.desired_state
        name = wanted.get("LaunchTemplateName")
        name = name or physical_name(request.stack_name, request.logical_resource_id, 128, "_")
        options = {"VersionDescription": wanted["VersionDescription"]} if "VersionDescription" in wanted else {}
        given = request.tags | request.system_tags
        for specification in wanted.get("TagSpecifications") or []:
            given = given | {tag["Key"]: tag["Value"] for tag in specification.get("Tags") or []}
        made = ec2.create_launch_template(
            LaunchTemplateName=name,
            LaunchTemplateData=wanted["LaunchTemplateData"],
            **options,
        )["LaunchTemplate"]
        # Given with the call, moto would take them for tags of what is launched.
        ec2_backends[request.account_id][request.region_name].create_tags([made["LaunchTemplateId"]], given)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={**wanted, **_versions(made)})

    def update(self, request):
        ec2, wanted, before = request.aws_client_factory.ec2, request.desired_state, request.previous_state
        model = {**wanted, **{name: before[name] for name in READ_ONLY}}
        if wanted["LaunchTemplateData"] != before["LaunchTemplateData"]:
            made = ec2.create_launch_template_version(
                LaunchTemplateId=before["LaunchTemplateId"], LaunchTemplateData=wanted["LaunchTemplateData"]
            )
            model["LatestVersionNumber"] = str(made["LaunchTemplateVersion"]["VersionNumber"])
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    def delete(self, request):
        ec2 = request.aws_client_factory.ec2
        ec2.delete_launch_template(LaunchTemplateId=request.desired_state["LaunchTemplateId"])
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})


def _versions(made: dict[str, Any]) -> dict[str, str]:
    return {name: str(made[name]) for name in READ_ONLY}
