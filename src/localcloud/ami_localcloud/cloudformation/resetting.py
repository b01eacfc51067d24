"""Forgetting the stacks of an account: what still runs on them ends, and nobody answers their URLs any more."""

from localstack.services.cloudformation.stores import cloudformation_stores

from ami_localcloud.cloudformation import uploads
from ami_localcloud.cloudformation.stack import Stack, stacks_of

PATIENCE = 20  # seconds that a call already made to a service may take


def forget(account_id: str | None) -> None:
    """Ends every operation on stacks of the account, or of all accounts; LocalStack empties the stores."""
    stacks = [
        stack
        for account, regions in list(cloudformation_stores.items())
        if account_id in (None, account)
        for store in list(regions.values())
        for stack in stacks_of(store)
        if isinstance(stack, Stack) and stack.operation
    ]
    for stack in stacks:
        with stack.changed:
            stack.forgotten = True
            stack.operation.supersede()
    for stack in stacks:
        stack.operation.finished.wait(PATIENCE)
    uploads.forget_all(account_id)
