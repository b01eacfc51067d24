"""The operations of the API that change stacks."""

import threading

from localstack.aws.api import handler
from localstack.aws.api.cloudformation import (
    AlreadyExistsException,
    ChangeSetNotFoundException,
    InvalidChangeSetStatusException,
    TokenAlreadyExistsException,
)
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.stores import get_cloudformation_store
from localstack.services.cloudformation.v2 import provider

from ami_localcloud.cloudformation import (
    capabilities,
    parameters,
    request_check,
    session,
    signals,
    template_check,
)
from ami_localcloud.cloudformation.creation import Creation
from ami_localcloud.cloudformation.deletion import Deletion
from ami_localcloud.cloudformation.evaluation import Evaluation
from ami_localcloud.cloudformation.preparation import adopt, given_values, prepare, template_of
from ami_localcloud.cloudformation.stack import Stack, find
from ami_localcloud.cloudformation.update import Update, UpdateRefused

_naming = threading.Lock()  # two requests at once cannot both get a name


def _already_there(store, request: dict) -> Stack | None:
    """The stack that the same request, by its token, has made before; raises for another stack of that name."""
    existing, token = find(store, request["StackName"]), request.get("ClientRequestToken")
    if existing is None:
        return None
    if not token or existing.client_request_token != token:
        raise AlreadyExistsException(f"Stack [{request['StackName']}] already exists")
    if existing.template_body != request.get("TemplateBody"):
        raise TokenAlreadyExistsException(f"Token [{token}] already exists")
    return existing


@handler("CreateStack", expand=False)
def create_stack(self, context, request):
    store = get_cloudformation_store(context.account_id, context.region)
    request_check.stack_name(request.get("StackName"))
    request_check.failure_options(request)
    request_check.tags(request.get("Tags") or [])
    session.check_role(request.get("RoleARN"))
    if existing := _already_there(store, request):
        return {"StackId": existing.stack_id}
    template, body = template_of(request)
    template_check.check(template)
    given = given_values(request, template, context.account_id, context.region)
    capabilities.check(template, request.get("Capabilities") or [])
    stack = Stack(context.account_id, context.region, request)
    evaluation = prepare(stack, template, body, given)
    adopt(stack, evaluation)
    missing = parameters.missing_things(stack.resolved_parameters, context.account_id, context.region)
    with _naming:
        if existing := _already_there(store, request):
            return {"StackId": existing.stack_id}
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
    given = given_values(request, template, context.account_id, context.region, stack)
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
