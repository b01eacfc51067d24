"""CloudFormation as AWS has it: it really waits, creates side by side, rolls back, and refuses what AWS refuses.

LocalStack's provider keeps change sets, stack sets and exports; what makes, changes and describes stacks is ours.
"""


def install() -> None:
    """Called once, before any service loads."""
    from localstack.services.cloudformation.v2 import provider
    from localstack.services.edge import ROUTER

    from ami_localcloud.cloudformation import (
        changes,
        custom_resource,
        descriptions,
        providers,
        resetting,
        resources,
        uploads,
        wait_condition,
    )
    from ami_localcloud.cloudformation.stack import Stack
    from ami_localcloud.control import on_reset

    for own in (custom_resource.CustomResource, wait_condition.WaitCondition, wait_condition.WaitConditionHandle):
        providers.register(own)
    resources.install()
    for operation in (*changes.OPERATIONS, *descriptions.OPERATIONS):
        setattr(provider.CloudformationProviderV2, operation.__name__, operation)
    # A change set that makes a stack makes it with LocalStack's code.
    provider.Stack = Stack
    provider.find_stack_v2 = lambda store, name: changes.find(store, name)
    for bucket in ("cloudformation-waitcondition-<region>", "cloudformation-custom-resource-response-<region>"):
        ROUTER.add(f"/{bucket}/<path:key>", uploads.put, methods=["PUT"])
    on_reset(resetting.forget)
