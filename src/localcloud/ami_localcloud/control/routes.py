"""The HTTP routes under `/_localcloud/` on the cloud's own port: JSON in and out."""

import json
import os
from typing import Any

from localstack.http import Request, Response, route
from localstack.runtime.events import infra_ready

from ami_localcloud import settings


def account_of(request: Request) -> str | None:
    """The `account` of the query, absent or empty for all accounts."""
    return request.args.get("account") or None


def json_response(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body) + "\n", status=status, content_type="application/json")


class Routes:
    """Health and settings."""

    @route("/_localcloud/health", methods=["GET"])
    def health(self, request: Request) -> Response:
        if infra_ready.is_set():
            return json_response({"status": "ready", "pid": os.getpid()})
        return json_response({"status": "starting", "pid": os.getpid()}, 503)

    @route("/_localcloud/settings", methods=["GET"])
    def get_settings(self, request: Request) -> Response:
        return json_response(settings.values(account_of(request)))

    @route("/_localcloud/settings", methods=["PUT"])
    def put_settings(self, request: Request) -> Response:
        try:
            settings.put(json.loads(request.data), account_of(request))
        except (ValueError, AttributeError) as e:
            return json_response({"message": str(e)}, 400)
        return json_response(settings.values(account_of(request)))
