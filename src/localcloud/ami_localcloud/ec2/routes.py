"""For tests: an account's images and the files they got, under `/_localcloud/images` on the cloud's own port."""

import json
from typing import Any

from localstack.http import Request, Response, route
from moto.ec2.models import ec2_backends

from ami_localcloud.ec2.image import images_of
from ami_localcloud.sandbox import layers

ACCOUNT = "000000000000"


class ImageFiles:
    """Lists an account's own images, and lists and reads what one has other than its seeded base."""

    @route("/_localcloud/images", methods=["GET"])
    def images(self, request: Request) -> Response:
        account = request.args.get("account", ACCOUNT)
        own = [image for image in images_of(_backend(request)) if image.owner_id == account]
        return Response(json.dumps([_life(image) for image in own]), content_type="application/json")

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
    return _backend(request).amis.get(image_id)


def _backend(request: Request) -> Any:
    return ec2_backends[request.args.get("account", ACCOUNT)][request.args.get("region", "us-east-1")]


def _life(image: Any) -> dict[str, Any]:
    return {
        "id": image.id,
        "name": image.name,
        "state": image.state,
        "created": image.creation_date,
        "settled": image.settled_at,
    }


def _missing(what: str) -> Response:
    return Response(json.dumps({"message": what}), 404, content_type="application/json")
