"""AWS::Lambda::Function: what a template says reaches the function."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from cloud import eventually
from test_functions import Functions

SOURCE = """
import cfnresponse
def handler(event, context):
    print("colour of the log")
    return cfnresponse.SUCCESS
"""


@pytest.fixture
def functions(client: Callable[..., Any]) -> Functions:
    return Functions(client)


def make(client: Callable[..., Any], role: str, **properties: Any) -> dict[str, Any]:
    """Makes a stack of a log group and a function; returns the stack when it has ended."""
    resources = {
        "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/bakes/of/it"}},
        "It": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "FunctionName": "it",
                "Role": role,
                "Runtime": "python3.13",
                "Handler": "index.handler",
                "Timeout": 300,
                "Code": {"ZipFile": SOURCE},
                "LoggingConfig": {"LogGroup": {"Ref": "Logs"}},
            }
            | properties,
        },
    }
    cloudformation = client("cloudformation")
    cloudformation.create_stack(StackName="s", TemplateBody=json.dumps({"Resources": resources}))
    return eventually(
        lambda: cloudformation.describe_stacks(StackName="s")["Stacks"][0],
        until=lambda stack: not stack["StackStatus"].endswith("IN_PROGRESS"),
    )


def test_inline_code_has_cfnresponse_and_logs_into_the_group_of_the_template(
    client: Callable[..., Any], functions: Functions
):
    assert make(client, functions.role())["StackStatus"] == "CREATE_COMPLETE"
    assert functions.invoke() == "SUCCESS"
    assert "colour of the log" in functions.log("/bakes/of/it")
    groups = client("logs").describe_log_groups()["logGroups"]
    assert [group["logGroupName"] for group in groups] == ["/bakes/of/it"]


def test_all_that_the_template_says_is_there(client: Callable[..., Any], functions: Functions):
    make(
        client,
        functions.role(),
        Architectures=["arm64"],
        MemorySize=256,
        Timeout=60,
        Description="makes images",
        Environment={"Variables": {"COLOUR": "blue"}},
        Tags=[{"Key": "team", "Value": "bakers"}],
    )
    made = client("lambda").get_function(FunctionName="it")
    configured = made["Configuration"]
    assert (configured["MemorySize"], configured["Timeout"], configured["Description"]) == (256, 60, "makes images")
    assert configured["Architectures"] == ["arm64"]
    assert configured["Environment"]["Variables"] == {"COLOUR": "blue"}
    assert configured["LoggingConfig"]["LogGroup"] == "/bakes/of/it"
    assert made["Tags"]["team"] == "bakers"


def test_inline_code_is_index_whatever_the_handler_says(client: Callable[..., Any], functions: Functions):
    make(client, functions.role(), Handler="image.handler")
    assert functions.invoke()["errorType"] == "Runtime.ImportModuleError"


def test_code_from_s3_has_no_cfnresponse(client: Callable[..., Any], functions: Functions):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("index.py", SOURCE)
    s3 = client("s3")
    s3.create_bucket(Bucket="code-of-it")
    s3.put_object(Bucket="code-of-it", Key="it.zip", Body=archive.getvalue())
    make(client, functions.role(), Code={"S3Bucket": "code-of-it", "S3Key": "it.zip"})
    answer = functions.invoke()
    assert answer["errorMessage"] == "Unable to import module 'index': No module named 'cfnresponse'"


def test_an_old_runtime_fails_the_stack_with_the_words_of_lambda(client: Callable[..., Any], functions: Functions):
    stack = make(client, functions.role(), Runtime="python3.6")
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    events = client("cloudformation").describe_stack_events(StackName=stack["StackId"])["StackEvents"]
    reasons = [event.get("ResourceStatusReason", "") for event in events if event["ResourceStatus"] == "CREATE_FAILED"]
    assert any("The runtime parameter of python3.6 is no longer supported" in reason for reason in reasons)
