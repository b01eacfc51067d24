"""The ground every sandbox of one cloud stands on: which trees are laid out of which folders, made once per cloud.

A guest's root is a small skeleton of ours with one overlay for each system folder of this machine (/etc, /usr, ...).
One overlay over `/` would be simpler, but the kernel refuses a layer that lies below another (all ours lie below `/`),
and an ordinary user may not lay it at all.
"""

import contextlib
import os
import shutil
import stat
import threading
from pathlib import Path

GUEST = Path(__file__).parent / "guest"
# The folders of a Linux system that a guest sees. Whatever else lies in / is this machine's own business.
SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc", "usr", "var", "opt", "boot")
EMPTY = {
    "home": 0o755,
    "media": 0o755,
    "mnt": 0o755,
    "root": 0o700,
    "srv": 0o755,
    "tmp": 0o1777,
    "run": 0o755,
    "dev": 0o755,
    "proc": 0o555,
    "sys": 0o555,
}
# What a fresh instance has empty. A cloud-init of this machine's own keeps its user data there.
HIDDEN = ("/var/lib/cloud", "/var/tmp")
# An ordinary user's guest may change no file of the real root's: of these folders it gets copies.
CHANGEABLE = ("/etc", "/var/log")
# Many folders that provisioning by hand does not write to; they stay as the real root made them.
LEFT_OUT = {"doc", "locale", "man", "zoneinfo", "icons", "__pycache__"}
LARGEST_COPY = 1 << 20
POWER_COMMANDS = ("shutdown", "poweroff", "halt", "reboot")
_lock = threading.Lock()


class Ground:
    """Folders under `folder` that all sandboxes share; `secrets` are paths of this machine no guest may see.

    No guest sees the cloud's own state either: what contains `folder` is taken apart, child by child.
    """

    def __init__(self, folder: Path, secrets: list[Path], ordinary_user: bool):
        self.folder, self.ordinary_user = folder.resolve(), ordinary_user
        self.opaque = "user.overlay.opaque" if ordinary_user else "trusted.overlay.opaque"
        self.secrets = [s.resolve() for s in secrets]
        self._trees = [tree for name in _real_system_folders() for tree in self._apart(Path("/") / name)]
        with _lock:
            self._once("skeleton", self._make_skeleton)
            self._once("mask", self._make_mask)
            self._once("tools", lambda made: self._make_tools(made, with_signal=False))
            self._once("tools-amazon", lambda made: self._make_tools(made, with_signal=True))
            if ordinary_user:
                self._once("directories", self._make_directories)

    def layers(self, amazon: bool) -> list[str]:
        """The layers below the guest's and its image's, topmost first."""
        names = ["tools-amazon" if amazon else "tools", "mask"] + (["directories"] if self.ordinary_user else [])
        return [str(self.folder / name) for name in names]

    def trees(self) -> list[tuple[str, str]]:
        """(folder in the guest, folder below everything else) of each overlay, outer ones first."""
        return [("/", str(self.folder / "skeleton")), *self._trees]

    def _apart(self, path: Path) -> list[tuple[str, str]]:
        """The trees a system folder is laid from: one, or one per child where our own layers lie somewhere in it."""
        if not self.folder.is_relative_to(path):
            return [(str(path), str(path))]
        trees = []
        for child in sorted(path.iterdir()):
            if child.is_dir() and not child.is_symlink() and not self._hides(child):
                trees += self._apart(child)
        return trees

    def _hides(self, path: Path) -> bool:
        """Whether nothing of this folder of the machine is shown; what the guest sees there is its own."""
        return str(path) in HIDDEN or path in (self.folder.parent, *self.secrets)

    def _once(self, name: str, make) -> None:
        made, making = self.folder / name, self.folder / f"{name}.making"
        if made.is_dir():
            return
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        make(making)
        making.rename(made)

    def _make_skeleton(self, made: Path) -> None:
        for name in SYSTEM:
            if os.path.islink(f"/{name}"):
                os.symlink(os.readlink(f"/{name}"), made / name)
        for name, mode in EMPTY.items():
            (made / name).mkdir()
            (made / name).chmod(mode)
        apart = [Path(h) for h in HIDDEN if self.folder.is_relative_to(h)]
        for path in [Path(tree) for tree, _ in self._trees] + apart:
            self._parents(made, path / "x")

    def _make_mask(self, made: Path) -> None:
        for path in [Path(p) for p in HIDDEN] + self.secrets:
            if path.is_dir() and path.parts[1] in SYSTEM and not self.folder.is_relative_to(path):
                self._parents(made, path)
                self._blank(made / path.relative_to("/"), stat.S_IMODE(path.stat().st_mode))

    def _blank(self, path: Path, mode: int) -> None:
        """An empty folder that hides what lies below it."""
        path.mkdir(exist_ok=True)
        path.chmod(mode)
        os.setxattr(path, self.opaque, b"y")

    def _parents(self, made: Path, path: Path) -> None:
        """Makes the parents of a path as they are below: an overlay takes mode and owner from the topmost."""
        for parent in reversed(path.relative_to("/").parents[:-1]):
            (made / parent).mkdir(exist_ok=True)
            same_attributes(Path("/") / parent, made / parent)

    def _make_directories(self, made: Path) -> None:
        """All directories of the system, belonging to this user: those of the real root cannot be written to."""
        for tree, _ in self._trees:
            for where, folders, _ in os.walk(tree):
                folders[:] = [f for f in folders if f not in LEFT_OUT]
                target = made / where[1:]
                target.mkdir(parents=True, exist_ok=True)
                same_attributes(Path(where), target)
                for folder in [f for f in folders if not os.path.islink(os.path.join(where, f))]:
                    if not os.access(os.path.join(where, folder), os.R_OK | os.X_OK):
                        self._blank(target / folder, 0o755)
                if where.startswith(CHANGEABLE):
                    _copy_files(Path(where), target)

    def _make_tools(self, made: Path, with_signal: bool) -> None:
        # /sbin and /usr/sbin may be links; a folder put over a link would hide what the link leads to.
        sbin, usr_bin = (Path(os.path.realpath(p)) for p in ("/usr/sbin", "/usr/bin"))
        places = [(sbin / c, "shutdown") for c in POWER_COMMANDS] + [(usr_bin / "systemctl", "systemctl")]
        places += [(Path("/opt/aws/bin/cfn-signal"), "cfn-signal")] if with_signal else []
        for place, source in places:
            self._parents(made, place)
            target = made / place.relative_to("/")
            shutil.copyfile(GUEST / source, target)
            target.chmod(0o755)


def _copy_files(source: Path, target: Path) -> None:
    """Files that provisioning changes in place. What cannot be read here becomes an empty file."""
    for entry in os.scandir(source):
        if not entry.is_file(follow_symlinks=False) or entry.stat().st_size > LARGEST_COPY:
            continue
        copy = target / entry.name
        try:
            shutil.copyfile(entry.path, copy)
        except PermissionError:
            copy.write_bytes(b"")
        copy.chmod(stat.S_IMODE(entry.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR)


def _real_system_folders() -> list[str]:
    return [n for n in SYSTEM if os.path.isdir(f"/{n}") and not os.path.islink(f"/{n}")]


def same_attributes(source: Path, target: Path) -> None:
    """Gives `target` the mode and, as root, the owner of `source`, where that exists."""
    with contextlib.suppress(FileNotFoundError):
        there = source.stat()
        # The owner keeps the right to enter and write, else an ordinary user locks himself out of his own layer.
        target.chmod(stat.S_IMODE(there.st_mode) | stat.S_IRWXU)
        if os.geteuid() == 0:
            os.chown(target, there.st_uid, there.st_gid)
