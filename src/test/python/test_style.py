"""Style of what is no Java: ruff and shellcheck over the resources and these tests, and the bounds of their sizes."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from builder import GUEST, TEMPLATE, guest, packed

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
BENCH, FIRST_BOOT = HERE.parents[1] / "bench", HERE.parents[1] / "firstboot"
SHELL = (
    sorted(GUEST.glob("*.sh"))
    + sorted((TEMPLATE.parent / "scripts").glob("*.sh"))
    + [
        GUEST / "bash-env",
        TEMPLATE / "user-data.sh",
        HERE / "launch.sh",
        *sorted(FIRST_BOOT.rglob("*.sh")),
    ]
)
PYTHON = (
    sorted(TEMPLATE.rglob("*.py"))
    + sorted(HERE.glob("*.py"))
    + sorted(BENCH.glob("*.py"))
    + sorted(FIRST_BOOT.rglob("*.py"))
)


TRUTH = sorted((HERE.parent / "truth").glob("*.py"))
LINTED = pytest.mark.parametrize(
    ("config", "files"),
    [(HERE / "ruff.toml", PYTHON), (HERE.parent / "truth" / "ruff.toml", TRUTH)],
    ids=["all", "truth"],
)


def check(*command):
    done = subprocess.run([BIN / command[0], *command[1:]], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@LINTED
def test_python_passes_ruff(config, files):
    check("ruff", "check", "--no-cache", "--config", config, *files)


@LINTED
def test_python_is_formatted(config, files):
    check("ruff", "format", "--check", "--no-cache", "--config", config, *files)


@pytest.mark.parametrize("script", SHELL, ids=lambda path: path.name)
def test_shell_passes_shellcheck(script):
    check("shellcheck", "--external-sources", "--source-path", GUEST, script)


@pytest.mark.parametrize("file", SHELL + PYTHON + TRUTH, ids=lambda path: path.name)
def test_no_file_outgrows_250_lines(file):
    assert len(file.read_text().splitlines()) <= 250


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_prose_is_120_characters_wide_but_for_tables(document):
    lines = (HERE.parents[2] / document).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []


def test_the_function_is_small_enough_to_ride_in_a_template():
    shared = (TEMPLATE / "response.py").read_bytes()
    function = (TEMPLATE / "create_image.py").read_bytes().replace(b"from response import Fault, send\n", shared)
    assert shared in function
    assert len(function) <= 12 * 1024 and function.count(b"\n") <= 250


def test_the_stub_leaves_the_user_data_to_the_payload():
    assert len((TEMPLATE / "user-data.sh").read_bytes()) <= 900


@pytest.mark.parametrize(("signal", "most"), [("handle", 5900), ("resource", 6400)])
def test_what_runs_on_the_builder_leaves_room_for_the_users_scripts(signal, most):
    """Of 16,384 bytes, of which base64 takes a quarter."""
    assert len(gzip.compress(b"".join(packed(part) for part in guest(signal)), 9)) <= most
