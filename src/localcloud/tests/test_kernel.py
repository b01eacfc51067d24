"""A machine that cannot make sandboxes is told what it lacks, in one line, before anything is installed."""

from pathlib import Path

import pytest
from cloud import launch, launcher_environment


def start_with_tools(folder: Path, **tools: str):
    for name, body in tools.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    environment = launcher_environment() | {"PATH": str(folder)}
    return launch("start", "--home", str(folder / "home"), check=False, env=environment)


@pytest.mark.parametrize(
    ("tools", "says"),
    [
        ({"setpriv": "true"}, "needs the commands unshare (package util-linux)"),
        ({}, "needs the commands unshare and setpriv (package util-linux)"),
        (
            {"setpriv": "true", "unshare": "echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1"},
            "needs kernel namespaces, refused here to",
        ),
    ],
)
def test_what_is_missing_is_said_with_what_still_runs(tmp_path: Path, tools: dict[str, str], says: str):
    refused = start_with_tools(tmp_path, **tools)
    assert refused.returncode == 3
    (line,) = refused.stderr.splitlines()
    assert says in line
    assert "mvn ami:render" in line and "mvn test" in line
    assert not (tmp_path / "home").exists()
