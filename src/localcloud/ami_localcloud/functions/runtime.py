"""The Python runtime of Lambda, inside the function's process: standard library only, and nothing of this package.

Requests come as JSON lines on the file descriptor of the first argument, answers go to that of the second.
What the function prints goes to stdout and stderr, which the cloud reads as its log.
"""

import importlib
import json
import logging
import os
import queue
import signal
import sys
import threading
import time
import traceback

# The texts of this and of the errors below are those of AWS's own runtime interface client.
LOG_FORMAT = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"


class CognitoIdentity:
    """No Cognito here: both stay empty, as when a function is not called by a mobile client."""

    cognito_identity_id = None
    cognito_identity_pool_id = None


class LambdaContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, request):
        self.aws_request_id = request["requestId"]
        self.invoked_function_arn = request["functionArn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = CognitoIdentity()
        self.client_context = None
        self._deadline_ms = request["deadlineMs"]

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))


class RequestIdFilter(logging.Filter):
    """Puts the id of the current request into each record of `logging`."""

    request_id = ""

    def filter(self, record):
        record.aws_request_id = self.request_id
        return True


def read_requests(descriptor, requests):
    """Hands requests on. When the cloud is gone, however it ended, so is this process with all its children."""
    with os.fdopen(descriptor) as lines:
        for line in lines:
            requests.put(json.loads(line))
    os.killpg(0, signal.SIGKILL)


def set_up_logging():
    request_ids = RequestIdFilter()
    handler = logging.StreamHandler(sys.stdout)
    formatter = logging.Formatter(LOG_FORMAT, "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(request_ids)
    logging.getLogger().addHandler(handler)
    return request_ids


def load(name):
    """Returns (handler, None) or (None, error): a function that cannot be loaded fails when it is invoked."""
    try:
        module_name, attribute = name.rsplit(".", 1)
    except ValueError as e:
        return None, error(f"Bad handler '{name}': {e}", "Runtime.MalformedHandlerName")
    module_name = module_name.replace("/", ".")
    try:
        module = importlib.import_module(module_name)
    except ImportError as e:
        return None, error(f"Unable to import module '{module_name}': {e}", "Runtime.ImportModuleError")
    except SyntaxError as e:
        where = [f'  File "{e.filename}" Line {e.lineno}\n    {e.text}']
        return None, error(f"Syntax error in module '{module_name}': {e}", "Runtime.UserCodeSyntaxError", where)
    except Exception as e:
        return None, raised(e)
    if not hasattr(module, attribute):
        return None, error(f"Handler '{attribute}' missing on module '{module_name}'", "Runtime.HandlerNotFound")
    return getattr(module, attribute), None


def error(message, kind, stack=()):
    return {"errorMessage": message, "errorType": kind, "stackTrace": list(stack)}


def raised(exception):
    # The first two frames are this file's.
    frames = traceback.extract_tb(exception.__traceback__)
    own = [frame for frame in frames if frame.filename != __file__ and "importlib" not in frame.filename]
    return error(str(exception), type(exception).__name__, traceback.format_list(own))


def invoke(handler, request):
    """Returns the answer: {"payload": …} or {"error": …}, both JSON as the caller gets it."""
    try:
        result = handler(json.loads(request["payload"] or "null"), LambdaContext(request))
    except Exception as e:
        return {"error": raised(e)}
    try:
        return {"payload": json.dumps(result)}
    except (TypeError, ValueError) as e:
        return {"error": error(f"Unable to marshal response: {e}", "Runtime.MarshalError")}


def print_error(failure):
    stack = failure["stackTrace"]
    lines = ["Traceback (most recent call last):", *(line.rstrip("\n") for line in stack)] if stack else []
    print("\n".join([f"[ERROR] {failure['errorType']}: {failure['errorMessage']}", *lines]))


def main():
    requests = queue.Queue()
    reader = threading.Thread(target=read_requests, args=(int(sys.argv[1]), requests), daemon=True)
    answers = os.fdopen(int(sys.argv[2]), "w", buffering=1)
    reader.start()
    request_ids = set_up_logging()
    # In place of the folder of this file, which is no part of the function.
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    sys.argv[1:] = []
    handler, failure = load(os.environ["_HANDLER"])
    answers.write(json.dumps({"initialized": True}) + "\n")
    while True:
        request = requests.get()
        request_ids.request_id = request["requestId"]
        os.environ["_X_AMZN_TRACE_ID"] = request["traceId"]
        answer = {"error": failure} if failure else invoke(handler, request)
        if "error" in answer:
            answer["error"]["requestId"] = request["requestId"]
            print_error(answer["error"])
        sys.stdout.flush()
        sys.stderr.flush()
        answers.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
