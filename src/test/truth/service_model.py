"""Holds a logged request against AWS's own service model, as botocore ships it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
from botocore.exceptions import UnknownServiceError
from botocore.model import ListShape, MapShape, OperationNotFoundError, ServiceModel, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator


@cache
def _model(service: str) -> ServiceModel:
    return botocore.session.Session().get_service_model(service)


def faults(service: str, action: str, parameters: dict[str, Any]) -> list[str]:
    """What AWS's model says against a request, a text each; times and bytes may stand as text, as in the log."""
    try:
        shape = _model(service).operation_model(action).input_shape
    except (UnknownServiceError, OperationNotFoundError):
        return ["AWS has no such action"]
    if shape is None:
        return [f"takes no parameters: {sorted(parameters)}"] if parameters else []
    report = ParamValidator().validate(parameters, shape)
    return [report.generate_report()] * report.has_errors() + list(_unlisted(parameters, shape, ""))


def _unlisted(value: Any, shape: Shape, path: str) -> Iterator[str]:
    """Values that an enumeration of the model does not list, which botocore leaves to the service."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for name in value.keys() & shape.members.keys():
            yield from _unlisted(value[name], shape.members[name], f"{path}.{name}")
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for number, one in enumerate(value):
            yield from _unlisted(one, shape.member, f"{path}[{number}]")
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for name, one in value.items():
            yield from _unlisted(one, shape.value, f"{path}.{name}")
    elif isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        yield f"{path}: {value!r} is none of {shape.enum}"
