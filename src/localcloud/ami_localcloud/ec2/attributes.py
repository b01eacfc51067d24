"""ModifyInstanceAttribute, DescribeInstanceAttribute: what moto's leave out or let pass."""

from typing import Any

from localstack.aws.api import RequestContext
from localstack.services.moto import call_moto

from ami_localcloud.ec2.api import backend_of
from ami_localcloud.ec2.errors import Ec2Error, dry_run
from ami_localcloud.ec2.instances import chosen
from ami_localcloud.ec2.launch import decode_user_data

BEHAVIOURS = ("stop", "terminate")
ONLY_STOPPED = {"InstanceType": "instanceType", "UserData": "userData", "Kernel": "kernel", "Ramdisk": "ramdisk"}


def modify_instance_attribute(context: RequestContext, request: dict[str, Any]) -> dict[str, Any] | None:
    instance = chosen(backend_of(context), [request["InstanceId"]])[0]
    attribute, value = request.get("Attribute"), request.get("Value")
    for name, in_lower_case in ONLY_STOPPED.items():
        if (name in request or attribute == in_lower_case) and instance.state != "stopped":
            raise Ec2Error(
                "IncorrectInstanceState",
                f"The instance '{instance.id}' is not in the 'stopped' state.",
            )
    if request.get("DryRun"):
        raise dry_run()
    if "InstanceInitiatedShutdownBehavior" in request or attribute == "instanceInitiatedShutdownBehavior":
        behaviour = (request.get("InstanceInitiatedShutdownBehavior") or {}).get("Value") or value
        if behaviour not in BEHAVIOURS:
            text = f"Value ({behaviour}) for parameter instanceInitiatedShutdownBehavior is invalid."
            raise Ec2Error("InvalidParameterValue", f"{text} Unknown shutdown behavior")
        instance.instance_initiated_shutdown_behavior = behaviour
        return None
    if "UserData" in request:
        encoded = (request["UserData"] or {}).get("Value") or b""
        instance.user_data = encoded.decode() if isinstance(encoded, bytes) else encoded
        instance.life.user_data = decode_user_data(instance.user_data)
        return None
    return call_moto(context)


def describe_instance_attribute(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    chosen(backend_of(context), [request["InstanceId"]])
    return call_moto(context)


OPERATIONS = {
    "ModifyInstanceAttribute": modify_instance_attribute,
    "DescribeInstanceAttribute": describe_instance_attribute,
}
