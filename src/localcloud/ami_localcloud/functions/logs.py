"""What a function wrote goes into CloudWatch Logs, as far as the function's own role may write there.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
"""

import logging
import time
from datetime import date

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to
from localstack.services.lambda_.invocation import version_manager
from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment
from localstack.services.lambda_.invocation.logs import LogItem
from localstack.utils.aws.arns import extract_account_id_from_arn

from ami_localcloud.identity import roles

LOG = logging.getLogger(__name__)


def install() -> None:
    """Replaces LocalStack's names of groups and streams, and its writer, which may make any group."""
    ExecutionEnvironment.get_log_group_name = log_group
    ExecutionEnvironment.get_log_stream_name = log_stream
    version_manager.LogHandler = RoleBoundLogs


def log_group(environment: ExecutionEnvironment) -> str:
    """The group of LoggingConfig, else the function's own."""
    config = environment.function_version.config.logging_config or {}
    return config.get("LogGroup") or default_group(environment)


def default_group(environment: ExecutionEnvironment) -> str:
    return f"/aws/lambda/{environment.function_version.id.function_name}"


def log_stream(environment: ExecutionEnvironment) -> str:
    """In a group that functions may share, the stream carries the function's name."""
    version = environment.function_version.id
    shared = log_group(environment) != default_group(environment)
    name = version.function_name if shared else ""
    return f"{date.today():%Y/%m/%d}/{name}[{version.qualifier}]{environment.id}"


class RoleBoundLogs:
    """Writes in the thread of the invocation, so that the log of an invocation is there when its answer is."""

    def __init__(self, role_arn: str, region: str):
        self.role_arn = role_arn
        self.region = region
        self.account_id = extract_account_id_from_arn(role_arn)

    def start_subscriber(self) -> None:
        """Called by LocalStack; nothing has to run in between."""

    def stop(self) -> None:
        """Called by LocalStack; nothing is left to write."""

    def add_logs(self, item: LogItem) -> None:
        """Writes one invocation's lines, or drops them, as Lambda does, when the role may not write them."""
        try:
            self._write(item)
        except ClientError as e:
            LOG.info("log lines for %s are dropped: %s", item.log_group, e)

    def _write(self, item: LogItem) -> None:
        client = connect_to(aws_access_key_id=self.account_id, region_name=self.region).logs
        where = {"logGroupName": item.log_group, "logStreamName": item.log_stream}
        now = int(time.time() * 1000)
        # CloudWatch Logs refuses an event without a message.
        events = [{"timestamp": now, "message": line + "\n"} for line in item.logs.split("\n") if line]
        groups = client.describe_log_groups(logGroupNamePrefix=item.log_group)["logGroups"]
        if not any(group["logGroupName"] == item.log_group for group in groups):
            if not self._may("logs:CreateLogGroup", item):
                return
            client.create_log_group(logGroupName=item.log_group)
        streams = client.describe_log_streams(logGroupName=item.log_group, logStreamNamePrefix=item.log_stream)
        if not streams["logStreams"]:
            if not self._may("logs:CreateLogStream", item):
                return
            client.create_log_stream(**where)
        if self._may("logs:PutLogEvents", item):
            client.put_log_events(**where, logEvents=events)

    def _may(self, action: str, item: LogItem) -> bool:
        group = f"arn:aws:logs:{self.region}:{self.account_id}:log-group:{item.log_group}"
        return any(
            roles.allows(self.role_arn, action, resource)
            for resource in (group, f"{group}:log-stream:{item.log_stream}")
        )
