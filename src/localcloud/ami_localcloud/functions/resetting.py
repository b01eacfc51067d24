"""Functions of an account that is reset: their processes end with them."""

from localstack.aws.connect import connect_to
from localstack.services.lambda_.invocation.models import lambda_stores

from ami_localcloud.functions.executor import ProcessExecutor


def reset(account_id: str | None) -> None:
    """Deletes the functions of one account, or of all, and returns when their processes are gone."""
    for owner, region, store in list(lambda_stores.iter_stores()):
        if account_id in (None, owner):
            client = connect_to(aws_access_key_id=owner, region_name=region).lambda_
            for name in list(store.functions):
                client.delete_function(FunctionName=name)
    # LocalStack ends their environments too, but some time later.
    for executor in list(ProcessExecutor.living):
        if account_id in (None, executor.function_version.id.account):
            executor.stop()
