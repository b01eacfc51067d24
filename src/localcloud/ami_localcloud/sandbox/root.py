"""Assembles a guest's root: layers over this machine's root, fresh /dev /proc /run /tmp. Runs inside the namespaces."""

import contextlib
import errno
import os

from ami_localcloud.sandbox import hardware, kernel

DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
# Files of /proc that uid 0 may write without any capability, and ones that tell about the machine.
PROC_READ_ONLY = ("sys", "sysrq-trigger", "irq", "bus", "fs")
PROC_HIDDEN = ("kcore", "keys", "timer_list", "sched_debug")


def slug(tree: str) -> str:
    """The folder name that stands for a tree of the guest, `_` for `/`."""
    return tree.strip("/").replace("/", "-") or "_"


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,")


def mount_tree(spec: dict, tree: str, base: str) -> None:
    """Lays one overlay: the guest's writes above the layers (topmost first) above `base`."""
    below = [layer + tree.rstrip("/") for layer in spec["layers"]]
    lower = ":".join(_escaped(p) for p in [p for p in below if os.path.isdir(p)] + [base])
    upper = os.path.join(spec["folder"], "writes", slug(tree))
    work = os.path.join(spec["folder"], spec["work"], slug(tree))
    options = f"lowerdir={lower},upperdir={_escaped(upper)},workdir={_escaped(work)}"
    # A layer must stay readable where it is copied to: no redirects, no inode index.
    options += ",userxattr" if spec["ordinary_user"] else ",redirect_dir=off,index=off,metacopy=off"
    target = spec["root"] + tree.rstrip("/")
    try:
        # Else the end of each sandbox would wait until this machine's whole disk is in sync.
        kernel.mount("overlay", target, "overlay", 0, options + ",volatile")
    except OSError as refused:
        if refused.errno != errno.EINVAL:
            raise
        kernel.mount("overlay", target, "overlay", 0, options)  # Linux before 5.10


def assemble(spec: dict, console: str) -> None:
    """Makes spec["root"] the guest's root; `console` is the terminal that becomes /dev/console and /dev/ttyS0."""
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    for tree, base in spec["trees"]:
        mount_tree(spec, tree, base)
    root = spec["root"]
    secure = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("proc", root + "/proc", "proc", secure | kernel.MS_NOEXEC)
    if spec["machine"]:
        hardware.mount(root + "/sys", spec["instance_id"])
    else:
        kernel.mount("tmpfs", root + "/sys", "tmpfs", secure, "mode=0555,size=4k")
    kernel.mount("tmpfs", root + "/run", "tmpfs", secure, "mode=0755")
    kernel.mount("tmpfs", root + "/tmp", "tmpfs", secure, "mode=1777")
    os.mkdir(root + "/run/lock", 0o755)
    _devices(root + "/dev", console)
    _tame_proc(root + "/proc")
    kernel.pivot_root(root)


def _devices(dev: str, console: str) -> None:
    kernel.mount("tmpfs", dev, "tmpfs", kernel.MS_NOSUID, "mode=0755")
    sources = {name: f"/dev/{name}" for name in DEVICES} | {"console": console, "ttyS0": console}
    for name, source in sources.items():
        os.close(os.open(f"{dev}/{name}", os.O_CREAT | os.O_WRONLY, 0o666))
        kernel.mount(source, f"{dev}/{name}", "", kernel.MS_BIND)
    for name in ("pts", "shm"):
        os.mkdir(f"{dev}/{name}", 0o755)
    kernel.mount("devpts", f"{dev}/pts", "devpts", kernel.MS_NOSUID, "newinstance,ptmxmode=0666,mode=0620")
    kernel.mount("tmpfs", f"{dev}/shm", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=1777")
    links = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2", "ptmx": "pts/ptmx"}
    for name, target in links.items():
        os.symlink(target, f"{dev}/{name}")


def _tame_proc(proc: str) -> None:
    for name in PROC_READ_ONLY:
        path = f"{proc}/{name}"
        if os.path.exists(path):
            kernel.mount(path, path, "", kernel.MS_BIND)
            kernel.mount(
                "",
                path,
                "",
                kernel.MS_BIND
                | kernel.MS_REMOUNT
                | kernel.MS_RDONLY
                | kernel.MS_NOSUID
                | kernel.MS_NODEV
                | kernel.MS_NOEXEC,
            )
    for name in PROC_HIDDEN:
        with contextlib.suppress(FileNotFoundError):
            kernel.mount("/dev/null", f"{proc}/{name}", "", kernel.MS_BIND)
