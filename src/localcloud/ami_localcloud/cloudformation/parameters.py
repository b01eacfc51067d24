"""Parameters of a stack: what is given against what the template asks for, and whether the things they name exist."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.v2.provider import SSM_PARAMETER_TYPE_RE

LONGEST_VALUE = 4096  # bytes
# Parameter type -> how EC2 is asked for the thing.
EXISTING = {
    "AWS::EC2::Image::Id": ("describe_images", "ImageIds"),
    "AWS::EC2::Instance::Id": ("describe_instances", "InstanceIds"),
    "AWS::EC2::KeyPair::KeyName": ("describe_key_pairs", "KeyNames"),
    "AWS::EC2::SecurityGroup::Id": ("describe_security_groups", "GroupIds"),
    "AWS::EC2::Subnet::Id": ("describe_subnets", "SubnetIds"),
    "AWS::EC2::VPC::Id": ("describe_vpcs", "VpcIds"),
}


def check(template: Mapping[str, Any], given: Iterable[Mapping[str, Any]], account_id: str, region: str) -> None:
    """Raises ValidationError for values missing, unknown, too long, against a constraint, or not in Parameter Store."""
    wanted = template.get("Parameters") or {}
    values = {p["ParameterKey"]: p.get("ParameterValue") for p in given}
    if unknown := [name for name in values if name not in wanted]:
        raise ValidationError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    missing = [name for name, p in wanted.items() if name not in values and "Default" not in p]
    if missing:
        raise ValidationError(f"Parameters: [{', '.join(missing)}] must have values")
    for name, parameter in wanted.items():
        value = values.get(name)
        value = str(parameter.get("Default", "") if value is None else value)
        if len(value.encode()) > LONGEST_VALUE:
            raise ValidationError(f"Parameter '{name}' must contain at most {LONGEST_VALUE} characters")
        _constraints(name, parameter, value)
        if SSM_PARAMETER_TYPE_RE.match(parameter["Type"]):
            _in_parameter_store(value, account_id, region)


def _constraints(name: str, parameter: Mapping[str, Any], value: str) -> None:
    allowed = [str(v) for v in parameter.get("AllowedValues") or []]
    pattern = parameter.get("AllowedPattern")
    fault = None
    if allowed and value not in allowed:
        fault = "must be one of AllowedValues"
    elif pattern and not re.fullmatch(str(pattern), value):
        fault = f"must match pattern {pattern}"
    elif len(value) < int(parameter.get("MinLength", 0)):
        fault = f"must contain at least {parameter['MinLength']} characters"
    elif len(value) > int(parameter.get("MaxLength", LONGEST_VALUE)):
        fault = f"must contain at most {parameter['MaxLength']} characters"
    elif parameter["Type"] == "Number":
        fault = _of_number(parameter, value)
    if fault and "ConstraintDescription" in parameter:
        raise ValidationError(f"Parameter {name} failed to satisfy constraint: {parameter['ConstraintDescription']}")
    if fault:
        raise ValidationError(f"Parameter '{name}' {fault}")


def _of_number(parameter: Mapping[str, Any], value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "must be a number"
    if number < float(parameter.get("MinValue", number)):
        return f"must be a number not less than {parameter['MinValue']}"
    if number > float(parameter.get("MaxValue", number)):
        return f"must be a number not greater than {parameter['MaxValue']}"
    return None


def _in_parameter_store(name: str, account_id: str, region: str) -> None:
    try:
        connect_to(aws_access_key_id=account_id, region_name=region).ssm.get_parameter(Name=name)
    except ClientError:
        raise ValidationError(f"Unable to fetch parameters [{name}] from parameter store for this account.") from None


def missing_things(resolved: Mapping[str, Mapping[str, Any]], account_id: str, region: str) -> str | None:
    """Why the stack must fail: parameters name things of EC2 that do not exist; None when all do."""
    missing = []
    for name, parameter in resolved.items():
        kind = parameter["type_"]
        if match := SSM_PARAMETER_TYPE_RE.match(kind):
            kind = match.group("innertype")
        kind = kind[5:-1] if kind.startswith("List<") else kind
        if kind not in EXISTING:
            continue
        values = (parameter.get(k) for k in ("resolved_value", "given_value", "default_value"))
        value = next(v for v in values if v is not None)
        operation, argument = EXISTING[kind]
        ec2 = connect_to(aws_access_key_id=account_id, region_name=region).ec2
        for thing in value if isinstance(value, list) else [v.strip() for v in str(value).split(",")]:
            try:
                getattr(ec2, operation)(**{argument: [thing]})
            except ClientError:
                missing.append(f"parameter value {thing} for parameter name {name} does not exist")
    return f"Parameter validation failed: {', '.join(missing)}." if missing else None
