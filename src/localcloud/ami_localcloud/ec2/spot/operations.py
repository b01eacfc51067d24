"""What spot adds to the operations on instances, and CancelSpotInstanceRequests."""

from collections.abc import Callable
from typing import Any

from localstack.aws.api import RequestContext

from ami_localcloud.ec2.api import backend_of
from ami_localcloud.ec2.errors import Ec2Error, dry_run, malformed
from ami_localcloud.ec2.spot import market
from ami_localcloud.ec2.spot.options import Options
from ami_localcloud.ec2.spot.request import CANCELLED, DISABLED, SpotRequest


def requests_of(backend: Any) -> dict[str, SpotRequest]:
    """The spot requests of an account in a region, by id, oldest first."""
    return backend.__dict__.setdefault("spot", {})


def fulfil(backend: Any, options: Options, instance: Any, tags: dict[str, str], again: Callable[[], Any]) -> None:
    """Makes the request that stands behind an instance; `again` launches another one like it."""
    made = SpotRequest(backend, options, instance, again)
    requests_of(backend)[made.id] = made
    backend.create_tags([made.id], tags)


def again(request: dict[str, Any]) -> dict[str, Any]:
    """The RunInstances with which EC2 launches the next instance of a persistent request.

    AWS documents that a request's tags are not its instances'; that the first instance's own are not given to the
    next one is assumed, as it is what a client finds hardest.
    """
    left_out = ("TagSpecifications", "ClientToken", "MinCount", "MaxCount")
    return {name: value for name, value in request.items() if name not in left_out}


def check_market(backend: Any, options: Options | None, plan: Any, count: int) -> None:
    """Ec2Error where a launch is to be of spot and none is to be had."""
    if options:
        zone = plan.network.subnet.availability_zone
        market.check(backend, options, plan.instance_type, zone, count)


def check_stop(instance: Any) -> None:
    """Refuses to stop what AWS refuses to stop."""
    spot = getattr(instance, "spot", None)
    if spot and not spot.persistent:
        raise Ec2Error(
            "UnsupportedOperation",
            f"You can't stop the Spot Instance '{instance.id}' because it is associated with a one-time Spot "
            "Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.",
        )
    if spot and spot.state == CANCELLED and instance.state in ("pending", "running"):
        # The text is that for a start: AWS's own for this case was not to be found.
        raise _wrong_state(instance, "stop")


def check_start(instance: Any) -> None:
    """Refuses a start before Spot has noticed the stop, after a cancellation, and where only EC2 may start."""
    spot = getattr(instance, "spot", None)
    if spot and instance.state == "stopped" and (spot.expired() or spot.state != DISABLED or spot.startable_by_ec2()):
        raise _wrong_state(instance, "start")


def _wrong_state(instance: Any, verb: str) -> Ec2Error:
    return Ec2Error(
        "IncorrectSpotRequestState",
        f"You can't {verb} the Spot Instance '{instance.id}' because the associated Spot Instance request is not in "
        f"an appropriate state to support {verb}.",
    )


def chosen(backend: Any, ids: list[str]) -> list[SpotRequest]:
    """The requests of these ids, in this order; Ec2Error for malformed and unknown ones."""
    known = requests_of(backend)
    for one in ids:
        if not one.startswith("sir-"):
            raise malformed("InvalidSpotInstanceRequestID.Malformed", one, "sir")
        if one not in known:
            text = f"The spot instance request ID '{one}' does not exist"
            raise Ec2Error("InvalidSpotInstanceRequestID.NotFound", text)
    return [known[one] for one in ids]


def cancel_spot_instance_requests(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    targets = chosen(backend_of(context), request["SpotInstanceRequestIds"])
    if request.get("DryRun"):
        raise dry_run()
    told = [{"SpotInstanceRequestId": one.id, "State": one.cancel()} for one in targets]
    return {"CancelledSpotInstanceRequests": told}


OPERATIONS = {"CancelSpotInstanceRequests": cancel_spot_instance_requests}
