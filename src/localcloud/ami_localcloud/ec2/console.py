"""GetConsoleOutput: what the guest printed so far, the last 64 KB of it."""

import base64
from datetime import UTC, datetime
from typing import Any

from localstack.aws.api import RequestContext
from moto.ec2.models.instance_types import INSTANCE_TYPES

from ami_localcloud.ec2.api import backend_of
from ami_localcloud.ec2.errors import Ec2Error
from ami_localcloud.ec2.instances import chosen

KEPT_BYTES = 64 * 1024


def get_console_output(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    instance = chosen(backend_of(context), [request["InstanceId"]])[0]
    if request.get("Latest") and INSTANCE_TYPES[instance.instance_type].get("Hypervisor") == "xen":
        raise Ec2Error(
            "UnsupportedOperation",
            "This instance type does not support retrieving the latest console "
            "logs. Only supported on Nitro instance types.",
        )
    answer: dict[str, Any] = {"InstanceId": instance.id, "Timestamp": datetime.now(UTC)}
    try:
        with open(instance.life.console, "rb") as f:
            f.seek(max(0, f.seek(0, 2) - KEPT_BYTES))
            answer["Output"] = base64.b64encode(f.read()).decode()
    except FileNotFoundError:
        answer["Output"] = ""  # not booted yet
    return answer


OPERATIONS = {"GetConsoleOutput": get_console_output}
