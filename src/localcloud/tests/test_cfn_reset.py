"""Reset ends what runs on the account's stacks."""

import pytest
from botocore.exceptions import ClientError
from stacks import Stacks, handle, put, template, wait


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def test_a_reset_forgets_a_stack_in_progress_and_closes_its_url(stacks, control):
    stack = stacks.create(template(Handle=handle(), Wait=wait(timeout=43200)))
    url = stacks.url(stack)
    stacks.begun(stack, "Wait")
    control.call("POST", "reset")
    with pytest.raises(ClientError, match="does not exist"):
        stacks.describe(stack)
    assert put(url, {"Status": "SUCCESS", "UniqueId": "a"}) == 403


def test_a_name_can_be_used_again_after_a_reset(stacks, control):
    stacks.create(template(Handle=handle(), Wait=wait(timeout=43200)))
    control.call("POST", "reset")
    assert stacks.made(template(Handle=handle()))["StackStatus"] == "CREATE_COMPLETE"
