"""A builder for tests: the real user data, run by a real shell in a root of its own, without a cloud.

Needs Linux and either root or user namespaces. /usr is this machine's, read-only; all else is a temporary folder, and
poweroff, systemctl and systemd-run are stand-ins that note how they were called.
"""

import base64
import gzip
import io
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

TEMPLATE = Path(__file__).parents[2] / "main/resources/io/github/amibaker/template"
GUEST = TEMPLATE / "guest"
LAUNCHER = Path(__file__).with_name("launch.sh")
POWER_OFF = "kill -9 -1"
NOTED = 'printf "%s %s\\n" "${0##*/}" "$*" >>/powered'
STAND_IN = f"#!/bin/sh\ncase ${{1-}} in stop | kill) exit ;; esac\n{NOTED}\n{POWER_OFF}\n"


class Builder:
    """One instance: lay out what it has, `boot`, then look at its files."""

    def __init__(self, root: Path, url: str, shell: str = "dash"):
        self.root, self.url, self.shell = root, url, shell
        self.scripts: dict[str, bytes] = {}
        self.environment, self.secrets, self.owners, self.files, self.hidden = "", "", "", [], []
        # What scripts have of their own: Payload.java.
        self.own: dict[str, str] = {}
        self.signal, self.timeout, self.power_off_after = "handle", 3600, 3600
        self.proxy, self.certificates = "", {}
        self.variables = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": url + "/imds"}
        self.staged, self.spot = "", False
        self.output, self.after, self.noexec, self.ordinary_user = "", "", False, False
        self._lay_out()

    def _lay_out(self) -> None:
        folders = "root home tmp var/tmp var/lib var/log run opt proc dev usr local/sbin"
        for folder in folders.split():
            (self.root / folder).mkdir(parents=True)
        for link in ("bin", "sbin", "lib", "lib64", "lib32"):
            if Path("/", link).is_symlink():
                (self.root / link).symlink_to(os.readlink(f"/{link}"))
        shutil.copytree("/etc/alternatives", self.root / "etc/alternatives", symlinks=True)
        shutil.copy("/etc/ld.so.cache", self.root / "etc/ld.so.cache")
        self.write("etc/passwd", "root:x:0:0::/root:/bin/sh\nadmin:x:1000:1000::/home/admin:/bin/sh\n")
        self.write("etc/group", "root:x:0:\n")
        self.write("etc/os-release", 'PRETTY_NAME="Test Linux 1"\n')
        self.write("dev/console", "")
        for name in ("poweroff", "systemctl", "shutdown"):
            self.tool(name, STAND_IN)
        self.tool("reboot", f"#!/bin/sh\necho >>/rebooted; {POWER_OFF}\n")

    def write(self, path: str, content: str | bytes, mode: int = 0o644) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        target.chmod(mode)
        return target

    def tool(self, name: str, script: str) -> None:
        """A program of the image, found before this machine's own."""
        self.write(f"local/sbin/{name}", script, 0o755)

    def only(self, *programs: str) -> None:
        """Leaves the image these programs of /usr/bin, and none of /usr/sbin."""
        (self.root / "only").mkdir()
        for name in programs:
            shutil.copy(f"/usr/bin/{name}", self.root / "only" / name)
        shutil.copy(f"/usr/bin/{self.shell}", self.root / "only/sh")

    def script(self, name: str, content: str | bytes, environment: str = "", secrets: str = "", **settings) -> None:
        """A script; `settings` are its own, as each.N has them."""
        self.scripts[name] = content if isinstance(content, bytes) else content.encode()
        number = len(self.scripts)
        of_its_own = {"each": "".join(f"{k}='{v}'\n" for k, v in settings.items())}
        for kind, text in (of_its_own | {"environment": environment, "secrets": secrets}).items():
            if text:
                self.own[f"{kind}.{number}"] = text

    @property
    def work(self) -> str:
        """Where the payload is unpacked: UserData.java."""
        return "/var/lib/ami-bake" if "reboots=" in "".join(self.own.values()) else "/run/ami-bake"

    def payload(self) -> bytes:
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w") as tar:
            kinds = self.signal, self.secrets, self.own, self.scripts, self.staged, bool(self.certificates), self.spot
            for part in guest(*kinds):
                _add(tar, part.name, packed(part), 0o755)
            for name, content in self.certificates.items():
                _add(tar, f"ca/{name}", content.encode(), 0o755)
            _add(tar, "order", "".join(f"{name}\n" for name in self.scripts).encode(), 0o644)
            _add(tar, "environment", self.environment.encode(), 0o644)
            if self.secrets:
                _add(tar, "secrets", self.secrets.encode(), 0o644)
            if self.owners:
                _add(tar, "owners", self.owners.encode(), 0o644)
            for name, text in self.own.items():
                _add(tar, name, text.encode(), 0o644)
            if not self.staged:
                self._scripts_and_files(tar)
        return gzip.compress(raw.getvalue(), 9, mtime=0)

    def archive(self) -> bytes:
        """The scripts and files, as they are staged instead."""
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w") as tar:
            self._scripts_and_files(tar)
        return gzip.compress(raw.getvalue(), 1, mtime=0)

    def _scripts_and_files(self, tar: tarfile.TarFile) -> None:
        for name, content in self.scripts.items():
            _add(tar, f"scripts/{name}", content, 0o755)
        for entry, content in self.files:
            tar.addfile(entry, io.BytesIO(content) if content is not None else None)

    def user_data(self) -> str:
        texts = {
            "signal": self.signal,
            "proxy": self.proxy,
            "signalResource": "Provisioned",
            "baseImage": "ami-0123456789abcdef0",
            "provisionTimeout": str(self.timeout),
            "powerOffAfter": str(self.power_off_after),
            "work": self.work,
            "payload": base64.encodebytes(self.payload()).decode().strip(),
        }
        handle = self.url + "/handle?a=b"
        references = {"AWS::StackName": "ami-a-b", "AWS::Region": "eu-central-1", "ProvisionedHandle": handle}
        references["Staged.Data"] = self.staged
        lines = (TEMPLATE / "user-data.sh").read_text().splitlines(keepends=True)
        unused = ["@{ProvisionedHandle}"] * (self.signal != "handle") + ["@{Staged.Data}"] * (self.staged == "")
        unused += ["@[proxy]"] * (self.proxy == "")
        stub = "".join(line for line in lines if not any(name in line for name in unused))
        stub = re.sub(r"@\[(\w+)]", lambda m: texts[m[1]], stub)
        return re.sub(r"@\{([\w:.]+)}", lambda m: references[m[1]], stub)

    def boot(self, user_data: str | None = None) -> int:
        """Runs the user data to its end; `output` is what it printed. Returns its exit code."""
        self.write("user-data", self.user_data() if user_data is None else user_data, 0o755)
        return self._run("/user-data")

    def boot_again(self) -> int:
        """A boot after a reboot: what was in memory is gone, and of the user data nothing runs but per-boot scripts."""
        systemd = self.has("run/systemd/system")
        for folder in ("run", "tmp"):
            shutil.rmtree(self.root / folder)
            (self.root / folder).mkdir()
        if systemd:
            self.write("run/systemd/system/x", "")
        for left in ("rebooted", "powered"):
            (self.root / left).unlink(missing_ok=True)
        hooks = "for hook in /var/lib/cloud/scripts/per-boot/*; do [ ! -x $hook ] || $hook; done"
        self.write("boot-again", f"#!/bin/sh\n{hooks}\n", 0o755)
        return self._run("/boot-again")

    def _run(self, what: str) -> int:
        # A machine boots with no signal ignored, unlike what a shell starts in the background.
        command = ["env", "--default-signal", "unshare", "--mount", "--pid", "--fork", "--kill-child"]
        if os.getuid() != 0 or self.ordinary_user:
            command += ["--user", "--map-root-user"]
        ended = "[ $code != 137 ] || { [ ! -e /powered ] && [ ! -e /rebooted ]; } || code=0"  # killed by the power-off
        self.write(
            "first-boot",
            f"cd /\n{what}\ncode=$?\n{self.after}\n{ended}\nexit $code\n",
        )
        run = "noexec" if self.noexec else "exec"
        command += ["sh", str(LAUNCHER), str(self.root), self.shell, run, *self.hidden]
        environment = {"PATH": os.environ["PATH"], **self.variables}
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = subprocess.run(command, env=environment, timeout=60, **streams)
        # Of the power-off, by the shell that waits for the user data.
        self.output = re.sub(
            r"(?m)^(.*: )?line \d+: +\d+ Killed .*\n|^Killed\n", "", done.stdout.decode(errors="replace")
        )
        return done.returncode

    def read(self, path: str) -> str:
        return (self.root / path).read_text(errors="replace")

    def has(self, path: str) -> bool:
        return os.path.lexists(self.root / path)

    @property
    def console(self) -> str:
        return self.read("dev/console")

    @property
    def powered_off(self) -> bool:
        return self.has("powered")


def entry(name, kind=tarfile.REGTYPE, mode=0o644, content=b"", link=""):
    """One of the user's files for `Builder.files`."""
    made = tarfile.TarInfo("files/" + name)
    made.type, made.mode, made.linkname, made.size = kind, mode, link, len(content)
    return made, content if kind == tarfile.REGTYPE else None


def guest(
    signal: str,
    secrets: str = "",
    own: dict | None = None,
    scripts: dict | None = None,
    staged: str = "",
    certificates: bool = False,
    spot: bool = False,
) -> list[Path]:
    """The parts of the guest that a bake of this form of signal carries: Bundle.java."""
    own = own or {}
    interpreters = [text.split(b"\n")[0].decode(errors="replace") for text in (scripts or {}).values()]
    other = {"handle": "resource", "resource": "handle"}[signal]
    reboots = "reboots=" in "".join(own.values())
    left_out = {
        f"send-{other}.py": True,
        "resolve.py": not secrets and not any(name.startswith("secrets.") for name in own),
        "each.sh": not own,
        "fetch.py": not staged,
        "stage.sh": not staged,
        "resume.sh": not reboots,
        "ca.sh": not certificates,
        "spot.sh": not spot,
        "traceback.sh": "python" not in "".join([*interpreters, *own.values()]),
    }
    return sorted(part for part in GUEST.iterdir() if part.is_file() and not left_out.get(part.name))


def packed(part: Path) -> bytes:
    """As the plugin packs the guest's own files, to save room: UserData.java."""
    bare = re.sub(rb"(?m)^[ \t]*#(?!!).*\n|(?<=\(\) \{) #.*", b"", part.read_bytes())
    return bare if part.suffix == ".py" else re.sub(rb"(?m)^[ \t]+", b"", bare)


def _add(tar: tarfile.TarFile, name: str, content: bytes, mode: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), mode
    tar.addfile(entry, io.BytesIO(content))
