"""What a function wrote goes into CloudWatch Logs, as far as the function's own role may write there.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
"""

import logging
import time
from datetime import date

from botocore.client import BaseClient
from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to
from localstack.services.lambda_.invocation import version_manager
from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion
from localstack.services.lambda_.invocation.logs import LogItem

from ami_localcloud.identity import roles

LOG = logging.getLogger(__name__)


def install() -> None:
    """Replaces LocalStack's names of groups and streams, and its writer, which may make any group."""
    ExecutionEnvironment.get_log_group_name = log_group
    ExecutionEnvironment.get_log_stream_name = log_stream
    version_manager.LogHandler = NoLogs


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


class FunctionLog:
    """The log stream of one execution environment.

    It is opened as an invocation begins, so that a function whose role is deleted while it runs, as a stack that goes
    does, still gets its last lines out.
    """

    def __init__(self, function_version: FunctionVersion, group: str, stream: str):
        self._role_arn = function_version.config.role
        self._where = {"logGroupName": group, "logStreamName": stream}
        self._region, self._account_id = function_version.id.region, function_version.id.account
        self._arn = f"arn:aws:logs:{self._region}:{self._account_id}:log-group:{group}"
        self._writable = False

    def open(self) -> None:
        """Makes group and stream where they are missing and the role may; else lines are dropped, as Lambda does."""
        try:
            self._writable = self._make() and self._may("logs:PutLogEvents")
        except ClientError as e:
            self._dropped(e)

    def write(self, text: str) -> None:
        """Writes an invocation's lines; when somebody deleted the group meanwhile, it is as good as never made."""
        now = int(time.time() * 1000)
        # CloudWatch Logs refuses an event without a message.
        events = [{"timestamp": now, "message": line + "\n"} for line in text.split("\n") if line]
        for _ in range(2):
            if not self._writable:
                return
            try:
                self._logs().put_log_events(**self._where, logEvents=events)
                return
            except ClientError as e:
                if e.response["Error"]["Code"] != "ResourceNotFoundException":
                    self._dropped(e)
                    return
                self.open()

    def _make(self) -> bool:
        """Whether group and stream are there, now that those that the role may make are made."""
        client, (group, stream) = self._logs(), self._where.values()
        groups = client.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
        if not any(found["logGroupName"] == group for found in groups):
            if not self._may("logs:CreateLogGroup"):
                return False
            client.create_log_group(logGroupName=group)
        streams = client.describe_log_streams(logGroupName=group, logStreamNamePrefix=stream)
        if not streams["logStreams"]:
            if not self._may("logs:CreateLogStream"):
                return False
            client.create_log_stream(**self._where)
        return True

    def _logs(self) -> BaseClient:
        return connect_to(aws_access_key_id=self._account_id, region_name=self._region).logs

    def _may(self, action: str) -> bool:
        stream = f"{self._arn}:log-stream:{self._where['logStreamName']}"
        return any(roles.allows(self._role_arn, action, resource) for resource in (self._arn, stream))

    def _dropped(self, e: ClientError) -> None:
        LOG.info("log lines for %s are dropped: %s", self._where["logGroupName"], e)


class NoLogs:
    """In place of LocalStack's writer: each execution environment writes its own log."""

    def __init__(self, role_arn: str, region: str):
        """Called by LocalStack for each version of a function."""

    def start_subscriber(self) -> None:
        """Nothing has to run."""

    def stop(self) -> None:
        """Nothing is left to write."""

    def add_logs(self, item: LogItem) -> None:
        """They are written already."""
