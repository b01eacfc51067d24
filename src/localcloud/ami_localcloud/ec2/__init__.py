"""EC2 of the local cloud: instances that run, images that carry what was written, as strict as AWS."""


def install() -> None:
    """Called once, before any service loads."""
    from localstack.aws import handlers
    from localstack.services.edge import ROUTER

    from ami_localcloud.control import on_reset
    from ami_localcloud.ec2 import (
        api,
        cfn_v1,
        console,
        imagechanges,
        images,
        imagesearch,
        instances,
        metadata,
        resetting,
        resource_provider,
        routes,
        seeding,
        snapshots,
    )

    seeding.install()
    for room in (instances, images, imagesearch, imagechanges, snapshots, console):
        api.register(room.OPERATIONS)
    resource_provider.install()
    handlers.preprocess_request.append(cfn_v1.accept)
    ROUTER.add(routes.ImageFiles())
    on_reset(resetting.forget)
    metadata.prepare()
