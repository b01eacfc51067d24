"""DescribeSpotInstanceRequests.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotInstanceRequests.html
"""

from fnmatch import fnmatchcase
from typing import Any

from localstack.aws.api import RequestContext

from ami_localcloud.ec2.api import backend_of
from ami_localcloud.ec2.errors import Ec2Error, dry_run
from ami_localcloud.ec2.spot.operations import chosen, requests_of
from ami_localcloud.ec2.spot.request import SpotRequest

# The price of a request that names none is the on-demand price; there is no price list here.
ON_DEMAND = "0.100000"


def describe_spot_instance_requests(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    backend = backend_of(context)
    ids = request.get("SpotInstanceRequestIds") or []
    targets = chosen(backend, ids) if ids else list(requests_of(backend).values())
    if request.get("DryRun"):
        raise dry_run()
    shapes = [shape for one in targets if _fits(shape := _shape(one), request.get("Filters") or [])]
    begin = int(request.get("NextToken") or 0)
    end = begin + (request.get("MaxResults") or len(shapes))
    more = {"NextToken": str(end)} if end < len(shapes) else {}
    return {"SpotInstanceRequests": shapes[begin:end], **more}


def _shape(one: SpotRequest) -> dict[str, Any]:
    one.expired()
    tags = one.backend.tags.get(one.id, {})
    shape = {
        "SpotInstanceRequestId": one.id,
        "State": one.state,
        "Status": {"Code": one.code, "Message": one.message, "UpdateTime": one.updated},
        "CreateTime": one.created,
        "Type": one.options.kind,
        "InstanceInterruptionBehavior": one.options.behavior,
        "SpotPrice": ON_DEMAND if one.options.max_price is None else f"{float(one.options.max_price):.6f}",
        "ProductDescription": "Linux/UNIX",
        "LaunchedAvailabilityZone": one.zone,
        "LaunchSpecification": one.specification,
        "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
    }
    if one.options.valid_until:
        shape["ValidUntil"] = one.options.valid_until
    if one.instance:
        shape["InstanceId"] = one.instance.id
    return shape


def _values(shape: dict[str, Any], name: str) -> list[str]:
    """What a request has for a filter; Ec2Error for a filter there is not."""
    tags = {tag["Key"]: tag["Value"] for tag in shape["Tags"]}
    if name.startswith("tag:"):
        return [value for key, value in tags.items() if key == name.removeprefix("tag:")]
    launch = shape["LaunchSpecification"]
    known = {
        "tag-key": list(tags),
        "state": [shape["State"]],
        "status-code": [shape["Status"]["Code"]],
        "status-message": [shape["Status"]["Message"]],
        "type": [shape["Type"]],
        "spot-instance-request-id": [shape["SpotInstanceRequestId"]],
        "spot-price": [shape["SpotPrice"]],
        "product-description": [shape["ProductDescription"]],
        "instance-id": [shape["InstanceId"]] if "InstanceId" in shape else [],
        "launched-availability-zone": [shape["LaunchedAvailabilityZone"]],
        "launch.image-id": [launch["ImageId"]],
        "launch.instance-type": [launch["InstanceType"]],
        "launch.key-name": [launch["KeyName"]] if "KeyName" in launch else [],
        "launch.group-id": [group["GroupId"] for group in launch["SecurityGroups"]],
        "launch.group-name": [group["GroupName"] for group in launch["SecurityGroups"]],
        "launch.monitoring-enabled": [str(launch["Monitoring"]["Enabled"]).lower()],
        "network-interface.subnet-id": [launch["SubnetId"]],
    }
    if name not in known:
        # Of the filters AWS has, those no bake needs are missing.
        raise Ec2Error("InvalidParameterValue", f"The filter '{name}' is invalid")
    return known[name]


def _fits(shape: dict[str, Any], filters: list[dict[str, Any]]) -> bool:
    return all(
        any(fnmatchcase(value, wanted) for value in _values(shape, one["Name"]) for wanted in one.get("Values") or [])
        for one in filters
    )


OPERATIONS = {"DescribeSpotInstanceRequests": describe_spot_instance_requests}
