"""AWS::EC2::SecurityGroup."""

import time

from botocore.exceptions import ClientError
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider
from localstack.services.ec2.resource_providers.aws_ec2_securitygroup import EC2SecurityGroupProvider

from ami_localcloud.cloudformation.names import physical_name
from ami_localcloud.cloudformation.providers import failure_text
from ami_localcloud.cloudformation.resources import tags

# CloudFormation tries again for a while when an instance that is going still uses the group.
PATIENCE = 60  # seconds
PEERS = (
    ("CidrIp", "IpRanges", "CidrIp"),
    ("CidrIpv6", "Ipv6Ranges", "CidrIpv6"),
    ("SourcePrefixListId", "PrefixListIds", "PrefixListId"),
    ("DestinationPrefixListId", "PrefixListIds", "PrefixListId"),
    ("SourceSecurityGroupId", "UserIdGroupPairs", "GroupId"),
    ("DestinationSecurityGroupId", "UserIdGroupPairs", "GroupId"),
    ("SourceSecurityGroupName", "UserIdGroupPairs", "GroupName"),
)


def permission(rule: dict) -> dict:
    """A rule of the template as EC2's API takes it."""
    described = {"IpProtocol": str(rule["IpProtocol"])}
    for port in ("FromPort", "ToPort"):
        if port in rule:
            described[port] = int(rule[port])
    for ours, members, theirs in PEERS:
        if ours in rule:
            peer = {theirs: rule[ours]}
            if "Description" in rule:
                peer["Description"] = rule["Description"]
            described.setdefault(members, []).append(peer)
    return described


class SecurityGroup(ResourceProvider):
    TYPE = "AWS::EC2::SecurityGroup"
    SCHEMA = EC2SecurityGroupProvider.SCHEMA

    def create(self, request):
        ec2, wanted = request.aws_client_factory.ec2, request.desired_state
        name = wanted.get("GroupName") or physical_name(request.stack_name, request.logical_resource_id)
        given = tags.merged(request, wanted) | request.system_tags
        options = {"VpcId": wanted["VpcId"]} if "VpcId" in wanted else {}
        if options:
            # LocalStack would make a group in a VPC that is not there; EC2's own text for it comes from here.
            ec2.describe_vpcs(VpcIds=[wanted["VpcId"]])
        made = ec2.create_security_group(
            GroupName=name,
            Description=wanted["GroupDescription"],
            TagSpecifications=[{"ResourceType": "security-group", "Tags": tags.as_list(given)}],
            **options,
        )
        group_id = made["GroupId"]
        # Ref is the name where no VPC was named, and the id where one was.
        model = {**wanted, "GroupId": group_id, "Id": group_id if "VpcId" in wanted else name, "__tags": given}
        if "VpcId" not in model:
            model["VpcId"] = ec2.describe_security_groups(GroupIds=[group_id])["SecurityGroups"][0]["VpcId"]
        try:
            self._rules(ec2, group_id, wanted, {})
        except Exception as e:
            resource = request.operation.stack.resources[request.logical_resource_id]
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=failure_text(resource, e))
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    @staticmethod
    def _rules(ec2, group_id: str, wanted: dict, before: dict) -> None:
        """Rules of the template in the place of those before; egress given replaces the one that allows all."""
        if wanted.get("SecurityGroupIngress") != before.get("SecurityGroupIngress"):
            old = [permission(r) for r in before.get("SecurityGroupIngress") or []]
            if old:
                ec2.revoke_security_group_ingress(GroupId=group_id, IpPermissions=old)
            if new := [permission(r) for r in wanted.get("SecurityGroupIngress") or []]:
                ec2.authorize_security_group_ingress(GroupId=group_id, IpPermissions=new)
        if wanted.get("SecurityGroupEgress") != before.get("SecurityGroupEgress"):
            anywhere = {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}
            old = [permission(r) for r in before.get("SecurityGroupEgress") or [anywhere]]
            new = [permission(r) for r in wanted.get("SecurityGroupEgress") or [anywhere]]
            ec2.revoke_security_group_egress(GroupId=group_id, IpPermissions=old)
            ec2.authorize_security_group_egress(GroupId=group_id, IpPermissions=new)

    def update(self, request):
        ec2, wanted, before = request.aws_client_factory.ec2, request.desired_state, request.previous_state
        group_id, given = before["GroupId"], tags.merged(request, wanted) | request.system_tags
        self._rules(ec2, group_id, wanted, before)
        changed, gone = tags.difference(before["__tags"], given)
        if changed:
            ec2.create_tags(Resources=[group_id], Tags=tags.as_list(changed))
        if gone:
            ec2.delete_tags(Resources=[group_id], Tags=[{"Key": key} for key in gone])
        fixed = {key: before[key] for key in ("GroupId", "Id", "VpcId")}
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={**wanted, **fixed, "__tags": given})

    def delete(self, request):
        model = request.desired_state
        since = request.custom_context.setdefault("since", time.monotonic())
        try:
            request.aws_client_factory.ec2.delete_security_group(GroupId=model["GroupId"])
        except ClientError as e:
            used = e.response["Error"]["Code"] == "DependencyViolation"
            if not used or time.monotonic() - since > PATIENCE:
                raise
            context = request.custom_context
            return ProgressEvent(OperationStatus.IN_PROGRESS, resource_model=model, custom_context=context)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
