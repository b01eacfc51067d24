"""The cloud under the number of an ordinary user; without root the whole test session is that already."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cloud import SOURCES

from ami_localcloud.processes import Process

UID = 61234


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of that user's, with a copy of the sources: those of the checkout may be out of its reach."""
    folder = Path(tempfile.mkdtemp(prefix="localcloud-"))
    skipped = shutil.ignore_patterns("__pycache__", "tests")
    shutil.copytree(SOURCES, folder / "src" / "localcloud", ignore=skipped)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, UID, UID)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else; the other tests ran as a user here")
def test_it_starts_runs_a_function_and_stops(folder: Path):
    somebody = ["setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups"]
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
    environment |= {name: os.environ[name] for name in os.environ if name.startswith("PIP_")}
    # Through a shell: what setpriv itself starts still has root's way into folders.
    reach = [*somebody, "sh", "-c", '"$0" -c ""', sys.executable]
    if subprocess.run(reach, capture_output=True).returncode == 0:
        # Where this session's packages are within that user's reach, they need not be installed again.
        environment |= {"AMI_LOCALCLOUD_PYTHON": sys.executable, "AMI_LOCALCLOUD_ENVIRONMENT": sys.prefix}

    def run(*words: str) -> str:
        command = [*somebody, *words]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    launcher = str(folder / "src" / "localcloud" / "localcloud")
    url = run(launcher, "start", "--owner-pid", str(os.getpid())).strip()
    status = run(launcher, "status")
    assert status.startswith(f"ready {url} process ")
    process = int(status.split()[3])
    assert Path(f"/proc/{process}").stat().st_uid == UID
    printed = run(launcher, "python", "-c", FUNCTION, url)
    assert printed == f"{UID}\n"
    run(launcher, "stop")
    assert Process.of(process) is None
    assert (folder / "target" / "localcloud" / "state").is_dir()


FUNCTION = """
import boto3, io, json, sys, zipfile
def client(name):
    keys = dict(aws_access_key_id="000000000007", aws_secret_access_key="s")
    return boto3.client(name, endpoint_url=sys.argv[1], region_name="us-east-1", **keys)
role = client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w") as packed:
    packed.writestr("index.py", "import os\\ndef handler(e, c): return os.getuid()")
code = {"ZipFile": archive.getvalue()}
made = dict(FunctionName="f", Runtime="python3.13", Handler="index.handler", Role=role, Code=code, Timeout=300)
client("lambda").create_function(**made)
client("lambda").get_waiter("function_active_v2").wait(FunctionName="f")
print(client("lambda").invoke(FunctionName="f")["Payload"].read().decode())
"""
