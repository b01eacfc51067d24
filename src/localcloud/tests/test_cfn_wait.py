"""WaitCondition in both forms, CreationPolicy, and SignalResource."""

import http.client
import json
import re

import pytest
from botocore.exceptions import ClientError
from cloud import eventually
from stacks import Stacks, handle, log_group, policy_wait, put, template, wait


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def success(unique_id: str = "a", data: str = "") -> dict:
    return {"Status": "SUCCESS", "UniqueId": unique_id, "Data": data, "Reason": ""}


def test_a_handle_is_signalled_by_a_put_to_its_url(stacks):
    stack = stacks.create(template(Handle=handle(), Wait=wait()))
    assert put(stacks.url(stack), success()) == 200
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"


def test_the_url_of_a_handle_looks_like_one_that_s3_signed(stacks):
    stack = stacks.create(template(Handle=handle()))
    pattern = (
        r"http://127.0.0.1:\d+/cloudformation-waitcondition-us-east-1/arn%3Aaws%3Acloudformation%3A[^?/]+%2FHandle\?"
    )
    assert re.match(pattern + r"X-Amz-Algorithm=AWS4-HMAC-SHA256&.*&X-Amz-Signature=[0-9a-f]{64}$", stacks.url(stack))


def test_the_data_of_all_signals_is_a_map_by_unique_id(stacks):
    outputs = {"Data": {"Value": {"Fn::GetAtt": ["Wait", "Data"]}}}
    stack = stacks.create(template(Handle=handle(), Wait=wait(count=2), Outputs=outputs))
    put(stacks.url(stack), success("one", "erste ✓"))
    put(stacks.url(stack), success("two", '{"a": 1}'))
    value = stacks.end(stack)["Outputs"][0]["OutputValue"]
    assert json.loads(value) == {"one": "erste ✓", "two": '{"a": 1}'}


def test_a_repeated_unique_id_counts_once(stacks):
    # Both are there before the wait begins, which is a short one.
    waits = wait(count=2, timeout=1, DependsOn="Gate")
    stack = stacks.create(template(Handle=handle(), Gate=policy_wait(), Wait=waits))
    for _ in range(2):
        assert put(stacks.url(stack), success("same")) == 200
    stacks.begun(stack, "Gate")
    stacks.signal(stack, "Gate")
    reason = stacks.reason(stack, "Wait")
    assert reason == "WaitCondition timed out. Received 1 conditions when expecting 2"


def test_a_failure_ends_the_wait_at_once_with_its_reason(stacks):
    stack = stacks.create(template(Handle=handle(), Wait=wait(timeout=600)))
    put(stacks.url(stack), {"Status": "FAILURE", "UniqueId": "i-7", "Reason": "line 3: no such file"})
    text = "WaitCondition received failed message: 'line 3: no such file' for uniqueId: i-7"
    assert stacks.reason(stack, "Wait") == text


def test_a_handle_times_out(stacks):
    stack = stacks.create(template(Handle=handle(), Wait=wait(timeout=1)))
    assert stacks.reason(stack, "Wait") == "WaitCondition timed out. Received 0 conditions when expecting 1"


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b"[]",
        b'{"Status": "OK", "UniqueId": "a"}',
        b'{"Status": "SUCCESS"}',
        json.dumps(success(data="x" * 4097)).encode(),
    ],
)
def test_a_malformed_signal_is_taken_and_fails_the_wait(stacks, body):
    stack = stacks.create(template(Handle=handle(), Wait=wait()))
    assert put(stacks.url(stack), body) == 200
    assert stacks.reason(stack, "Wait") == "Unparsable WaitCondition data"


def test_a_content_type_does_not_match_the_signature(stacks):
    stack = stacks.create(template(Handle=handle(), Wait=wait()))
    url = stacks.url(stack)
    assert put(url, success(), **{"Content-Type": "application/json"}) == 403
    assert put(url, success()) == 200


def test_a_changed_signature_is_refused(stacks):
    stack = stacks.create(template(Handle=handle(), Wait=wait()))
    assert put(stacks.url(stack)[:-4] + "beef", success()) == 403


def test_s3_may_ask_a_signal_to_slow_down_or_lose_it_or_its_answer(stacks, control):
    control.fault("PutObject", throttle=True)
    control.fault("PutObject", drop="before")
    control.fault("PutObject", drop="after")
    stack = stacks.create(template(Handle=handle(), Wait=wait(count=2)))
    url = stacks.url(stack)
    assert put(url, success("a")) == 503
    for unique_id in ("a", "b"):
        with pytest.raises(http.client.RemoteDisconnected):
            put(url, success(unique_id))
    assert put(url, success("a")) == 200
    # The second one was taken although its answer was lost.
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"


def test_a_signal_after_the_stack_is_gone_is_refused(stacks):
    stack = stacks.made(template(Handle=handle()))["StackId"]
    url = stacks.url(stack)
    stacks.delete(stack)
    assert put(url, success()) == 403


def test_a_timeout_over_twelve_hours_is_refused(stacks):
    stack = stacks.create(template(Handle=handle(), Wait=wait(timeout=43201)))
    text = "Properties validation failed for resource Wait with message:\n"
    assert stacks.reason(stack, "Wait") == text + "#/Timeout: 43201 is not less or equal to 43200"


def test_a_resource_signal_completes_the_wait_and_is_told_in_an_event(stacks):
    stack = stacks.create(template(Wait=policy_wait()))
    stacks.initiated(stack, "Wait")
    stacks.signal(stack, "Wait", unique_id="i-9")
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"
    reasons = [e.get("ResourceStatusReason") for e in stacks.events(stack, "Wait")]
    assert reasons == [None, "Resource creation Initiated", "Received SUCCESS signal with UniqueId i-9", None]


def test_as_many_resource_signals_as_counted_are_waited_for(stacks):
    stack = stacks.create(template(Wait=policy_wait(count=2)))
    stacks.begun(stack, "Wait")
    stacks.signal(stack, "Wait", unique_id="a")
    stacks.signal(stack, "Wait", unique_id="a")
    assert stacks.describe(stack)["StackStatus"] == "CREATE_IN_PROGRESS"
    stacks.signal(stack, "Wait", unique_id="b")
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"


def test_a_failure_signal_fails_the_wait(stacks):
    stack = stacks.create(template(Wait=policy_wait()))
    stacks.begun(stack, "Wait")
    stacks.signal(stack, "Wait", "FAILURE", "i-9")
    assert stacks.reason(stack, "Wait") == "Received FAILURE signal with UniqueId i-9"


def test_a_resource_signal_times_out(stacks):
    stack = stacks.create(template(Wait=policy_wait(timeout="PT1S")))
    assert stacks.reason(stack, "Wait") == "Failed to receive 1 resource signal(s) within the specified duration"


def test_the_timeout_and_count_of_a_policy_may_be_parameters(stacks):
    policy = {"ResourceSignal": {"Timeout": {"Ref": "Long"}, "Count": {"Ref": "Many"}}}
    condition = {"Type": "AWS::CloudFormation::WaitCondition", "CreationPolicy": policy}
    parameters = {"Long": {"Type": "String", "Default": "PT1S"}, "Many": {"Type": "Number", "Default": "3"}}
    stack = stacks.create(template(Wait=condition, Parameters=parameters))
    assert stacks.reason(stack, "Wait") == "Failed to receive 3 resource signal(s) within the specified duration"


def refusal(call, *words, **options) -> str:
    with pytest.raises(ClientError) as refused:
        call(*words, **options)
    assert refused.value.response["Error"]["Code"] == "ValidationError"
    return refused.value.response["Error"]["Message"]


def test_a_policy_timeout_over_twelve_hours_is_refused(stacks):
    assert "PT13H" in refusal(stacks.create, template(Wait=policy_wait(timeout="PT13H")))


def test_a_signal_to_a_complete_stack_is_refused(stacks):
    stack = stacks.made(template(Group=log_group()))["StackId"]
    text = f"Stack {stack} is in CREATE_COMPLETE state and cannot be signaled"
    assert refusal(stacks.signal, stack, "Group") == text


def test_a_signal_before_the_wait_is_in_progress_is_refused(stacks):
    stack = stacks.create(template(First=policy_wait(), Second=policy_wait(DependsOn="First")))
    stacks.begun(stack, "First")
    assert refusal(stacks.signal, stack, "Second") == "Resource Second does not exist for stack bake"


def test_a_signal_to_a_resource_that_waits_for_none_is_refused(stacks):
    stack = stacks.create(template(Wait=policy_wait(), Group=log_group()))
    eventually(lambda: "CREATE_COMPLETE" in stacks.statuses(stack, "Group"))
    assert refusal(stacks.signal, stack, "Group") == "Resource Group is in CREATE_COMPLETE state and cannot be signaled"


def test_a_signal_to_an_unknown_resource_or_stack_is_refused(stacks):
    stack = stacks.create(template(Wait=policy_wait()))
    assert refusal(stacks.signal, stack, "Nope") == "Resource Nope does not exist for stack bake"
    assert refusal(stacks.signal, "nope", "Wait") == "Stack 'nope' does not exist"


def test_a_creation_policy_holds_any_resource_until_it_is_signalled(stacks):
    policy = {"ResourceSignal": {"Timeout": "PT1M"}}
    stack = stacks.create(template(Group=log_group(CreationPolicy=policy)))
    stacks.begun(stack, "Group")
    stacks.signal(stack, "Group")
    assert stacks.end(stack)["StackStatus"] == "CREATE_COMPLETE"
