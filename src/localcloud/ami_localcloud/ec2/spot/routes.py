"""For tests: EC2 takes spot instances back, under `/_localcloud/spot` on the cloud's own port."""

import json
from typing import Any

from localstack.http import Request, Response, route
from moto.ec2.models import ec2_backends

from ami_localcloud.ec2.spot import interruption

ACCOUNT = "000000000000"


class Interruptions:
    """Interrupts what runs on the spot market."""

    @route("/_localcloud/spot/interruptions", methods=["POST"])
    def interrupt(self, request: Request) -> Response:
        backend = ec2_backends[request.args.get("account") or ACCOUNT][request.args.get("region") or "us-east-1"]
        try:
            asked = interruption.Asked(**json.loads(request.data or "{}"))
            body: dict[str, Any] = {"instances": interruption.interrupt(backend, asked)}
            status = 201
        except (TypeError, ValueError) as e:
            body, status = {"message": str(e)}, 400
        return Response(json.dumps(body) + "\n", status, content_type="application/json")
