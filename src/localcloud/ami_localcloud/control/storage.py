"""What S3 holds stays in the state folder: LocalStack's own folder is one for all, in /tmp, whoever started first."""

from localstack.services.s3 import provider

from ami_localcloud import state


def install() -> None:
    """Called before S3 is loaded."""
    provider.DEFAULT_S3_TMP_DIR = str(state.folder() / "s3")
