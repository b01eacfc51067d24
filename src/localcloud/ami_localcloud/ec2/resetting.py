"""Reset: what runs is ended, what was written is removed, the backends of EC2 start anew."""

from moto.ec2.models import ec2_backends

from ami_localcloud.ec2 import place
from ami_localcloud.ec2.image import images_of
from ami_localcloud.ec2.spot.operations import requests_of


def forget(account_id: str | None) -> None:
    """Forgets one account, or all when none is named."""
    for account in [account_id] if account_id else list(ec2_backends):
        if account not in ec2_backends:
            continue
        for backend in list(ec2_backends[account].values()):
            for request in list(requests_of(backend).values()):
                request.forget()
            for instance in backend.all_instances():
                instance.life.destroy()
            for image in images_of(backend):
                image.settled.set()
        del ec2_backends[account]
    place.remove(account_id)
