"""The operations on instances: launch them, move them through their life, describe them."""

import secrets
from typing import Any

from localstack.aws.api import RequestContext
from localstack.services.moto import call_moto
from moto.ec2.models.instances import Instance

from ami_localcloud.ec2 import devices, launch
from ami_localcloud.ec2.api import backend_of, moto
from ami_localcloud.ec2.errors import Ec2Error, check_id, dry_run, instance_not_found
from ami_localcloud.ec2.image import images_of
from ami_localcloud.ec2.launch_settings import metadata_options, shutdown_behavior, with_template
from ami_localcloud.ec2.life import STATES, Life
from ami_localcloud.ec2.spot import operations as spot
from ami_localcloud.ec2.spot import options as spot_options
from ami_localcloud.ec2.tidying import tidied


def run_instances(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    backend = backend_of(context)
    request = with_template(backend, request)
    token = request.get("ClientToken")
    known = backend.__dict__.setdefault("client_tokens", {})
    plan = launch.plan(backend, request)
    if request.get("DryRun"):
        raise dry_run()
    if token not in known or token is None:
        # A dry run does not see what is wrong here (aws/aws-cli#4679).
        wanted = spot_options.wanted(request)
        spot.check_market(backend, wanted, plan, int(request.get("MaxCount") or 1))
        reservation = _launch(backend, request, plan)
        known[token] = [i.id for i in reservation.instances]
        for instance in reservation.instances:
            if wanted:
                tags = plan.tags.get("spot-instances-request", {})
                spot.fulfil(backend, wanted, instance, tags, lambda: _launch_again(backend, request, wanted))
            instance.life.begin()
    answer = moto(context, "DescribeInstances", {"InstanceIds": known[token]})
    return tidied(answer)["Reservations"][0]


def _launch_again(backend: Any, request: dict[str, Any], wanted: spot_options.Options) -> Instance:
    """The next instance of a persistent spot request, which has begun nothing yet."""
    request = spot.again(request)
    plan = launch.plan(backend, request)
    spot.check_market(backend, wanted, plan, 1)
    return _launch(backend, request, plan).instances[0]


def _launch(backend: Any, request: dict[str, Any], plan: launch.Plan) -> Any:
    reservation = backend.run_instances(
        plan.image.id,
        int(request.get("MaxCount") or 1),
        None,
        [],
        instance_type=plan.instance_type,
        is_instance_type_default=False,
        placement=None,
        region_name=backend.region_name,
        key_name=request.get("KeyName"),
        security_group_ids=plan.network.groups,
        nics=plan.network.interfaces,
        subnet_id=None,
        private_ip=plan.network.private_ip,
        associate_public_ip=plan.network.associate_public_ip,
        tags={"instance": plan.tags.get("instance", {})},
        ebs_optimized=bool(request.get("EbsOptimized")),
        disable_api_stop=bool(request.get("DisableApiStop")),
        disable_api_termination=bool(request.get("DisableApiTermination")),
        instance_initiated_shutdown_behavior=shutdown_behavior(request),
        block_device_mappings=[],
        metadata_options=metadata_options(request, plan.image),
        client_token=request.get("ClientToken"),
        hibernation_options=request.get("HibernationOptions"),
        monitoring_state="enabled" if (request.get("Monitoring") or {}).get("Enabled") else "disabled",
    )
    for instance in reservation.instances:
        _complete(backend, instance, request, plan)
        instance.reservation_id = reservation.id
    return reservation


def _complete(backend: Any, instance: Instance, request: dict[str, Any], plan: launch.Plan) -> None:
    """What moto's instance leaves out. Attributes in API spelling are found by moto's serializer."""
    zone = plan.network.subnet.availability_zone
    instance.placement.zone = zone
    instance.placement.tenancy = (request.get("Placement") or {}).get("Tenancy") or "default"
    instance.life = Life(instance, plan.user_data, plan.image)
    instance.life.key_fault = plan.key_fault
    instance.EnaSupport, instance.Hypervisor = True, "xen"
    instance.BootMode = plan.image.boot_mode
    instance.PlatformDetails, instance.UsageOperation = "Linux/UNIX", "RunInstances"
    if request.get("CpuOptions"):
        instance.CpuOptions = request["CpuOptions"]
    if request.get("EnclaveOptions"):
        instance.EnclaveOptions = request["EnclaveOptions"]
    if request.get("PrivateDnsNameOptions"):
        instance.PrivateDnsNameOptions = request["PrivateDnsNameOptions"]
    instance.cpu_credits = (request.get("CreditSpecification") or {}).get("CpuCredits")
    instance.user_data = request.get("UserData") or None
    devices.attach(backend, instance, plan.devices, plan.tags.get("volume", {}))
    for nic in instance.nics.values():
        nic.add_tags(plan.tags.get("network-interface", {}))
        # moto writes two digits of a MAC address as decimal numbers with an x behind them.
        nic.mac_address = "02:" + ":".join(f"{b:02x}" for b in secrets.token_bytes(5))
    primary = next(i for i in plan.network.interfaces if int(i.get("DeviceIndex") or 0) == 0)
    instance.nics[0].description = primary.get("Description") or ""
    if plan.profile:
        backend.associate_iam_instance_profile(instance.id, iam_instance_profile_arn=plan.profile.arn)
        instance.iam_instance_profile = {"Arn": plan.profile.arn, "Id": plan.profile.id}


def chosen(backend: Any, instance_ids: list[str]) -> list[Instance]:
    """The instances of these ids, in this order; Ec2Error for malformed and unknown ones."""
    for instance_id in instance_ids:
        check_id("InvalidInstanceID.Malformed", instance_id, "i")
    known = {i.id: i for i in backend.all_instances() if not i.life.is_forgotten()}
    missing = [i for i in instance_ids if i not in known]
    if missing:
        raise instance_not_found(missing)
    return [known[i] for i in instance_ids]


def _changed(before: list[tuple[Instance, str]]) -> list[dict[str, Any]]:
    return [
        {
            "InstanceId": i.id,
            "PreviousState": {"Name": was, "Code": STATES[was]},
            "CurrentState": {"Name": i.state, "Code": i.state_code},
        }
        for i, was in before
    ]


def stop_instances(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    targets = chosen(backend_of(context), request["InstanceIds"])
    for instance in targets:
        spot.check_stop(instance)
        if instance.disable_api_stop:
            raise Ec2Error(
                "OperationNotPermitted",
                f"The instance '{instance.id}' may not be stopped. Modify its "
                "'disableApiStop' instance attribute and try again.",
            )
        if instance.state in ("shutting-down", "terminated"):
            raise Ec2Error(
                "IncorrectInstanceState",
                f"This instance '{instance.id}' is not in a state from which it can be stopped.",
            )
    if request.get("DryRun"):
        raise dry_run()
    before = [(i, i.state) for i in targets]
    for instance in targets:
        instance.life.stop(bool(request.get("Force")))
    return {"StoppingInstances": _changed(before)}


def start_instances(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    targets = chosen(backend_of(context), request["InstanceIds"])
    for instance in targets:
        if instance.state not in ("stopped", "running", "pending"):
            raise Ec2Error(
                "IncorrectInstanceState",
                f"The instance '{instance.id}' is not in a state from which it can be started.",
            )
        spot.check_start(instance)
    if request.get("DryRun"):
        raise dry_run()
    before = [(i, i.state) for i in targets]
    for instance in targets:
        instance.life.start()
    return {"StartingInstances": _changed(before)}


def reboot_instances(context: RequestContext, request: dict[str, Any]) -> None:
    targets = chosen(backend_of(context), request["InstanceIds"])
    for instance in targets:
        if instance.state not in ("running", "pending"):
            raise Ec2Error(
                "IncorrectInstanceState",
                f"The instance '{instance.id}' is not in a state from which it can be rebooted.",
            )
    if request.get("DryRun"):
        raise dry_run()
    for instance in targets:
        instance.life.reboot()


def terminate_instances(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    backend = backend_of(context)
    targets = chosen(backend, request["InstanceIds"])
    for instance in targets:
        if instance.disable_api_termination:
            raise Ec2Error(
                "OperationNotPermitted",
                f"The instance '{instance.id}' may not be terminated. Modify its "
                "'disableApiTermination' instance attribute and try again.",
            )
    if request.get("DryRun"):
        raise dry_run()
    before = [(i, i.state) for i in targets]
    for instance in targets:
        for image in images_of(backend):
            image.builder_terminated(instance.id)
        instance.life.terminate()
    return {"TerminatingInstances": _changed(before)}


def describe_instances(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    backend = backend_of(context)
    forget_ended(backend)
    chosen(backend, request.get("InstanceIds") or [])
    return tidied(call_moto(context))


def forget_ended(backend: Any) -> None:
    """Drops instances that were terminated more than an hour ago, as AWS does."""
    for reservation_id, reservation in list(backend.reservations.items()):
        reservation.instances = [i for i in reservation.instances if not i.life.is_forgotten()]
        if not reservation.instances:
            del backend.reservations[reservation_id]


OPERATIONS = {
    "RunInstances": run_instances,
    "StopInstances": stop_instances,
    "StartInstances": start_instances,
    "RebootInstances": reboot_instances,
    "TerminateInstances": terminate_instances,
    "DescribeInstances": describe_instances,
}
