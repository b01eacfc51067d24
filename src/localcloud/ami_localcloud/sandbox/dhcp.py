"""A subnet's DHCP server for its one instance (RFC 2131): the address that EC2 gave it, and nothing else to choose."""

import socket
import struct

MAGIC = b"\x63\x82\x53\x63"
DISCOVER, OFFER, REQUEST, ACKNOWLEDGE = 1, 2, 3, 5
ANSWERS = {DISCOVER: OFFER, REQUEST: ACKNOWLEDGE}
MASK, ROUTER, DNS, NAME, LEASE, KIND, SERVER, END = 1, 3, 6, 12, 51, 53, 54, 255
SECONDS = 3600


def serve(interface: dict, hostname: str) -> None:
    """Answers on the router's end until the process ends."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface["peer"].encode())
        s.bind(("0.0.0.0", 67))
        while True:
            asked = s.recv(1500)
            if answer := reply(asked, interface, hostname):
                s.sendto(answer, ("255.255.255.255", 68))


def reply(asked: bytes, interface: dict, hostname: str) -> bytes | None:
    """The answer to a client's message, or None for what needs none."""
    if len(asked) < 240 or asked[0] != 1 or asked[236:240] != MAGIC:
        return None
    kind = ANSWERS.get(_options(asked[240:]).get(KIND, b"\0")[0])
    if kind is None:
        return None
    address, router = (socket.inet_aton(interface[name]) for name in ("address", "router"))
    mask = struct.pack("!I", 0xFFFFFFFF << (32 - interface["prefix"]) & 0xFFFFFFFF)
    options = {KIND: bytes([kind]), SERVER: router, LEASE: struct.pack("!I", SECONDS), MASK: mask}
    options |= {ROUTER: router, DNS: router, NAME: hostname.encode()}
    packed = b"".join(bytes([code, len(value)]) + value for code, value in options.items())
    head = struct.pack("!BBBB", 2, 1, 6, 0) + asked[4:8] + b"\0\0" + asked[10:12]
    addresses = b"\0" * 4 + address + router + asked[24:28]
    return head + addresses + asked[28:44] + b"\0" * 192 + MAGIC + packed + bytes([END])


def _options(raw: bytes) -> dict[int, bytes]:
    found, at = {}, 0
    while at + 1 < len(raw) and raw[at] != END:
        if raw[at] == 0:
            at += 1
            continue
        length = raw[at + 1]
        found[raw[at]] = raw[at + 2 : at + 2 + length]
        at += 2 + length
    return found
