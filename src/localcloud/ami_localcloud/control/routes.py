"""The HTTP routes under `/_localcloud/` on the cloud's own port: JSON in and out."""

import json
import os
from typing import Any

from localstack.http import Request, Response, route
from localstack.runtime.events import infra_ready

from ami_localcloud import settings
from ami_localcloud.control import faults, request_log, resetting


def account_of(request: Request) -> str | None:
    """The `account` of the query, absent or empty for all accounts."""
    return request.args.get("account") or None


def json_response(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body) + "\n", status=status, content_type="application/json")


def refused(e: Exception) -> Response:
    return json_response({"message": str(e)}, 400)


class Routes:
    """Health, settings, faults, the request log, reset."""

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
            return refused(e)
        return json_response(settings.values(account_of(request)))

    @route("/_localcloud/requests", methods=["GET"])
    def get_requests(self, request: Request) -> Response:
        found = request_log.entries(account_of(request), request.args.get("since", ""))
        return Response("".join(json.dumps(entry) + "\n" for entry in found), content_type="application/x-ndjson")

    @route("/_localcloud/faults", methods=["GET"])
    def get_faults(self, request: Request) -> Response:
        return json_response(faults.remaining(account_of(request)))

    @route("/_localcloud/faults", methods=["POST"])
    def post_fault(self, request: Request) -> Response:
        try:
            asked = json.loads(request.data)
            faults.add({"account": account_of(request)} | asked)
        except (ValueError, TypeError) as e:
            return refused(e)
        return json_response({}, 201)

    @route("/_localcloud/faults", methods=["DELETE"])
    def delete_faults(self, request: Request) -> Response:
        faults.reset(account_of(request))
        return json_response({})

    @route("/_localcloud/reset", methods=["POST"])
    def post_reset(self, request: Request) -> Response:
        resetting.reset(account_of(request))
        return json_response({})
