"""Whether the spot market gives an instance now: price, capacity, quota, and the role that EC2 needs for it once.

Texts as clients report them: aws-parallelcluster-node#415 (price), runs-on#233 and determined#1830 (role, 403),
nixops-aws#41 (count), cortex#1258 (capacity; botocore tries that again, so its status is 500, on-demand's, or 503).
"""

from typing import Any

from moto.iam.models import iam_backends

from ami_localcloud import settings
from ami_localcloud.ec2.errors import Ec2Error
from ami_localcloud.ec2.spot.options import Options

ROLE, SERVICE = "AWSServiceRoleForEC2Spot", "spot.amazonaws.com"
NO_CAPACITY, PRICE_TOO_LOW = "InsufficientInstanceCapacity", "SpotMaxPriceTooLow"
ENDED = ("shutting-down", "terminated")


def check(backend: Any, options: Options, instance_type: str, zone: str, count: int) -> None:
    """Ec2Error, with AWS's code and text, where there is none to be had."""
    account = backend.account_id
    _check_role(backend)
    price = settings.value("spotPrice", account)
    if options.max_price is not None and float(options.max_price) < price:
        raise Ec2Error(
            PRICE_TOO_LOW,
            f"Your Spot request price of {options.max_price} is lower than the minimum required Spot request "
            f"fulfillment price of {price}.",
        )
    limit = settings.value("spotInstanceLimit", account)
    if limit is not None and _running(backend) + count > limit:
        raise Ec2Error("MaxSpotInstanceCountExceeded", "Max spot instance count exceeded")
    # Each is a type, a zone, a type in a zone, or all.
    if {"*", instance_type, zone, f"{instance_type}/{zone}"} & set(settings.value("spotShortages", account)):
        raise Ec2Error(NO_CAPACITY, "There is no Spot capacity available that matches your request.", 500)


def _running(backend: Any) -> int:
    return sum(1 for i in backend.all_instances() if i.lifecycle == "spot" and i.state not in ENDED)


def _check_role(backend: Any) -> None:
    """EC2 makes its service-linked role with the first spot instance, if the caller may make roles."""
    iam = iam_backends[backend.account_id][backend.partition]
    if any(role.name == ROLE for role in list(iam.roles.values())):
        return
    if settings.value("spotRoleRefused", backend.account_id):
        raise Ec2Error(
            "AuthFailure.ServiceLinkedRoleCreationNotPermitted",
            "The provided credentials do not have permission to create the service-linked role for EC2 Spot Instances.",
            403,
        )
    iam.create_service_linked_role(SERVICE, "", "")
