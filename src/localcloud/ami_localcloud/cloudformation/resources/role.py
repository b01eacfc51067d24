"""AWS::IAM::Role."""

import json

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider
from localstack.services.iam.resource_providers.aws_iam_role import IAMRoleProvider

from ami_localcloud.cloudformation.names import physical_name
from ami_localcloud.cloudformation.providers import failure_text
from ami_localcloud.cloudformation.resources import tags

LONGEST_NAME = 64


class Role(ResourceProvider):
    TYPE = "AWS::IAM::Role"
    SCHEMA = IAMRoleProvider.SCHEMA

    def create(self, request):
        iam, wanted = request.aws_client_factory.iam, request.desired_state
        name = wanted.get("RoleName") or physical_name(request.stack_name, request.logical_resource_id, LONGEST_NAME)
        options = {
            key: wanted[key]
            for key in ("Description", "MaxSessionDuration", "Path", "PermissionsBoundary")
            if key in wanted
        }
        given = tags.merged(request, wanted)
        role = iam.create_role(
            RoleName=name,
            AssumeRolePolicyDocument=_document(wanted["AssumeRolePolicyDocument"]),
            Tags=tags.as_list(given),
            **options,
        )["Role"]
        model = {**wanted, "RoleName": name, "Arn": role["Arn"], "RoleId": role["RoleId"], "__tags": given}
        try:
            self._policies(iam, name, wanted)
        except Exception as e:
            resource = request.operation.stack.resources[request.logical_resource_id]
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=failure_text(resource, e))
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    @staticmethod
    def _policies(iam, name: str, wanted: dict) -> None:
        for arn in wanted.get("ManagedPolicyArns") or []:
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        for policy in wanted.get("Policies") or []:
            document = _document(policy["PolicyDocument"])
            iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)

    def update(self, request):
        iam, wanted, before = request.aws_client_factory.iam, request.desired_state, request.previous_state
        name, given = before["RoleName"], tags.merged(request, wanted)
        iam.update_assume_role_policy(RoleName=name, PolicyDocument=_document(wanted["AssumeRolePolicyDocument"]))
        if any(wanted.get(key) != before.get(key) for key in ("Description", "MaxSessionDuration")):
            iam.update_role(
                RoleName=name,
                Description=wanted.get("Description", ""),
                MaxSessionDuration=int(wanted.get("MaxSessionDuration", 3600)),
            )
        if boundary := wanted.get("PermissionsBoundary"):
            iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=boundary)
        elif before.get("PermissionsBoundary"):
            iam.delete_role_permissions_boundary(RoleName=name)
        kept = wanted.get("ManagedPolicyArns") or []
        for arn in before.get("ManagedPolicyArns") or []:
            if arn not in kept:
                iam.detach_role_policy(RoleName=name, PolicyArn=arn)
        kept = [policy["PolicyName"] for policy in wanted.get("Policies") or []]
        for policy in before.get("Policies") or []:
            if policy["PolicyName"] not in kept:
                iam.delete_role_policy(RoleName=name, PolicyName=policy["PolicyName"])
        self._policies(iam, name, wanted)
        changed, gone = tags.difference(before["__tags"], given)
        if changed:
            iam.tag_role(RoleName=name, Tags=tags.as_list(changed))
        if gone:
            iam.untag_role(RoleName=name, TagKeys=gone)
        model = {**wanted, "RoleName": name, "Arn": before["Arn"], "RoleId": before["RoleId"], "__tags": given}
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    def delete(self, request):
        iam, name = request.aws_client_factory.iam, request.desired_state["RoleName"]
        for policy in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
            iam.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]:
            iam.delete_role_policy(RoleName=name, PolicyName=policy)
        iam.delete_role(RoleName=name)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})


def _document(policy) -> str:
    return policy if isinstance(policy, str) else json.dumps(policy, default=str)
