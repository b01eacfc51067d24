"""AWS::Logs::LogGroup."""

import json

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider
from localstack.services.logs.resource_providers.aws_logs_loggroup import LogsLogGroupProvider

from ami_localcloud.cloudformation.names import physical_name
from ami_localcloud.cloudformation.providers import failure_text
from ami_localcloud.cloudformation.resources import tags


class LogGroup(ResourceProvider):
    TYPE = "AWS::Logs::LogGroup"
    SCHEMA = LogsLogGroupProvider.SCHEMA

    def create(self, request):
        logs, wanted = request.aws_client_factory.logs, request.desired_state
        name = wanted.get("LogGroupName") or physical_name(request.stack_name, request.logical_resource_id, 512)
        given, options = tags.merged(request, wanted), {}
        for ours, theirs in (("KmsKeyId", "kmsKeyId"), ("LogGroupClass", "logGroupClass")):
            if ours in wanted:
                options[theirs] = wanted[ours]
        if given:
            options["tags"] = given
        logs.create_log_group(logGroupName=name, **options)
        arn = f"arn:aws:logs:{request.region_name}:{request.account_id}:log-group:{name}:*"
        model = {**wanted, "LogGroupName": name, "Arn": arn, "__tags": given}
        try:
            self._settings(logs, name, wanted, {})
        except Exception as e:
            resource = request.operation.stack.resources[request.logical_resource_id]
            return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=failure_text(resource, e))
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    @staticmethod
    def _settings(logs, name: str, wanted: dict, before: dict) -> None:
        if days := wanted.get("RetentionInDays"):
            logs.put_retention_policy(logGroupName=name, retentionInDays=int(days))
        elif before.get("RetentionInDays"):
            logs.delete_retention_policy(logGroupName=name)
        if policy := wanted.get("DataProtectionPolicy"):
            logs.put_data_protection_policy(logGroupIdentifier=name, policyDocument=json.dumps(policy))

    def update(self, request):
        logs, wanted, before = request.aws_client_factory.logs, request.desired_state, request.previous_state
        name, given = before["LogGroupName"], tags.merged(request, wanted)
        self._settings(logs, name, wanted, before)
        changed, gone = tags.difference(before["__tags"], given)
        if changed:
            logs.tag_log_group(logGroupName=name, tags=changed)
        if gone:
            logs.untag_log_group(logGroupName=name, tags=gone)
        model = {**wanted, "LogGroupName": name, "Arn": before["Arn"], "__tags": given}
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    def delete(self, request):
        request.aws_client_factory.logs.delete_log_group(logGroupName=request.desired_state["LogGroupName"])
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
