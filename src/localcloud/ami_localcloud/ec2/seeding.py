"""Puts the seeds where every new account and region finds them: EC2's images, SSM's public parameters."""

from datetime import UTC, datetime
from typing import Any

from moto.ec2.exceptions import InvalidAMIIdError
from moto.ec2.models.amis import AmiBackend
from moto.ssm.models import Parameter, ParameterDict

from ami_localcloud.ec2 import seeds
from ami_localcloud.ec2.image import Image
from ami_localcloud.ec2.publishers import SEEDS, Seed

PUBLIC = (
    "/aws/service/ami-amazon-linux-latest",
    "/aws/service/ami-windows-latest",
    "/aws/service/canonical",
    "/aws/service/debian",
)


def install() -> None:
    check_loading_status = ParameterDict._check_loading_status

    def load_seeds(self: ParameterDict, key: str) -> None:
        if not key.startswith(PUBLIC):
            check_loading_status(self, key)
        elif not getattr(self, "seeds_loaded", False):
            self.seeds_loaded = True
            for seed in SEEDS:
                for name in seed.parameters:
                    self[name].append(_parameter(name, seed, self.region_name))

    ParameterDict._check_loading_status = load_seeds
    AmiBackend._load_amis = seeds.load_images
    AmiBackend.describe_images = _for_moto


def _for_moto(
    self: AmiBackend,
    ami_ids: list[str] | None = None,
    filters: dict[str, Any] | None = None,
    exec_users: Any = None,
    owners: Any = None,
) -> list[Image]:
    """What moto itself asks: for its instances by a filter, for its tags by id."""
    wanted = ami_ids or (filters or {}).get("image-id") or list(self.amis)
    found = [self.amis[i] for i in ([wanted] if isinstance(wanted, str) else wanted) if i in self.amis]
    if ami_ids and not found:
        raise InvalidAMIIdError(ami_ids)
    return found


def _parameter(name: str, seed: Seed, region: str) -> Parameter:
    # Public parameters belong to nobody: their ARN has no account.
    return Parameter(
        account_id="",
        name=name,
        value=seeds.image_id(seed, region),
        parameter_type="String",
        description=seed.description,
        allowed_pattern=None,
        keyid=None,
        last_modified_date=datetime.fromisoformat(seed.created).astimezone(UTC).timestamp(),
        version=1,
        data_type="aws:ec2:image",
    )
