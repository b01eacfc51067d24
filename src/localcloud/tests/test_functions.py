"""Lambda functions run as local processes and behave as AWS's runtime does."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from cloud import eventually

LOG_ACTIONS = ("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")


class Functions:
    """Makes functions of one account and invokes them."""

    def __init__(self, client: Callable[..., Any]):
        self.lambda_ = client("lambda")
        self.iam = client("iam")
        self.logs = client("logs")

    def role(self, name: str = "function", actions: tuple[str, ...] = LOG_ACTIONS) -> str:
        trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        document = json.dumps({"Version": "2012-10-17", "Statement": trust})
        arn = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
        allowed = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": allowed})
        self.iam.put_role_policy(RoleName=name, PolicyName="allowed", PolicyDocument=policy)
        return arn

    def make(self, source: str, role: str | None = None, **settings: Any) -> str:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("index.py", source)
        defaults = {"FunctionName": "it", "Runtime": "python3.13", "Handler": "index.handler", "Timeout": 300}
        wanted = defaults | settings
        made = self.lambda_.create_function(Role=role or self.role(), Code={"ZipFile": archive.getvalue()}, **wanted)
        self.lambda_.get_waiter("function_active_v2").wait(FunctionName="it", WaiterConfig={"Delay": 1})
        return made["FunctionArn"]

    def invoke(self, event: Any = None) -> Any:
        answer = self.lambda_.invoke(FunctionName="it", Payload=json.dumps(event))
        return json.loads(answer["Payload"].read())

    def log(self, group: str = "/aws/lambda/it") -> str:
        return "".join(event["message"] for event in self.logs.filter_log_events(logGroupName=group)["events"])


@pytest.fixture
def functions(client: Callable[..., Any]) -> Functions:
    return Functions(client)


def test_a_handler_gets_the_event_and_its_result_comes_back(functions: Functions):
    functions.make("def handler(event, context): return {'got': event}")
    assert functions.invoke({"a": ["ü", 1]}) == {"got": {"a": ["ü", 1]}}


def test_the_context_is_that_of_the_real_runtime(functions: Functions):
    arn = functions.make(
        "def handler(e, c):\n"
        "    left = c.get_remaining_time_in_millis()\n"
        "    return [c.function_name, c.function_version, c.invoked_function_arn, c.memory_limit_in_mb,\n"
        "            c.log_group_name, c.log_stream_name, len(c.aws_request_id), 840000 < left <= 900000]",
        MemorySize=256,
        Timeout=900,
    )
    context = functions.invoke()
    assert context[:5] == ["it", "$LATEST", arn, "256", "/aws/lambda/it"]
    assert "[$LATEST]" in context[5]
    assert context[6:] == [36, True]


def test_the_environment_has_aws_variables_and_the_function_own_and_nothing_of_this_machine(functions: Functions):
    functions.make(
        "import os\ndef handler(e, c): return dict(os.environ)", Environment={"Variables": {"COLOUR": "blue"}}
    )
    variables = functions.invoke()
    assert variables["COLOUR"] == "blue"
    assert variables["AWS_REGION"] == "us-east-1"
    assert variables["AWS_LAMBDA_FUNCTION_NAME"] == "it"
    assert variables["_HANDLER"] == "index.handler"
    assert not [name for name in variables if name.startswith(("LOCALSTACK", "AMI_", "PYTEST", "PYTHONPATH"))]


def test_a_function_calls_aws_with_its_role(functions: Functions):
    functions.make("import boto3\ndef handler(e, c): return boto3.client('sts').get_caller_identity()['Arn']")
    assert functions.invoke().endswith(":assumed-role/function/it")


def test_an_exception_is_answered_as_the_runtime_does(functions: Functions):
    functions.make("def handler(e, c):\n    raise ValueError('no such colour')")
    answer = functions.invoke()
    assert (answer["errorType"], answer["errorMessage"]) == ("ValueError", "no such colour")
    assert "line 2, in handler" in answer["stackTrace"][0]
    assert "[ERROR] ValueError: no such colour" in functions.log()


@pytest.mark.parametrize(
    ("source", "handler", "kind", "message"),
    [
        ("import nowhere", "index.handler", "Runtime.ImportModuleError", "No module named 'nowhere'"),
        ("x = 1", "index.handler", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'index'"),
        ("def handler(:", "index.handler", "Runtime.UserCodeSyntaxError", "Syntax error in module 'index'"),
        ("def handler(e, c): return object()", "index.handler", "Runtime.MarshalError", "is not JSON serializable"),
    ],
)
def test_code_that_cannot_run_is_named(functions: Functions, source: str, handler: str, kind: str, message: str):
    functions.make(source, Handler=handler)
    answer = functions.invoke()
    assert answer["errorType"] == kind
    assert message in answer["errorMessage"]


def test_a_function_that_takes_too_long_is_killed_and_the_next_call_finds_a_new_one(functions: Functions):
    functions.make(
        "import os, time\n"
        "def handler(e, c):\n"
        "    print('here')\n"
        "    time.sleep(60 if e else 0)\n"
        "    return os.getpid()",
        Timeout=1,
    )
    first = functions.invoke()
    answer = functions.invoke("wait")
    assert answer["errorType"] == "Sandbox.Timedout"
    assert answer["errorMessage"].endswith("Error: Task timed out after 1.00 seconds")
    assert functions.invoke() != first
    log = functions.log()
    assert "Task timed out after 1.00 seconds" in log and "here" in log


def test_a_function_that_ends_its_process_says_so(functions: Functions):
    functions.make("import os\ndef handler(e, c): os._exit(7)")
    answer = functions.invoke()
    assert answer["errorType"] == "Runtime.ExitError"
    assert answer["errorMessage"].endswith("Error: Runtime exited with error: exit status 7")


def test_what_it_prints_is_in_its_log_between_start_and_report(functions: Functions):
    functions.make(
        "import logging, sys\n"
        "def handler(e, c):\n"
        "    print('to stdout')\n"
        "    print('to stderr', file=sys.stderr)\n"
        "    logging.warning('to logging')\n"
    )
    functions.invoke()
    lines = functions.log().splitlines()
    assert [line.split()[0] for line in lines] == ["START", "to", "to", "[WARNING]", "END", "REPORT"]
    assert "Max Memory Used" in lines[-1]


def test_the_log_goes_to_the_group_of_logging_config(functions: Functions):
    functions.logs.create_log_group(logGroupName="/bakes/log")
    functions.make("def handler(e, c):\n    print(c.log_group_name)", LoggingConfig={"LogGroup": "/bakes/log"})
    functions.invoke()
    assert "/bakes/log\n" in functions.log("/bakes/log")
    groups = functions.logs.describe_log_groups()["logGroups"]
    assert [group["logGroupName"] for group in groups] == ["/bakes/log"]


def test_a_role_that_may_not_make_the_group_makes_none(functions: Functions):
    functions.make("def handler(e, c): return 1", functions.role(actions=LOG_ACTIONS[1:]))
    assert functions.invoke() == 1
    assert functions.logs.describe_log_groups()["logGroups"] == []


DELETES_ITS_ROLE_AND_GROUP = """
import boto3
def handler(e, c):
    print("before")
    if e == "group":
        boto3.client("logs").delete_log_group(logGroupName=c.log_group_name)
    iam = boto3.client("iam")
    iam.delete_role_policy(RoleName="function", PolicyName="allowed")
    iam.delete_role(RoleName="function")
    print("after")
"""


def test_the_last_lines_get_out_when_the_role_goes_meanwhile(functions: Functions):
    functions.make(DELETES_ITS_ROLE_AND_GROUP)
    functions.invoke()
    assert "before\nafter\n" in functions.log()


def test_a_group_that_went_meanwhile_is_not_made_anew_without_the_right_to(functions: Functions):
    functions.make(DELETES_ITS_ROLE_AND_GROUP)
    functions.invoke("group")
    assert functions.logs.describe_log_groups()["logGroups"] == []


def test_a_group_that_went_meanwhile_is_made_anew_with_the_right_to(functions: Functions):
    functions.make(
        "import boto3\ndef handler(e, c): boto3.client('logs').delete_log_group(logGroupName=c.log_group_name)"
    )
    functions.invoke()
    assert "REPORT" in functions.log()


def test_an_asynchronous_call_that_fails_is_made_three_times_in_all(functions: Functions):
    functions.make("def handler(e, c):\n    print('tried', c.aws_request_id)\n    raise OSError('always')")
    functions.lambda_.invoke(FunctionName="it", InvocationType="Event", Payload=b"{}")

    def tries() -> list[str]:
        try:
            return [line for line in functions.log().splitlines() if line.startswith("tried")]
        except ClientError:
            return []

    tried = eventually(tries, until=lambda found: len(found) == 3)
    assert len(set(tried)) == 1, "a retry has the id of the first call"


def test_an_old_runtime_is_refused_in_the_words_of_aws(functions: Functions):
    with pytest.raises(ClientError) as refused:
        functions.make("", Runtime="python3.6")
    assert refused.value.response["Error"]["Code"] == "InvalidParameterValueException"
    assert refused.value.response["Error"]["Message"].startswith(
        "The runtime parameter of python3.6 is no longer supported for creating or updating AWS Lambda functions."
    )


def test_a_role_that_is_not_there_cannot_be_assumed(functions: Functions, account: str):
    with pytest.raises(ClientError) as refused:
        functions.make("", f"arn:aws:iam::{account}:role/nobody")
    message = refused.value.response["Error"]["Message"]
    assert message == "The role defined for the function cannot be assumed by Lambda."
