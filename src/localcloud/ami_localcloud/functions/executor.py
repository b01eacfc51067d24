"""LocalStack's plugin point for running functions: an execution environment is one local Python process."""

import json
import shutil
import threading
import time
from datetime import UTC, datetime
from math import ceil
from typing import Any

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from ami_localcloud import state
from ami_localcloud.functions.logs import FunctionLog
from ami_localcloud.functions.process import Ended, FunctionProcess

# Variables of LocalStack's own containers, which the real runtime does not have.
FOREIGN = ("LOCALSTACK_", "EDGE_PORT", "AWS_LAMBDA_FUNCTION_TIMEOUT", "_AWS_XRAY")


class ProcessExecutor(RuntimeExecutor):
    """One execution environment. Its process is started anew after it crashed or timed out, as Lambda does."""

    # Those that were started and not stopped.
    living: set["ProcessExecutor"] = set()

    def __init__(self, id: str, function_version: FunctionVersion):
        super().__init__(id, function_version)
        self._folder = state.folder() / "functions" / id
        self._variables: dict[str, str] = {}
        self._process: FunctionProcess | None = None
        self._invoking, self._ending = threading.Lock(), threading.Lock()

    def start(self, env_vars: dict[str, Any]) -> None:
        (self._folder / "tmp").mkdir(parents=True)
        group, stream = env_vars["AWS_LAMBDA_LOG_GROUP_NAME"], env_vars["AWS_LAMBDA_LOG_STREAM_NAME"]
        self._log = FunctionLog(self.function_version, group, stream)
        configured = self.function_version.config
        self._variables = {name: str(value) for name, value in env_vars.items() if not name.startswith(FOREIGN)}
        self._variables |= {
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{configured.runtime}",
            "LAMBDA_TASK_ROOT": str(configured.code.get_unzipped_code_location()),
            "LANG": "en_US.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            # The user's files, AWS configuration among them, are not the function's.
            "HOME": str(self._folder / "tmp"),
            "TMPDIR": str(self._folder / "tmp"),
        } | (configured.environment or {})
        self.living.add(self)
        self._process = self._new_process()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        with self._invoking:
            self._log.open()
            result = self._invoke(payload)
            # Before the answer goes out: whoever has it can read the log.
            self._log.write(result.logs or "")
            return result

    def _invoke(self, payload: dict[str, str]) -> InvocationResult:
        request_id, timeout = payload["invoke-id"], self.function_version.config.timeout
        log = [f"START RequestId: {request_id} Version: {self.function_version.id.qualifier}"]
        began = time.monotonic()
        status, init = "", ""
        memory = 0
        try:
            if not self._process or not self._process.alive():
                self._process = self._new_process()
                init = f"\tInit Duration: {self._process.init_seconds * 1000:.2f} ms"
            answer = self._process.ask(
                {
                    "requestId": request_id,
                    "functionArn": payload["invoked-function-arn"],
                    "payload": payload["payload"],
                    "traceId": payload["trace-id"],
                    "deadlineMs": int((time.time() + timeout) * 1000),
                },
                timeout,
            )
            memory = self._process.peak_memory_mb()
            log.append(self._output())
        except TimeoutError:
            memory = self._process.peak_memory_mb() if self._process else 0
            answer, status = _timed_out(request_id, timeout), "\tStatus: timeout"
            log += [self._output(), f"{_now()} {request_id} Task timed out after {timeout:.2f} seconds\n"]
            self._end_process()
        except Ended as e:
            message = f"RequestId: {request_id} Error: {e}"
            answer = {"error": {"errorType": "Runtime.ExitError", "errorMessage": message}}
            status = "\tStatus: error\tError Type: Runtime.ExitError"
            log += [self._output(), f"{message}\nRuntime.ExitError"]
            self._end_process()
        took = (time.monotonic() - began) * 1000
        log += [
            f"END RequestId: {request_id}",
            f"REPORT RequestId: {request_id}\tDuration: {took:.2f} ms\tBilled Duration: {ceil(took)} ms"
            f"\tMemory Size: {self.function_version.config.memory_size} MB\tMax Memory Used: {memory} MB{init}{status}",
        ]
        failed = "error" in answer
        body = json.dumps(answer["error"]) if failed else answer["payload"]
        return InvocationResult(request_id, body.encode(), is_error=failed, logs="\n".join(log) + "\n")

    def stop(self) -> None:
        self.living.discard(self)
        self._end_process()
        shutil.rmtree(self._folder, ignore_errors=True)

    def get_logs(self) -> str:
        return self._output()

    def get_address(self) -> str:
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        return "127.0.0.1"

    def get_runtime_endpoint(self) -> str:
        return f"http://127.0.0.1:{config.GATEWAY_LISTEN[0].port}"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """The unpacked code belongs to LocalStack, which removes it with the function."""

    def _new_process(self) -> FunctionProcess:
        self._end_process()
        code = self.function_version.config.code.get_unzipped_code_location()
        return FunctionProcess(self._folder, code, self._variables)

    def _end_process(self) -> None:
        # Who finds none there may rely on its being gone.
        with self._ending:
            process, self._process = self._process, None
            if process:
                process.end()

    def _output(self) -> str:
        return self._process.output().rstrip("\n") if self._process else ""


def _timed_out(request_id: str, timeout: int) -> dict[str, Any]:
    message = f"RequestId: {request_id} Error: Task timed out after {timeout:.2f} seconds"
    return {"error": {"errorType": "Sandbox.Timedout", "errorMessage": message}}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
