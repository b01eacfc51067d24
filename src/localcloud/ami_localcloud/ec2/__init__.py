"""EC2 of the local cloud: instances that run, images that carry what was written, as strict as AWS."""

import threading


def install() -> None:
    """Called once, before any service loads."""
    from localstack.aws import handlers
    from localstack.services.edge import ROUTER

    from ami_localcloud.control import on_reset
    from ami_localcloud.ec2 import (
        api,
        attributes,
        cfn_v1,
        console,
        imagechanges,
        images,
        imagesearch,
        instances,
        metadata,
        place,
        resetting,
        resource_provider,
        routes,
        seeding,
        snapshots,
        spot,
    )

    seeding.install()
    for room in (instances, attributes, images, imagesearch, imagechanges, snapshots, console):
        api.register(room.OPERATIONS)
    spot.install()
    resource_provider.install()
    handlers.preprocess_request.append(cfn_v1.accept)
    ROUTER.add(routes.ImageFiles())
    on_reset(resetting.forget)
    metadata.prepare()
    # For an ordinary user this takes a while; the first instance need not wait for it.
    threading.Thread(target=place.ground, daemon=True, name="ground").start()
