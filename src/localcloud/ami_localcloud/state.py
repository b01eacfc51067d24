"""The state folder of the running cloud: request log, function folders, sandboxes, records of processes.

It is new for every start. Standard library only.
"""

import os
from pathlib import Path

VARIABLE = "AMI_LOCALCLOUD_STATE"


def folder() -> Path:
    """The state folder; KeyError outside the server."""
    return Path(os.environ[VARIABLE])
