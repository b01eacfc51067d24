"""Looks for a secret in all files of an image, in whatever form cloud-init, a journal or a log may have left it."""

import base64
import gzip
import lzma
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

DEEPEST = 4  # user data is gzip in base64 in a script in base64
ENCODED = re.compile(rb"[A-Za-z0-9+/\r\n]{40,}={0,2}")
GZIP, XZ = b"\x1f\x8b\x08", b"\xfd7zXZ\0"


def leaks(tree: Path, canary: str) -> list[str]:
    """The paths below a folder whose name, link target or content has the canary, whole or packed."""
    found = []
    for where, folders, files in os.walk(tree):
        for name in (*folders, *files):
            path = Path(where, name)
            if _has(path, canary.encode()):
                found.append("/" + str(path.relative_to(tree)))
    return sorted(found)


def _has(path: Path, canary: bytes) -> bool:
    if canary in os.fsencode(path.name):
        return True
    if path.is_symlink():
        return canary in os.fsencode(os.readlink(path))
    return path.is_file() and any(canary in form for form in forms(path.read_bytes()))


def forms(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The content, and what can be unpacked out of it, again and again."""
    yield content
    if depth == DEEPEST:
        return
    for found in ENCODED.finditer(content):
        text = re.sub(rb"[\r\n=]", b"", found[0])
        # Where it begins cannot be known: a fragment is tried from each of four places.
        for start in range(4):
            part = text[start : start + (len(text) - start) // 4 * 4]
            yield from _only_new(base64.b64decode(part), depth)
    for magic, unpack in ((GZIP, _gunzip), (XZ, lzma.decompress)):
        for at in [m.start() for m in re.finditer(re.escape(magic), content)]:
            try:
                yield from forms(unpack(content[at:]), depth + 1)
            except (lzma.LZMAError, zlib.error, gzip.BadGzipFile, EOFError):
                continue


def _only_new(decoded: bytes, depth: int) -> Iterator[bytes]:
    """What was in base64; unpacked further only where it could hold something, as most of it is noise."""
    yield decoded
    if GZIP in decoded or XZ in decoded or ENCODED.search(decoded):
        yield from forms(decoded, depth + 1)


def _gunzip(packed: bytes) -> bytes:
    """All that can be unpacked, also where something else follows or the end is missing."""
    return zlib.decompressobj(wbits=31).decompress(packed)
