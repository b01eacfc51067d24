"""Custom resources: what the function is asked, what its answer does."""

import json

import pytest
from cloud import eventually
from functions_of_tests import function, role
from stacks import Stacks, handle, policy_wait, put, template, wait


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


@pytest.fixture
def logs(client):
    """What the functions of the account printed, one line each."""

    def read(stack: str) -> list[str]:
        cwl = client("logs")
        told = []
        for group in cwl.describe_log_groups()["logGroups"]:
            for stream in cwl.describe_log_streams(logGroupName=group["logGroupName"])["logStreams"]:
                name = {"logGroupName": group["logGroupName"], "logStreamName": stream["logStreamName"]}
                told += cwl.get_log_events(**name)["events"]
        return [e["message"] for e in sorted(told, key=lambda e: e["timestamp"])]

    return read


def requests(logs, stack: str, number: int = 1) -> list[dict]:
    """The requests that the function printed, once there are so many, in the order in which it was asked.

    An invocation may still be at its end, and its log not written, when the next one is through.
    """

    def read() -> list[dict]:
        lines = [line.split(" ", 2) for line in logs(stack) if line.startswith("EVENT ")]
        return [json.loads(event) for _, _, event in sorted(lines, key=lambda words: int(words[1]))]

    return eventually(read, until=lambda seen: len(seen) >= number)


ANSWER = """
import json, time, cfnresponse
def handler(event, context):
    print("EVENT", time.time_ns(), json.dumps(event))
    given = event["ResourceProperties"]
    if event["RequestType"] == "Delete":
        status, reason = given.get("OnDelete", "SUCCESS"), "cannot delete"
    else:
        status, reason = given.get("Answer", "SUCCESS"), "out of flour"
    identifier = given.get("Id") or event.get("PhysicalResourceId") or "made-up"
    data = json.loads(given.get("Data", "{}"))
    cfnresponse.send(event, context, status, data, identifier, given.get("Hidden") == "true", reason)
"""
SILENT = "def handler(event, context):\n    pass\n"


def custom(**properties) -> dict:
    return {"Type": "Custom::Cake", "Properties": {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}, **properties}}


def bakery(code: str = ANSWER, **more) -> str:
    # Kept, so that what the function printed at its very end is there to be read.
    kept = {"DeletionPolicy": "Retain"}
    return template(Role=role() | kept, Function=function(code) | kept, **more)


def test_create_is_asked_with_properties_as_strings(stacks, logs):
    stack = stacks.made(bakery(Cake=custom(Number=3, Flag=True, List=[1, {"Deep": False}])))
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    asked = requests(logs, stack["StackId"])[0]
    assert asked["RequestType"] == "Create"
    assert asked["ResourceType"] == "Custom::Cake"
    assert asked["LogicalResourceId"] == "Cake"
    assert asked["StackId"] == stack["StackId"]
    given = asked["ResourceProperties"]
    assert given.pop("ServiceToken").startswith("arn:aws:lambda:")
    assert given == {"Number": "3", "Flag": "true", "List": ["1", {"Deep": "false"}]}
    assert "PhysicalResourceId" not in asked


def test_the_answer_gives_id_and_attributes(stacks):
    outputs = {"Id": {"Value": {"Ref": "Cake"}}, "Taste": {"Value": {"Fn::GetAtt": ["Cake", "Taste"]}}}
    stack = stacks.made(bakery(Cake=custom(Id="cake-1", Data='{"Taste": "sweet"}'), Outputs=outputs))
    assert {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]} == {"Id": "cake-1", "Taste": "sweet"}
    assert stacks.resource(stack["StackId"], "Cake")["PhysicalResourceId"] == "cake-1"


def test_a_missing_attribute_fails_what_asks_for_it(stacks):
    asking = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": {"Fn::GetAtt": ["Cake", "Colour"]}}}
    stack = stacks.create(bakery(Cake=custom(), Group=asking))
    reason = stacks.reason(stack, "Group")
    text = "CustomResource attribute error: Vendor response doesn't contain Colour attribute in object arn:aws:"
    assert reason.startswith(text)


def test_failed_fails_the_resource_with_the_reason_given(stacks):
    stack = stacks.create(bakery(Cake=custom(Answer="FAILED")))
    reason = stacks.reason(stack, "Cake")
    text = "Received response status [FAILED] from custom resource. Message returned: out of flour (RequestId: "
    assert reason.startswith(text)


def test_a_failed_create_is_followed_by_delete_on_rollback(stacks, logs):
    stack = stacks.create(bakery(Cake=custom(Answer="FAILED", Id="half-baked")))
    assert stacks.end(stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    asked = [(r["RequestType"], r.get("PhysicalResourceId")) for r in requests(logs, stack, 2)]
    assert asked == [("Create", None), ("Delete", "half-baked")]


def test_delete_is_asked_with_the_id_when_the_stack_goes(stacks, logs):
    stack = stacks.made(bakery(Cake=custom(Id="cake-2")))["StackId"]
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    asked = requests(logs, stack, 2)[-1]
    assert (asked["RequestType"], asked["PhysicalResourceId"]) == ("Delete", "cake-2")


def test_a_failed_delete_fails_the_deletion(stacks):
    stack = stacks.made(bakery(Cake=custom(OnDelete="FAILED")))["StackId"]
    assert stacks.delete(stack)["StackStatus"] == "DELETE_FAILED"
    assert "Message returned: cannot delete" in stacks.reason(stack, "Cake", "DELETE_FAILED")


def test_no_answer_within_the_service_timeout_fails_and_fails_the_rollback(stacks):
    stack = stacks.create(bakery(SILENT, Cake=custom(ServiceTimeout=1)))
    text = "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId ["
    assert stacks.reason(stack, "Cake").startswith(text)
    assert stacks.reason(stack, "Cake", "DELETE_FAILED").startswith(text)
    assert stacks.end(stack)["StackStatus"] == "ROLLBACK_FAILED"


@pytest.mark.parametrize("seconds", [0, 3601])
def test_a_service_timeout_out_of_bounds_is_refused(stacks, seconds):
    resource = {"Type": "Custom::Cake", "Properties": {"ServiceToken": "arn", "ServiceTimeout": seconds}}
    stack = stacks.create(template(Cake=resource))
    assert f"#/ServiceTimeout: {seconds} is not" in stacks.reason(stack, "Cake")


def test_a_service_token_is_required(stacks):
    stack = stacks.create(template(Cake={"Type": "AWS::CloudFormation::CustomResource", "Properties": {}}))
    assert "#: required key [ServiceToken] not found" in stacks.reason(stack, "Cake")


def test_an_answer_over_4096_bytes_is_too_long(stacks):
    stack = stacks.create(bakery(Cake=custom(Data=json.dumps({"Long": "x" * 4096}))))
    assert stacks.reason(stack, "Cake") == "Response object is too long."


def test_an_id_over_a_kilobyte_is_invalid(stacks):
    stack = stacks.create(bakery(Cake=custom(Id="x" * 1025)))
    assert stacks.reason(stack, "Cake") == "Invalid PhysicalResourceId"


def test_update_is_asked_with_the_old_properties(stacks, logs):
    stack = stacks.made(bakery(Cake=custom(Size="s")))["StackId"]
    stacks.cfn.update_stack(
        StackName=stack, TemplateBody=bakery(Cake=custom(Size="l")), Capabilities=["CAPABILITY_IAM"]
    )
    assert stacks.end(stack)["StackStatus"] == "UPDATE_COMPLETE"
    asked = requests(logs, stack, 2)[-1]
    assert asked["RequestType"] == "Update"
    assert asked["OldResourceProperties"]["Size"] == "s"
    assert asked["ResourceProperties"]["Size"] == "l"
    assert asked["PhysicalResourceId"] == "made-up"


def test_another_id_on_update_deletes_the_old_one_in_the_cleanup(stacks, logs):
    stack = stacks.made(bakery(Cake=custom(Id="old")))["StackId"]
    stacks.cfn.update_stack(
        StackName=stack, TemplateBody=bakery(Cake=custom(Id="new")), Capabilities=["CAPABILITY_IAM"]
    )
    assert stacks.end(stack)["StackStatus"] == "UPDATE_COMPLETE"
    asked = [(r["RequestType"], r.get("PhysicalResourceId")) for r in requests(logs, stack, 3)]
    assert asked == [("Create", None), ("Update", "old"), ("Delete", "old")]
    assert stacks.resource(stack, "Cake")["PhysicalResourceId"] == "new"


def test_values_answered_with_no_echo_are_masked_in_events(stacks, client):
    using = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": {"Fn::GetAtt": ["Cake", "Recipe"]}}}
    cake = custom(Hidden="true", Data='{"Recipe": "grandmothers"}')
    stack = stacks.made(bakery(Cake=cake, Using=using))["StackId"]
    told = stacks.events(stack, "Using")[-1]["ResourceProperties"]
    assert json.loads(told) == {"LogGroupName": "****"}
    assert client("logs").describe_log_groups(logGroupNamePrefix="grandmothers")["logGroups"]


def test_only_the_first_answer_counts(stacks, logs):
    code = ANSWER + '    cfnresponse.send(event, context, "FAILED", {}, "second", False, "too late")\n'
    stack = stacks.made(bakery(code, Cake=custom(Id="first")))
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert stacks.resource(stack["StackId"], "Cake")["PhysicalResourceId"] == "first"


CRASHES_FIRST = """
import boto3
logs = boto3.client("logs")
def before(event):
    try:
        logs.create_log_group(logGroupName="first-" + event["RequestId"])
    except logs.exceptions.ResourceAlreadyExistsException:
        return
    raise RuntimeError("crashed before it answered")
""" + ANSWER.replace("    given =", "    before(event)\n    given =", 1)


def test_a_second_invocation_after_a_crash_answers_for_the_first(stacks, logs):
    stack = stacks.create(bakery(CRASHES_FIRST, Cake=custom(Id="second-try")))
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"
    asked = requests(logs, stack, 2)
    assert asked[0]["RequestId"] == asked[1]["RequestId"]
    assert stacks.resource(stack, "Cake")["PhysicalResourceId"] == "second-try"


def test_an_answer_with_a_content_type_is_refused(stacks, logs):
    code = 'import json\ndef handler(event, context):\n    print("EVENT", 1, json.dumps(event))\n'
    stack = stacks.create(
        bakery(code, Cake=custom(ServiceTimeout=600), Handle=handle(), Wait=wait(), Other=policy_wait())
    )
    asked = requests(logs, stack)[0]
    answer = {k: asked[k] for k in ("StackId", "RequestId", "LogicalResourceId")}
    answer |= {"Status": "SUCCESS", "PhysicalResourceId": "late", "Data": {}}
    assert put(asked["ResponseURL"], answer, **{"Content-Type": "application/json"}) == 403
    assert put(asked["ResponseURL"], answer) == 200
    eventually(lambda: "CREATE_COMPLETE" in stacks.statuses(stack, "Cake"))
