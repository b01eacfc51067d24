"""AWS::IAM::InstanceProfile."""

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider
from localstack.services.iam.resource_providers.aws_iam_instanceprofile import IAMInstanceProfileProvider

from ami_localcloud.cloudformation.names import physical_name
from ami_localcloud.cloudformation.providers import failure_text

LONGEST_NAME = 128


class InstanceProfile(ResourceProvider):
    TYPE = "AWS::IAM::InstanceProfile"
    SCHEMA = IAMInstanceProfileProvider.SCHEMA

    def create(self, request):
        iam, wanted = request.aws_client_factory.iam, request.desired_state
        name = wanted.get("InstanceProfileName")
        name = name or physical_name(request.stack_name, request.logical_resource_id, LONGEST_NAME)
        options = {"Path": wanted["Path"]} if "Path" in wanted else {}
        profile = iam.create_instance_profile(InstanceProfileName=name, **options)["InstanceProfile"]
        model = {**wanted, "InstanceProfileName": name, "Arn": profile["Arn"]}
        try:
            for role in wanted["Roles"]:
                iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)
        except Exception as e:
            resource = request.operation.stack.resources[request.logical_resource_id]
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=failure_text(resource, e))
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    def update(self, request):
        iam, wanted, before = request.aws_client_factory.iam, request.desired_state, request.previous_state
        name = before["InstanceProfileName"]
        for role in before["Roles"]:
            if role not in wanted["Roles"]:
                iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName=role)
        for role in wanted["Roles"]:
            if role not in before["Roles"]:
                iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={**before, **wanted})

    def delete(self, request):
        iam, name = request.aws_client_factory.iam, request.desired_state["InstanceProfileName"]
        for role in iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]["Roles"]:
            iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName=role["RoleName"])
        iam.delete_instance_profile(InstanceProfileName=name)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
