"""The guest's first steps: what cloud-init lays down before it runs user scripts, then the scripts themselves."""

import os

from ami_localcloud.sandbox import kernel

SHELL = "/bin/sh"
RUNNER = os.path.join(os.path.dirname(__file__), "guest", "cloud-final")


def read(spec: dict) -> dict:
    """Opens, while the machine's files are still in sight, what the guest will need: the runner and the seed files."""
    seed = os.path.join(spec["folder"], "seed")
    files = []
    for path in spec["seed_files"]:
        with open(os.path.join(seed, path["source"]), "rb") as f:
            files.append((path["path"], path["mode"], f.read()))
    return {"runner": os.open(RUNNER, os.O_RDONLY), "files": files}


def enter(spec: dict, stage: dict) -> None:
    """Writes the seed files, gives up what a guest must not have, and becomes the runner. Never returns."""
    os.umask(0o022)
    for path, mode, content in stage["files"]:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        fd = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        _write_all(fd, content)
        os.fchmod(fd, mode)
        os.close(fd)
    for link, target in spec["seed_links"]:
        if not os.path.lexists(link):
            os.symlink(target, link)
    kernel.drop_capabilities()
    null = os.open("/dev/null", os.O_RDONLY)
    os.dup2(null, 0)
    os.set_inheritable(stage["runner"], True)
    boot = "first" if spec["first_boot"] else "again"
    arguments = [SHELL, f"/proc/self/fd/{stage['runner']}", spec["instance_id"], boot]
    os.execve(SHELL, arguments, spec["environment"])


def _write_all(fd: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(fd, view) :]
