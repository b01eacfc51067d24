"""The operations of the API that tell of stacks."""

import base64
from typing import Any

from localstack.aws.api import handler
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.stores import get_cloudformation_store
from localstack.services.cloudformation.v2 import provider

from ami_localcloud.cloudformation import capabilities, template_check
from ami_localcloud.cloudformation.preparation import template_of
from ami_localcloud.cloudformation.stack import Resource, Stack, find, stacks_of

PAGE = 100


def page(items: list, token: str | None, size: int = PAGE) -> tuple[list, str | None]:
    """A page of a list and the token of the next one; a token holds where the page before ended."""
    start = 0
    if token:
        try:
            start = int(base64.urlsafe_b64decode(token.encode()).decode())
        except ValueError:
            raise ValidationError("Invalid NextToken") from None
    end = start + size
    following = base64.urlsafe_b64encode(str(end).encode()).decode() if end < len(items) else None
    return items[start:end], following


def _answer(name: str, items: list, token: str | None) -> dict[str, Any]:
    items, following = page(items, token)
    return {name: items} | ({"NextToken": following} if following else {})


def _stack(context, name: str, text: str = "Stack with id {} does not exist") -> Stack:
    stack = find(get_cloudformation_store(context.account_id, context.region), name)
    if stack is None:
        raise ValidationError(text.format(name))
    return stack


def describe(stack: Stack) -> dict[str, Any]:
    """A stack as DescribeStacks shows it; members that have no value are left out."""
    # A status is not to be seen before its reason and its event.
    with stack.changed:
        return _described(stack)


def _described(stack: Stack) -> dict[str, Any]:
    described = {
        "StackId": stack.stack_id,
        "StackName": stack.stack_name,
        "ChangeSetId": stack.change_set_id,
        "Description": stack.description,
        "CreationTime": stack.creation_time,
        "LastUpdatedTime": stack.last_updated_time,
        "DeletionTime": stack.deletion_time,
        "StackStatus": str(stack.status),
        "StackStatusReason": stack.status_reason,
        "RollbackConfiguration": {},
        "DisableRollback": stack.disable_rollback or stack.request_payload.get("OnFailure") == "DO_NOTHING",
        "NotificationARNs": stack.notification_arns,
        "TimeoutInMinutes": stack.timeout_in_minutes,
        "Capabilities": stack.capabilities or None,
        "RoleARN": stack.role_arn,
        "Tags": stack.tags,
        "EnableTerminationProtection": stack.enable_termination_protection,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }
    if stack.resolved_parameters:
        described["Parameters"] = provider.CloudformationProviderV2._render_resolved_parameters(
            stack.resolved_parameters
        )
    if stack.resolved_outputs:
        described["Outputs"] = stack.resolved_outputs
    return {k: v for k, v in described.items() if v is not None}


@handler("DescribeStacks", expand=False)
def describe_stacks(self, context, request):
    if name := request.get("StackName"):
        return {"Stacks": [describe(_stack(context, name))]}
    store = get_cloudformation_store(context.account_id, context.region)
    living = [s for s in reversed(stacks_of(store)) if str(s.status) != "DELETE_COMPLETE"]
    return _answer("Stacks", [describe(s) for s in living], request.get("NextToken"))


SUMMARY = (
    "StackId", "StackName", "CreationTime", "LastUpdatedTime", "DeletionTime", "StackStatus", "StackStatusReason",
    "DriftInformation",
)  # fmt: skip


@handler("ListStacks", expand=False)
def list_stacks(self, context, request):
    store = get_cloudformation_store(context.account_id, context.region)
    wanted = request.get("StackStatusFilter")
    summaries = []
    for stack in reversed(stacks_of(store)):
        if not wanted or str(stack.status) in wanted:
            described = describe(stack)
            summary = {k: described[k] for k in SUMMARY if k in described}
            if stack.description:
                summary["TemplateDescription"] = stack.description
            summaries.append(summary)
    return _answer("StackSummaries", summaries, request.get("NextToken"))


@handler("DescribeStackEvents", expand=False)
def describe_stack_events(self, context, request):
    stack = _stack(context, request["StackName"], "Stack [{}] does not exist")
    with stack.changed:
        events = list(stack.events)
    return _answer("StackEvents", events, request.get("NextToken"))


def _resources(stack: Stack) -> list[Resource]:
    with stack.changed:
        return [r for r in stack.resources.values() if r.status]


def _resource(stack: Stack, resource: Resource) -> dict[str, Any]:
    with stack.changed:
        described = {
            "StackName": stack.stack_name,
            "StackId": stack.stack_id,
            "LogicalResourceId": resource.logical_id,
            "PhysicalResourceId": resource.physical_id,
            "ResourceType": resource.type,
            "Timestamp": resource.changed_at,
            "ResourceStatus": resource.status,
            "ResourceStatusReason": resource.reason and stack.mask(resource.reason),
            "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
        }
    return {k: v for k, v in described.items() if v is not None}


@handler("DescribeStackResources", expand=False)
def describe_stack_resources(self, context, request):
    name, physical, logical = (request.get(k) for k in ("StackName", "PhysicalResourceId", "LogicalResourceId"))
    if name and physical:
        raise ValidationError("Cannot specify both StackName and PhysicalResourceId")
    if physical:
        stacks = stacks_of(get_cloudformation_store(context.account_id, context.region))
        stack = next((s for s in stacks if any(r.physical_id == physical for r in _resources(s))), None)
        if stack is None:
            raise ValidationError(f"Stack for {physical} does not exist")
    else:
        stack = _stack(context, name)
    wanted = [r for r in _resources(stack) if logical in (None, r.logical_id)][:PAGE]
    return {"StackResources": [_resource(stack, r) for r in wanted]}


@handler("DescribeStackResource", expand=False)
def describe_stack_resource(self, context, request):
    stack = _stack(context, request["StackName"], "Stack '{}' does not exist")
    resource = stack.resources.get(request["LogicalResourceId"])
    if resource is None or not resource.status:
        raise ValidationError(
            f"Resource {request['LogicalResourceId']} does not exist for stack {request['StackName']}"
        )
    described = _resource(stack, resource)
    described["LastUpdatedTimestamp"] = described.pop("Timestamp")
    definition = stack.evaluation.template["Resources"].get(resource.logical_id) or {}
    if "Metadata" in definition:
        described["Metadata"] = template_check.as_json(definition["Metadata"])
    return {"StackResourceDetail": described}


@handler("ListStackResources", expand=False)
def list_stack_resources(self, context, request):
    stack = _stack(context, request["StackName"])
    summaries = []
    for resource in _resources(stack):
        summary = _resource(stack, resource)
        summary["LastUpdatedTimestamp"] = summary.pop("Timestamp")
        summaries.append({k: v for k, v in summary.items() if k not in ("StackName", "StackId")})
    return _answer("StackResourceSummaries", summaries, request.get("NextToken"))


@handler("ValidateTemplate", expand=False)
def validate_template(self, context, request):
    template, _ = template_of(request)
    template_check.check(template)
    described = {
        "Parameters": [
            {
                "ParameterKey": name,
                "NoEcho": str(p.get("NoEcho", False)).lower() == "true",
                **({"DefaultValue": str(p["Default"])} if "Default" in p else {}),
                **({"Description": p["Description"]} if "Description" in p else {}),
            }
            for name, p in (template.get("Parameters") or {}).items()
        ],
    }
    if "Description" in template:
        described["Description"] = template["Description"]
    if needed := capabilities.needed(template):
        described |= {"Capabilities": needed, "CapabilitiesReason": capabilities.reason(template)}
    return described


OPERATIONS = (
    describe_stacks,
    list_stacks,
    describe_stack_events,
    describe_stack_resources,
    describe_stack_resource,
    list_stack_resources,
    validate_template,
)
