"""Takes user data apart as cloud-init does: gzip, MIME multipart, `#!` scripts; what is no script is named and left.

https://cloudinit.readthedocs.io/en/latest/explanation/format.html
"""

import gzip
import pickle
import zlib
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart

LIMIT = 16384
MIME_STARTS = (b"content-type: multipart/", b"mime-version:")
STARTS = {
    b"#!": "text/x-shellscript",
    b"#cloud-config": "text/cloud-config",
    b"#cloud-boothook": "text/cloud-boothook",
    b"#include": "text/x-include-url",
    b"#part-handler": "text/part-handler",
    b"## template: jinja": "text/jinja2",
}


@dataclass
class UserData:
    """What the guest gets: scripts in the order they run in, and a console line for each part that is not run."""

    raw: bytes
    scripts: list[tuple[str, bytes]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    processed: MIMEMultipart = field(default_factory=MIMEMultipart)

    def seed_files(self, instance_id: str) -> list[tuple[str, int, bytes]]:
        """(path, mode, content) of the copies cloud-init keeps under /var/lib/cloud/instances."""
        folder = f"/var/lib/cloud/instances/{instance_id}"
        copies = [
            ("user-data.txt", self.raw),
            ("user-data.txt.i", self.processed.as_bytes()),
            ("obj.pkl", pickle.dumps({"dsname": "DataSourceEc2Local", "userdata_raw": self.raw})),
        ]
        files = [(f"{folder}/{name}", 0o600, content) for name, content in copies if self.raw]
        return files + [(f"{folder}/scripts/{name}", 0o700, script) for name, script in self.scripts]


def parse(raw: bytes) -> UserData:
    """Never fails: what cannot be understood becomes a console line, as cloud-init warns and goes on."""
    data = UserData(raw)
    if raw:
        content = _unpacked(raw)
        if content[:100].lstrip().lower().startswith(MIME_STARTS):
            for part in message_from_bytes(content).walk():
                if not part.is_multipart():
                    _take(data, _unpacked(part.get_payload(decode=True) or b""), part)
        else:
            _take(data, content, None)
    return data


def _unpacked(content: bytes) -> bytes:
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return content


def _take(data: UserData, content: bytes, part: Message | None) -> None:
    declared = part.get_content_type() if part else "text/plain"
    kind = declared
    # A type that says little is looked up in the first bytes; a declared script is believed.
    if declared in ("text/plain", "text/x-not-multipart", "application/octet-stream"):
        kind = next((k for start, k in STARTS.items() if content.startswith(start)), "text/x-not-multipart")
    number = len(data.processed.get_payload()) + 1 if data.processed.get_payload() else 1
    name = (part.get_filename() if part else None) or f"part-{number:03}"
    copy = MIMEBase(*kind.split("/", 1))
    copy.set_payload(content)
    copy.add_header("Content-Disposition", "attachment", filename=name)
    data.processed.attach(copy)
    if kind == "text/x-shellscript":
        data.scripts.append((name.replace("/", "_"), content))
        data.scripts.sort()
    elif kind == "text/x-not-multipart":
        data.ignored.append(f"__init__.py[WARNING]: Unhandled non-multipart ({kind}) userdata: '{content[:24]!r}...'")
    else:
        data.ignored.append(f"local cloud: user data part {name} of type {kind} is not run here")
