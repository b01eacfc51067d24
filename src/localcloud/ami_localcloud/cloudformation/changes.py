"""The operations of the API that change stacks."""

from typing import Any

from localstack.aws.api import handler
from localstack.aws.api.cloudformation import (
    AlreadyExistsException,
    ChangeSetNotFoundException,
    ChangeSetStatus,
    ChangeSetType,
    InvalidChangeSetStatusException,
    TokenAlreadyExistsException,
)
from localstack.services.cloudformation import api_utils
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.stores import get_cloudformation_store
from localstack.services.cloudformation.v2 import provider
from localstack.services.cloudformation.v2.entities import ChangeSet

from ami_localcloud.cloudformation import (
    capabilities,
    parameters,
    references,
    request_check,
    session,
    signals,
    template_check,
)
from ami_localcloud.cloudformation.creation import Creation
from ami_localcloud.cloudformation.deletion import Deletion
from ami_localcloud.cloudformation.evaluation import Evaluation
from ami_localcloud.cloudformation.stack import Stack, find
from ami_localcloud.cloudformation.update import Update, UpdateRefused

EITHER_BODY = "Either Template URL or Template Body must be specified."


def template_of(request: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The template of a request, checked, and its body; raises ValidationError."""
    if request.get("TemplateBody") and request.get("TemplateURL"):
        raise ValidationError("Specify exactly one of 'TemplateBody' or 'TemplateUrl'")
    if not request.get("TemplateBody") and not request.get("TemplateURL"):
        raise ValidationError(EITHER_BODY)
    in_s3 = bool(request.get("TemplateURL"))
    body = api_utils.extract_template_body(request)
    template_check.check_length(body, template_check.LONGEST_IN_S3 if in_s3 else template_check.LONGEST_BODY)
    return template_check.parse(body), body


def prepare(stack: Stack, template: dict, body: str, given: dict[str, str]) -> Evaluation:
    """LocalStack's model of the template with these parameter values; raises ValidationError."""
    change_set = ChangeSet(
        stack,
        {"ChangeSetName": f"cs-{stack.stack_name}", "ChangeSetType": ChangeSetType.CREATE},
        template=template,
        template_body=body,
    )
    provider.CloudformationProviderV2._setup_change_set_model(
        change_set=change_set, before_template=None, after_template=template, before_parameters=None,
        after_parameters=given,
    )  # fmt: skip
    if change_set.status == ChangeSetStatus.FAILED:
        raise ValidationError(change_set.status_reason)
    evaluation = Evaluation(change_set)
    references.refuse_circles(references.needs(evaluation.template, evaluation.conditions()))
    return evaluation


def adopt(stack: Stack, evaluation: Evaluation) -> None:
    """From now on the stack is that of this template."""
    change_set = evaluation._change_set
    stack.evaluation = evaluation
    stack.template, stack.template_body = change_set.template, change_set.template_body
    stack.processed_template = change_set.processed_template
    stack.resolved_parameters = change_set.resolved_parameters or {}
    stack.description = change_set.template.get("Description")
    hidden = [p for p in stack.resolved_parameters.values() if str(p.get("no_echo")).lower() == "true"]
    stack.secrets |= {str(v) for p in hidden for v in (p.get("given_value"), p.get("default_value")) if v}


def _given(request: dict, template: dict, stack: Stack | None = None) -> dict[str, str]:
    """Parameter values by name, those of the stack where UsePreviousValue says so."""
    before = stack.resolved_parameters if stack else {}
    given = []
    for parameter in request.get("Parameters") or []:
        name = parameter["ParameterKey"]
        if parameter.get("UsePreviousValue") and name in before:
            if before[name].get("given_value") is None:
                continue
            parameter = {"ParameterKey": name, "ParameterValue": before[name]["given_value"]}
        given.append(parameter)
    account, region = (stack.account_id, stack.region_name) if stack else (request["_account"], request["_region"])
    parameters.check(template, given, account, region)
    return {p["ParameterKey"]: p["ParameterValue"] for p in given if p.get("ParameterValue") is not None}


@handler("CreateStack", expand=False)
def create_stack(self, context, request):
    store = get_cloudformation_store(context.account_id, context.region)
    request_check.stack_name(request.get("StackName"))
    request_check.failure_options(request)
    request_check.tags(request.get("Tags") or [])
    session.check_role(request.get("RoleARN"))
    name, token = request["StackName"], request.get("ClientRequestToken")
    if (existing := find(store, name)) is not None:
        if token and existing.client_request_token == token:
            if existing.template_body == request.get("TemplateBody"):
                return {"StackId": existing.stack_id}
            raise TokenAlreadyExistsException(f"Token [{token}] already exists")
        raise AlreadyExistsException(f"Stack [{name}] already exists")
    template, body = template_of(request)
    template_check.check(template)
    given = _given({**request, "_account": context.account_id, "_region": context.region}, template)
    capabilities.check(template, request.get("Capabilities") or [])
    stack = Stack(context.account_id, context.region, request)
    evaluation = prepare(stack, template, body, given)
    adopt(stack, evaluation)
    missing = parameters.missing_things(stack.resolved_parameters, context.account_id, context.region)
    with stack.changed:
        store.stacks_v2[stack.stack_id] = stack
        stack.set_stack_status("CREATE_IN_PROGRESS", "User Initiated")
    Creation(stack, missing).start()
    return {"StackId": stack.stack_id}


@handler("UpdateStack", expand=False)
def update_stack(self, context, request):
    store = get_cloudformation_store(context.account_id, context.region)
    stack = find(store, request["StackName"])
    if stack is None or str(stack.status) == "DELETE_COMPLETE":
        raise ValidationError(f"Stack [{request['StackName']}] does not exist")
    if str(stack.status) not in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"):
        raise ValidationError(f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")
    request_check.tags(request.get("Tags") or [])
    session.check_role(request.get("RoleARN"))
    if request.get("UsePreviousTemplate"):
        template, body = template_check.parse(stack.template_body), stack.template_body
    else:
        template, body = template_of(request)
    template_check.check(template)
    given = _given(request, template, stack)
    capabilities.check(template, request.get("Capabilities") or [])
    evaluation = prepare(stack, template, body, given)
    _begin_update(stack, evaluation, request)
    return {"StackId": stack.stack_id}


def _begin_update(stack: Stack, evaluation: Evaluation, request: dict) -> None:
    before, tags = stack.evaluation, request.get("Tags")
    operation = Update(stack, before, evaluation, stack.tags, stack.tags if tags is None else list(tags))
    try:
        operation.refuse_when_nothing_changes()
    except UpdateRefused as e:
        raise ValidationError(str(e)) from None
    stack.client_request_token = request.get("ClientRequestToken")
    stack.capabilities = request.get("Capabilities") or []
    stack.role_arn = request.get("RoleARN") or stack.role_arn
    stack.disable_rollback = bool(request.get("DisableRollback"))
    operation.start()


@handler("ExecuteChangeSet", expand=False)
def execute_change_set(self, context, request):
    store = get_cloudformation_store(context.account_id, context.region)
    name = request["ChangeSetName"]
    change_set = provider.find_change_set_v2(store, name, request.get("StackName"))
    if change_set is None:
        raise ChangeSetNotFoundException(f"ChangeSet [{name}] does not exist")
    if str(change_set.execution_status) != "AVAILABLE":
        raise InvalidChangeSetStatusException(
            f"ChangeSet [{change_set.change_set_id}] cannot be executed in its current status of [{change_set.status}]"
        )
    change_set.set_execution_status("EXECUTE_COMPLETE")
    stack: Stack = change_set.stack
    stack.client_request_token = request.get("ClientRequestToken")
    given = {
        key: value["given_value"]
        for key, value in (change_set.resolved_parameters or {}).items()
        if value.get("given_value") is not None
    }
    template_check.check(change_set.template)
    capabilities.check(change_set.template, stack.capabilities)
    evaluation = prepare(stack, change_set.template, change_set.template_body, given)
    stack.change_set_id = change_set.change_set_id
    if str(change_set.change_set_type) == "UPDATE":
        _begin_update(stack, evaluation, {"Tags": change_set.tags, "Capabilities": stack.capabilities})
        return {}
    adopt(stack, evaluation)
    stack.tags = list(change_set.tags)
    missing = parameters.missing_things(stack.resolved_parameters, context.account_id, context.region)
    stack.set_stack_status("CREATE_IN_PROGRESS", "User Initiated")
    Creation(stack, missing).start()
    return {}


@handler("DeleteStack", expand=False)
def delete_stack(self, context, request):
    store = get_cloudformation_store(context.account_id, context.region)
    stack = find(store, request["StackName"])
    if stack is None or str(stack.status) in ("DELETE_COMPLETE", "DELETE_IN_PROGRESS"):
        return None  # nothing to do, and no error, as in AWS
    status = str(stack.status)
    if stack.enable_termination_protection:
        raise ValidationError(f"Stack [{stack.stack_name}] cannot be deleted while TerminationProtection is enabled")
    if status.startswith("UPDATE_") and status.endswith("_IN_PROGRESS"):
        raise ValidationError(f"Stack [{stack.stack_id}] cannot be deleted while in status {status}")
    keep, forced = request.get("RetainResources") or [], request.get("DeletionMode") == "FORCE_DELETE_STACK"
    if (keep or forced) and status != "DELETE_FAILED":
        option = "RetainResources" if keep else "DeletionMode FORCE_DELETE_STACK"
        raise ValidationError(
            f"Invalid operation on stack [{stack.stack_id}]. {option} can only be specified when the stack is in the "
            "DELETE_FAILED state"
        )
    for name in keep:
        if name not in stack.resources:
            raise ValidationError(f"Resource [{name}] does not exist for stack [{stack.stack_name}]")
        if stack.resources[name].status == "DELETE_COMPLETE":
            raise ValidationError(
                "The specified resources to retain must be in a valid state. Do not specify resources that are in the "
                "DELETE_COMPLETE state."
            )
    session.check_role(request.get("RoleARN"))
    stack.role_arn = request.get("RoleARN") or stack.role_arn
    stack.client_request_token = request.get("ClientRequestToken")
    Deletion(stack, keep, forced).start()
    return None


@handler("SignalResource", expand=False)
def signal_resource(self, context, request):
    store = get_cloudformation_store(context.account_id, context.region)
    signals.signal_resource(
        find(store, request["StackName"]),
        request["StackName"],
        request["LogicalResourceId"],
        request["UniqueId"],
        request["Status"],
    )


OPERATIONS = (create_stack, update_stack, execute_change_set, delete_stack, signal_resource)
