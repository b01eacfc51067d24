"""AWS::Lambda::Function."""

import io
import zipfile
from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider
from localstack.services.lambda_.resource_providers.aws_lambda_function import (
    PYTHON_CFN_RESPONSE_CONTENT,
    LambdaFunctionProvider,
)

from ami_localcloud.cloudformation.names import physical_name
from ami_localcloud.cloudformation.resources import tags

LONGEST_NAME = 64
# Properties that CreateFunction and UpdateFunctionConfiguration take as they are.
CONFIGURATION = (
    "DeadLetterConfig", "Description", "EphemeralStorage", "FileSystemConfigs", "Handler", "ImageConfig", "Layers",
    "LoggingConfig", "MemorySize", "Role", "Runtime", "SnapStart", "Timeout", "TracingConfig", "VpcConfig",
)  # fmt: skip
ONCE = ("Architectures", "CodeSigningConfigArn", "PackageType")


def archive(code: str, runtime: str) -> bytes:
    """The deployment package CloudFormation makes of inline code: index.py, and cfnresponse where it is used."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        # A fixed time, so that the same code has the same CodeSha256.
        package.writestr(zipfile.ZipInfo("index.py" if runtime.startswith("python") else "index.js"), code)
        if runtime.startswith("python") and "cfnresponse" in code:
            package.writestr(zipfile.ZipInfo("cfnresponse.py"), PYTHON_CFN_RESPONSE_CONTENT)
    return packed.getvalue()


def _code(wanted: dict[str, Any]) -> dict[str, Any]:
    code = dict(wanted["Code"])
    if "ZipFile" in code:
        code["ZipFile"] = archive(str(code["ZipFile"]), wanted.get("Runtime", ""))
    return code


def _configuration(wanted: dict[str, Any]) -> dict[str, Any]:
    options = {key: wanted[key] for key in CONFIGURATION if key in wanted}
    for number in ("MemorySize", "Timeout"):
        if number in options:
            options[number] = int(options[number])
    if "KmsKeyArn" in wanted:
        options["KMSKeyArn"] = wanted["KmsKeyArn"]
    if "Environment" in wanted:
        variables = wanted["Environment"].get("Variables") or {}
        options["Environment"] = {"Variables": {k: str(v) for k, v in variables.items()}}
    return options


class Function(ResourceProvider):
    TYPE = "AWS::Lambda::Function"
    SCHEMA = LambdaFunctionProvider.SCHEMA

    def create(self, request):
        client, wanted = request.aws_client_factory.lambda_, request.desired_state
        if "__tags" not in wanted:
            name = wanted.get("FunctionName")
            name = name or physical_name(request.stack_name, request.logical_resource_id, LONGEST_NAME)
            given = tags.merged(request, wanted)
            made = client.create_function(
                FunctionName=name,
                Code=_code(wanted),
                Tags=given,
                **_configuration(wanted),
                **{key: wanted[key] for key in ONCE if key in wanted},
            )
            wanted = {**wanted, "FunctionName": name, "Arn": made["FunctionArn"], "__tags": given}
        state = client.get_function_configuration(FunctionName=wanted["FunctionName"])
        if state["State"] == "Pending":
            return ProgressEvent(OperationStatus.IN_PROGRESS, resource_model=wanted)
        if state["State"] == "Failed":
            return ProgressEvent(OperationStatus.FAILED, resource_model=wanted, message=state.get("StateReason", ""))
        self._others(client, wanted, {})
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=wanted)

    @staticmethod
    def _others(client, wanted: dict, before: dict) -> None:
        """Properties that have operations of their own."""
        name = wanted["FunctionName"]
        if "ReservedConcurrentExecutions" in wanted:
            count = int(wanted["ReservedConcurrentExecutions"])
            client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=count)
        elif "ReservedConcurrentExecutions" in before:
            client.delete_function_concurrency(FunctionName=name)
        if loop := wanted.get("RecursiveLoop"):
            client.put_function_recursion_config(FunctionName=name, RecursiveLoop=loop)
        if management := wanted.get("RuntimeManagementConfig"):
            client.put_runtime_management_config(FunctionName=name, **management)

    def update(self, request):
        client, wanted, before = request.aws_client_factory.lambda_, request.desired_state, request.previous_state
        name, given = before["FunctionName"], tags.merged(request, wanted)
        model = {**wanted, "FunctionName": name, "Arn": before["Arn"], "__tags": given}
        if wanted["Code"] != before["Code"]:
            client.update_function_code(FunctionName=name, **_code(wanted))
            client.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
        if _configuration(wanted) != _configuration(before):
            client.update_function_configuration(FunctionName=name, **_configuration(wanted))
            client.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
        self._others(client, model, before)
        changed, gone = tags.difference(before["__tags"], given)
        if changed:
            client.tag_resource(Resource=before["Arn"], Tags=changed)
        if gone:
            client.untag_resource(Resource=before["Arn"], TagKeys=gone)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    def delete(self, request):
        request.aws_client_factory.lambda_.delete_function(FunctionName=request.desired_state["FunctionName"])
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
