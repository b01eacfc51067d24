"""The Linux calls a sandbox is made of, by ctypes: `os.unshare` came with Python 3.12 only, `mount` never did.

Every function raises OSError with the kernel's errno and the path it was about.
"""

import ctypes
import fcntl
import os
import socket
import struct

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWCGROUP = 0x00020000, 0x04000000, 0x08000000, 0x02000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 1, 4, 24, 47, 4
SIOCSIFADDR, SIOCSIFFLAGS, SIOCSIFNETMASK, IFF_UP, IFF_LOOPBACK, IFF_RUNNING = 0x8916, 0x8914, 0x891C, 1, 8, 64
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

# What a container usually keeps. mknod, sys_admin, sys_ptrace, dac_read_search and the like would open the machine.
KEPT_CAPABILITIES = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 29, 31}
LAST_CAPABILITY = 63

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, about: str) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), about)


def unshare(flags: int) -> None:
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    arguments = [a.encode() if a else None for a in (source, target, kind)]
    _check(_libc.mount(*arguments, ctypes.c_ulong(flags), data.encode() if data else None), f"mount {kind} {target}")


def unmount(target: str) -> None:
    _check(_libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def pivot_root(new_root: str) -> None:
    """Makes a mount point the root, with nothing of the old one left (pivot_root(2), `pivot_root(".", ".")`)."""
    os.chdir(new_root)
    _check(_libc.syscall(SYS_PIVOT_ROOT[os.uname().machine], b".", b"."), f"pivot_root {new_root}")
    unmount(".")
    os.chdir("/")


def set_hostname(name: str) -> None:
    raw = name.encode()
    _check(_libc.sethostname(raw, ctypes.c_size_t(len(raw))), "sethostname")


def prctl(option: int, value: int) -> None:
    _check(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), f"prctl {option}")


def drop_capabilities(kept: set[int] = KEPT_CAPABILITIES) -> None:
    """Leaves these in the bounding set; holds from the next exec on, whoever execs."""
    for capability in range(LAST_CAPABILITY + 1):
        if capability not in kept:
            try:
                prctl(PR_CAPBSET_DROP, capability)
            except OSError:
                return  # the first number this kernel does not know


def _interface(name: str, payload: bytes) -> bytes:
    return struct.pack("16s24s", name.encode(), payload)


def _address(dotted: str) -> bytes:
    return struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton(dotted))


def bring_up_loopback(addresses: list[str]) -> None:
    """Brings lo up in this network namespace and gives it further addresses, each for itself (/32)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        up = struct.pack("H", IFF_UP | IFF_LOOPBACK | IFF_RUNNING)
        fcntl.ioctl(s, SIOCSIFFLAGS, _interface("lo", up))
        for number, address in enumerate(addresses):
            label = f"lo:{number}"
            fcntl.ioctl(s, SIOCSIFADDR, _interface(label, _address(address)))
            fcntl.ioctl(s, SIOCSIFNETMASK, _interface(label, _address("255.255.255.255")))
