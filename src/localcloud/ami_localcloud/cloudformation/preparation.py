"""What a request about a stack brings: its template, its parameter values, and what both evaluate to."""

from typing import Any

from localstack.aws.api.cloudformation import ChangeSetStatus, ChangeSetType
from localstack.services.cloudformation import api_utils
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.v2 import provider
from localstack.services.cloudformation.v2.entities import ChangeSet

from ami_localcloud.cloudformation import parameters, references, template_check
from ami_localcloud.cloudformation.evaluation import Evaluation
from ami_localcloud.cloudformation.stack import Stack

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


def given_values(
    request: dict, template: dict, account: str, region: str, stack: Stack | None = None
) -> dict[str, str]:
    """Parameter values by name, checked; those of the stack where UsePreviousValue says so."""
    before = stack.resolved_parameters if stack else {}
    given = []
    for parameter in request.get("Parameters") or []:
        name = parameter["ParameterKey"]
        if parameter.get("UsePreviousValue") and name in before:
            if before[name].get("given_value") is None:
                continue
            parameter = {"ParameterKey": name, "ParameterValue": before[name]["given_value"]}
        given.append(parameter)
    parameters.check(template, given, account, region)
    return {p["ParameterKey"]: p["ParameterValue"] for p in given if p.get("ParameterValue") is not None}
