"""The CloudFormation provider of AWS::EC2::Instance: every property reaches RunInstances, made through the cloud's API.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
"""

import json
from pathlib import Path
from typing import Any

from botocore.config import Config
from localstack.aws.connect import connect_to
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider
from moto.ec2.models import ec2_backends

from ami_localcloud.cloudformation import properties, providers
from ami_localcloud.ec2.run_request import run_request

SCHEMA = json.loads((Path(__file__).parent / "instance.schema.json").read_text())
# Attributes of an instance that an update changes in place: property, attribute of ModifyInstanceAttribute.
IN_PLACE = {
    "DisableApiTermination": "DisableApiTermination",
    "SourceDestCheck": "SourceDestCheck",
    "InstanceInitiatedShutdownBehavior": "InstanceInitiatedShutdownBehavior",
}


class InstanceProvider(ResourceProvider):
    """Create waits for `running`, delete for `terminated`."""

    TYPE = "AWS::EC2::Instance"
    SCHEMA = SCHEMA

    def create(self, request: Any) -> ProgressEvent:
        model, ec2 = request.desired_state, request.aws_client_factory.ec2
        if "InstanceId" not in model:
            try:
                properties.check(request.logical_resource_id, self.TYPE, SCHEMA, model)
                parameters = run_request(model, _tags(request))
            except properties.PropertiesInvalid as invalid:
                return ProgressEvent(OperationStatus.FAILED, message=str(invalid))
            made = _plain(request).run_instances(**parameters)["Instances"][0]
            _tag_by_system(request, made["InstanceId"])
            model = model | {"InstanceId": made["InstanceId"]} | _attributes(made)
            return ProgressEvent(OperationStatus.IN_PROGRESS, model, custom_context={"launched": True})
        found = ec2.describe_instances(InstanceIds=[model["InstanceId"]])["Reservations"][0]["Instances"][0]
        state = found["State"]["Name"]
        if state == "pending":
            return ProgressEvent(OperationStatus.IN_PROGRESS, model, custom_context=request.custom_context)
        if state in ("shutting-down", "terminated") and _ended_at_once(found):
            return ProgressEvent(OperationStatus.FAILED, model, message=_not_stabilized(found))
        # A guest may have powered itself off between two looks: it was running all the same.
        self._settle(ec2, model)
        return ProgressEvent(OperationStatus.SUCCESS, model | _attributes(found))

    def _settle(self, ec2: Any, model: dict[str, Any]) -> None:
        """What RunInstances has no parameter for."""
        if "SourceDestCheck" in model:
            wanted = str(model["SourceDestCheck"]).lower() == "true"
            ec2.modify_instance_attribute(InstanceId=model["InstanceId"], SourceDestCheck={"Value": wanted})
        for volume in model.get("Volumes") or []:
            ec2.attach_volume(InstanceId=model["InstanceId"], **volume)

    def update(self, request: Any) -> ProgressEvent:
        old, ec2 = request.previous_state, request.aws_client_factory.ec2
        model = request.desired_state | {n: old[n] for n in _READ_ONLY if n in old}
        instance_id = model["InstanceId"]
        for name, attribute in IN_PLACE.items():
            if model.get(name) != old.get(name):
                value = model.get(name, "stop" if name.endswith("Behavior") else name == "SourceDestCheck")
                value = value if name.endswith("Behavior") else str(value).lower() == "true"
                ec2.modify_instance_attribute(InstanceId=instance_id, **{attribute: {"Value": value}})
        before, after = ({t["Key"]: t["Value"] for t in m.get("Tags") or []} for m in (old, model))
        gone = [{"Key": key} for key in before if key not in after]
        if gone:
            ec2.delete_tags(Resources=[instance_id], Tags=gone)
        if after:
            ec2.create_tags(Resources=[instance_id], Tags=[{"Key": k, "Value": v} for k, v in after.items()])
        return ProgressEvent(OperationStatus.SUCCESS, model)

    def delete(self, request: Any) -> ProgressEvent:
        model, ec2 = request.desired_state, request.aws_client_factory.ec2
        if not request.custom_context.get("asked"):
            ec2.terminate_instances(InstanceIds=[model["InstanceId"]])
            return ProgressEvent(OperationStatus.IN_PROGRESS, model, custom_context={"asked": True})
        found = ec2.describe_instances(InstanceIds=[model["InstanceId"]])["Reservations"][0]["Instances"][0]
        if found["State"]["Name"] != "terminated":
            return ProgressEvent(OperationStatus.IN_PROGRESS, model, custom_context=request.custom_context)
        return ProgressEvent(OperationStatus.SUCCESS, {})


def _plain(request: Any) -> Any:
    """A client with the stack's credentials that leaves bytes alone: the one for providers makes text of them.

    EC2's answer is handed on as it is, `SDK Attempt Count: 1`; botocore would try again what is answered with 500.
    """
    parameters = request.aws_client_factory._client_creation_params
    once = Config(retries={"total_max_attempts": 1})
    config = parameters["config"].merge(once) if parameters.get("config") else once
    return connect_to(**(parameters | {"config": config})).ec2


_READ_ONLY = [p.removeprefix("/properties/") for p in SCHEMA["readOnlyProperties"]] + ["AvailabilityZone"]


def _tags(request: Any) -> dict[str, str]:
    """The stack's tags, and over them the resource's own."""
    own = {t["Key"]: t["Value"] for t in request.desired_state.get("Tags") or []}
    return getattr(request, "tags", {}) | own


def _tag_by_system(request: Any, instance_id: str) -> None:
    # Nobody but CloudFormation may write tags that begin with aws:, so the API would refuse them.
    backend = ec2_backends[request.account_id][request.region_name]
    backend.create_tags([instance_id], getattr(request, "system_tags", {}))


def _attributes(shape: dict[str, Any]) -> dict[str, Any]:
    """What GetAtt yields."""
    return {
        "AvailabilityZone": shape["Placement"]["AvailabilityZone"],
        "PrivateIp": shape.get("PrivateIpAddress", ""),
        "PrivateDnsName": shape.get("PrivateDnsName", ""),
        "PublicIp": shape.get("PublicIpAddress", ""),
        "PublicDnsName": shape.get("PublicDnsName", ""),
        "VpcId": shape.get("VpcId", ""),
        "State": {"Code": str(shape["State"]["Code"]), "Name": shape["State"]["Name"]},
    }


def _ended_at_once(instance: dict[str, Any]) -> bool:
    """Whether it never ran: for the cloud's own reasons, or as its volumes' key cannot be used."""
    code = instance.get("StateReason", {}).get("Code", "")
    return code.startswith(("Server.", "Client.InternalError", "Client.InvalidKMSKey"))


def _not_stabilized(shape: dict[str, Any]) -> str:
    reason = shape.get("StateReason", {}).get("Message", "")
    state = shape["State"]["Name"]
    return f"Instance {shape['InstanceId']} failed to stabilize. Current state: {state}. Reason: {reason}"


def install() -> None:
    providers.register(InstanceProvider)
