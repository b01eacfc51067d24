"""Where instances and images lie in the state folder: one folder per account, so that a reset is a removal."""

import contextlib
import os
import shutil
from functools import cache
from pathlib import Path

from ami_localcloud import state
from ami_localcloud.sandbox import own_root
from ami_localcloud.sandbox.ground import Ground
from ami_localcloud.sandbox.own_root import OwnRoot

SOURCES = Path(__file__).resolve().parents[4]


def account_folder(account_id: str) -> Path:
    return state.folder() / "ec2" / "accounts" / account_id


def instance_folder(account_id: str, instance_id: str) -> Path:
    return account_folder(account_id) / "instances" / instance_id


def layer_folder(account_id: str, region: str, image_id: str) -> Path:
    return account_folder(account_id) / "layers" / region / image_id


@cache
def ground() -> Ground | OwnRoot:
    """The ground of this cloud's sandboxes; the checkout and the state are not for guests to see."""
    if root := own_root.folder():
        return OwnRoot(root)
    return Ground(state.folder() / "ec2" / "ground", [state.folder(), SOURCES], ordinary_user=os.geteuid() != 0)


def remove(account_id: str | None) -> None:
    """Forgets the files of one account, or of all."""
    folder = account_folder(account_id) if account_id else state.folder() / "ec2" / "accounts"
    shutil.rmtree(folder, onerror=open_up)


def open_up(function, path: str, _error) -> None:
    # Overlay work folders deny even their owner.
    if os.path.isdir(path) and not os.path.islink(path):
        # The end of an instance may be removing the same.
        with contextlib.suppress(FileNotFoundError):
            os.chmod(path, 0o700)
        shutil.rmtree(path, ignore_errors=True)
