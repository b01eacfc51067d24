"""The sandbox an instance lives in: namespaces of its own over this machine's root, its writes captured in a folder.

This package imports nothing but the standard library at its top: `init` is started without the virtual environment.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def available(folder: Path | None = None) -> tuple[bool, str]:
    """Whether sandboxes can be made here with their files below `folder`; if not, why, in one line."""
    if not sys.platform.startswith("linux"):
        return False, f"needs Linux, this is {sys.platform}"
    if missing := [tool for tool in ("cp", "unshare") if not shutil.which(tool)]:
        return False, f"needs the commands {' and '.join(missing)} (packages coreutils and util-linux)"
    packages = Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory(dir=folder, prefix="probe-") as made:
        for name in ("upper", "work", "root"):
            os.mkdir(os.path.join(made, name))
        command = [sys.executable, "-S", "-B", "-m", "ami_localcloud.sandbox.probe", made]
        tried = subprocess.run(command, env={"PYTHONPATH": str(packages)}, cwd="/", capture_output=True, text=True)
        # overlayfs leaves a folder in its work folder that denies even its owner.
        inner = os.path.join(made, "work", "work")
        if os.path.isdir(inner):
            os.chmod(inner, 0o700)
    if tried.returncode == 0:
        return True, ""
    return False, tried.stdout.strip() or (tried.stderr.strip().splitlines() or ["the kernel refuses"])[-1]
