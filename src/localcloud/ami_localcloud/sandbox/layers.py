"""What guests wrote, as layers: captured from a sandbox, laid below the next one, listed and read for tests.

A layer is a folder in the form overlayfs keeps: a deleted file is a character device 0/0 (a whiteout), a folder that
was deleted and made anew carries an opaque mark. So a copy that keeps devices and extended attributes is an image.
"""

import hashlib
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

from ami_localcloud.sandbox import own_root
from ami_localcloud.sandbox.ground import EMPTY, HIDDEN, SYSTEM, Ground
from ami_localcloud.sandbox.own_root import OwnRoot
from ami_localcloud.sandbox.root import slug

OPAQUE = ("trusted.overlay.opaque", "user.overlay.opaque")
KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "link",
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "character device",
    stat.S_IFBLK: "block device",
}


def capture(ground: Ground | OwnRoot, instance_folder: Path, layer: Path) -> None:
    """Copies all that a guest wrote into a new layer. CalledProcessError when the disk or the kernel refuses."""
    layer.mkdir(parents=True)
    for tree, _ in ground.trees():
        writes = instance_folder / "writes" / slug(tree)
        if writes.is_dir() and any(writes.iterdir()):
            target = layer / tree[1:]
            target.mkdir(parents=True, exist_ok=True)
            # As an ordinary user's root, cp may read what the guest's root has shut for its owner.
            as_root = ["unshare", "-Ur"] if ground.ordinary_user else []
            command = [*as_root, "cp", "-a", "--reflink=auto", f"{writes}/.", str(target)]
            # To a file, not a pipe: a pipe ends when its last holder does, and this is a process of many threads.
            with open(f"{layer}.log", "ab") as log:
                subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def is_whiteout(found: os.stat_result) -> bool:
    return stat.S_ISCHR(found.st_mode) and found.st_rdev == 0


def is_opaque(path: Path) -> bool:
    return any(name in OPAQUE for name in os.listxattr(path, follow_symlinks=False))


def _base(path: str) -> Path | None:
    """The file that a guest without layers sees at a path, or None: this machine's, or that of the root it boots."""
    if root := own_root.folder():
        return root / path[1:] if os.path.lexists(root / path[1:]) else None
    parts = path.strip("/").split("/")
    hidden = any(path.startswith(h + "/") for h in HIDDEN)
    if hidden or parts[0] not in (*SYSTEM, *EMPTY) or (parts[0] in EMPTY and len(parts) > 1):
        return None
    return Path(path) if os.path.lexists(path) else None


def differences(layers: list[Path]) -> Iterator[dict]:
    """Yields what an image of these layers (topmost first) has other than its seeded base, in path order.

    Each: path, type, mode (octal text), uid, gid, size and sha256 of files, target of links; or path and deleted.
    """
    yield from _differences(layers, "")


def _differences(layers: list[Path], folder: str) -> Iterator[dict]:
    names = sorted({n for layer in layers for n in os.listdir(layer / folder[1:])})
    below_hidden = any(is_opaque(layer / folder[1:]) for layer in layers) if folder else False
    base = _base(folder) if folder else None
    if below_hidden and base and base.is_dir():
        names = sorted({*names, *os.listdir(base)})
    for name in names:
        path = f"{folder}/{name}"
        stack = _stack(layers, path)
        if not stack or is_whiteout(os.lstat(stack[0])):
            if _base(path):
                yield {"path": path, "deleted": True}
            continue
        found = os.lstat(stack[0])
        if not stat.S_ISDIR(found.st_mode):
            yield _describe(path, stack[0], found)
            continue
        if not _same_folder(path, found):
            yield _describe(path, stack[0], found)
        yield from _differences([s.parents[path.count("/") - 1] for s in stack], path)


def _stack(layers: list[Path], path: str) -> list[Path]:
    """The layers' files at a path that count, topmost first: folders merge, anything else hides what is below."""
    found = []
    for layer in layers:
        place = layer / path[1:]
        if not os.path.lexists(place):
            continue
        if found and not place.is_dir() or place.is_symlink() and found:
            break
        found.append(place)
        if place.is_symlink() or not place.is_dir() or is_opaque(place):
            break
    return found


def _same_folder(path: str, found: os.stat_result) -> bool:
    base = _base(path)
    if base is None or not base.is_dir():
        return False
    there = base.stat()
    return stat.S_IMODE(there.st_mode) == stat.S_IMODE(found.st_mode) and (
        os.geteuid() != 0 or (there.st_uid, there.st_gid) == (found.st_uid, found.st_gid)
    )


def _describe(path: str, place: Path, found: os.stat_result) -> dict:
    entry = {
        "path": path,
        "type": KINDS[stat.S_IFMT(found.st_mode)],
        "mode": f"{stat.S_IMODE(found.st_mode):04o}",
        "uid": found.st_uid,
        "gid": found.st_gid,
        "size": found.st_size,
    }
    if stat.S_ISREG(found.st_mode):
        with open(place, "rb") as f:
            entry["sha256"] = hashlib.file_digest(f, "sha256").hexdigest()
    if stat.S_ISLNK(found.st_mode):
        entry["target"] = os.readlink(place)
    return entry


def read(layers: list[Path], path: str) -> bytes | None:
    """The bytes of a file that the layers hold; None when they hold no such file (or a folder, a link, a deletion)."""
    clean = os.path.normpath("/" + path.lstrip("/"))
    current = layers
    for depth in range(1, clean.count("/") + 1):
        at = "/".join(clean.split("/")[: depth + 1])
        stack = _stack(current, at)
        if not stack or os.path.islink(stack[0]):
            return None
        if at == clean:
            found = os.lstat(stack[0])
            return stack[0].read_bytes() if stat.S_ISREG(found.st_mode) else None
        current = [s.parents[depth - 1] for s in stack]
    return None
