"""Tries what a sandbox needs of the kernel, in a child process: `python -S -m ami_localcloud.sandbox.probe FOLDER`.

Exit code 0: all of it worked. Else one line on standard output says what did not and what would help.
"""

import os
import sys
from pathlib import Path

from ami_localcloud.sandbox import kernel
from ami_localcloud.sandbox.init import NAMESPACES, own_user_namespace

# Settings that keep ordinary users from user namespaces, and the value that does so.
FORBIDDING = {
    "kernel/unprivileged_userns_clone": "0",
    "kernel/apparmor_restrict_unprivileged_userns": "1",
    "user/max_user_namespaces": "0",
}


def main(folder: Path) -> str | None:
    """The reason why no sandbox can be made here, or None."""
    if os.uname().machine not in kernel.SYS_PIVOT_ROOT:
        return f"needs an x86_64 or aarch64 processor, this is {os.uname().machine}"
    ordinary_user = os.geteuid() != 0
    try:
        if ordinary_user:
            own_user_namespace()
        kernel.unshare(NAMESPACES)
    except OSError as refused:
        who = "an ordinary user" if ordinary_user else "root"
        return f"needs kernel namespaces, refused here to {who} ({refused.strerror}{_setting()})"
    child = os.fork()
    if child:
        return "" if os.waitpid(child, 0)[1] else None
    reason = _inside(folder, ordinary_user)
    print(reason or "", end="")
    sys.stdout.flush()
    os._exit(1 if reason else 0)


def _inside(folder: Path, ordinary_user: bool) -> str | None:
    """What only process 1 of the new namespaces can try."""
    try:
        kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
        kernel.bring_up_loopback(["169.254.169.254"])
        kernel.mount("proc", "/proc", "proc")
    except OSError as refused:
        return f"needs mounts and a network of its own, refused here ({refused.filename}: {refused.strerror})"
    upper, work, root = (folder / name for name in ("upper", "work", "root"))
    options = f"lowerdir=/etc,upperdir={upper},workdir={work}" + (",userxattr" if ordinary_user else "")
    try:
        kernel.mount("overlay", str(root), "overlay", 0, options)
    except OSError as refused:
        return (
            f"needs overlayfs over {folder}, refused here ({refused.strerror}); a folder on a file system of its own, "
            "not on an overlay or network one, would help"
        )
    return None


def _setting() -> str:
    for name, value in FORBIDDING.items():
        file = Path("/proc/sys", name)
        if file.exists() and file.read_text().strip() == value:
            return f"; sysctl {name.replace('/', '.')}={value} forbids it"
    return ""


if __name__ == "__main__":
    found = main(Path(sys.argv[1]))
    if found:
        print(found)
    sys.exit(0 if found is None else 1)
