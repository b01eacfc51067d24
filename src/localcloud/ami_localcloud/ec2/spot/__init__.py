"""Spot instances: what may be asked for, the requests that stand behind them, and how EC2 takes instances back.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-instances.html
"""


def install() -> None:
    """Called once, before EC2 loads."""
    from localstack.services.edge import ROUTER
    from localstack.services.iam.resources.service_linked_roles import SERVICE_LINKED_ROLES
    from moto.ec2 import utils
    from moto.iam.models import SERVICE_NAME_CONVERSION

    from ami_localcloud.ec2 import api
    from ami_localcloud.ec2.spot import descriptions, market, operations, routes

    for room in (descriptions, operations):
        api.register(room.OPERATIONS)
    ROUTER.add(routes.Interruptions())
    # Filters of DescribeInstances and a resource type of DescribeTags, as AWS has them.
    utils.filter_dict_attribute_mapping["instance-lifecycle"] = "lifecycle"
    utils.filter_dict_attribute_mapping["spot-instance-request-id"] = "SpotInstanceRequestId"
    # https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html
    SERVICE_NAME_CONVERSION["spot"] = "EC2Spot"
    SERVICE_LINKED_ROLES[market.SERVICE] = {
        "service": market.SERVICE,
        "role_name": market.ROLE,
        "attached_policies": ["arn:aws:iam::aws:policy/aws-service-role/AWSEC2SpotServiceRolePolicy"],
        "suffix_allowed": False,
    }
    utils.EC2_PREFIX_TO_RESOURCE["sir"] = "spot-instances-request"
