"""For tests: the files an image got, under `/_localcloud/images/` on the cloud's own port."""

import json
from typing import Any

from localstack.http import Request, Response, route
from moto.ec2.models import ec2_backends

from ami_localcloud.sandbox import layers


class ImageFiles:
    """Lists and reads what an image has other than its seeded base."""

    @route("/_localcloud/images/<image_id>/files", methods=["GET"])
    def list(self, request: Request, image_id: str) -> Response:
        image = _image(request, image_id)
        if image is None:
            return _missing(f"no image {image_id}")
        return Response(json.dumps(list(layers.differences(image.layers))), content_type="application/json")

    @route("/_localcloud/images/<image_id>/file", methods=["GET"])
    def read(self, request: Request, image_id: str) -> Response:
        image = _image(request, image_id)
        path = request.args.get("path", "")
        content = layers.read(image.layers, path) if image else None
        if content is None:
            return _missing(f"no file {path} in image {image_id}")
        return Response(content, content_type="application/octet-stream")


def _image(request: Request, image_id: str) -> Any:
    account = request.args.get("account", "000000000000")
    return ec2_backends[account][request.args.get("region", "us-east-1")].amis.get(image_id)


def _missing(what: str) -> Response:
    return Response(json.dumps({"message": what}), 404, content_type="application/json")
