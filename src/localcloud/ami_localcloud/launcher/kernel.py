"""What the sandboxes need of this machine, and the words for what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

from ami_localcloud.launcher import LauncherError
from ami_localcloud.sandbox import own_root

MISSING = 3
TOOLS = ("unshare", "setpriv")
# Settings that keep ordinary users from user namespaces, and the value that does so.
FORBIDDING = {
    "kernel/unprivileged_userns_clone": "0",
    "kernel/apparmor_restrict_unprivileged_userns": "1",
    "user/max_user_namespaces": "0",
}


def check_own_root() -> None:
    """LauncherError when instances are to boot a root of their own and cannot."""
    root = own_root.folder()
    if root and (why := own_root.unusable(root)):
        raise LauncherError(why, MISSING)
    if root and not shutil.which("ip"):
        raise LauncherError("instances with a root of their own need the command ip (package iproute2)", MISSING)


def check() -> None:
    """LauncherError, with what is missing and what still can be run, when no sandbox can be made here."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        raise _missing(f"needs the commands {' and '.join(missing)} (package util-linux)")
    as_root = os.geteuid() == 0
    flags = ["-m", "-p", "-n", "-f"] if as_root else ["-U", "-r", "-m", "-p", "-n", "-f"]
    tried = subprocess.run(["unshare", *flags, "true"], capture_output=True, text=True)
    if tried.returncode:
        who = "root" if as_root else "an ordinary user"
        reason = tried.stderr.strip() + _forbidding_setting()
        raise _missing(f"needs kernel namespaces, refused here to {who} ({reason})")
    check_own_root()


def _forbidding_setting() -> str:
    for name, value in FORBIDDING.items():
        file = Path("/proc/sys", name)
        if file.exists() and file.read_text().strip() == value:
            return f"; sysctl {name.replace('/', '.')}={value} forbids it"
    return ""


def _missing(what: str) -> LauncherError:
    rest = "rendering a template (mvn ami:render) and the unit tests (mvn test) still run"
    return LauncherError(f"{what}; {rest}", MISSING)
