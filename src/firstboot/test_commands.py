"""What the list of the images' commands says of Debian's packages, held to the packages themselves."""

import subprocess
import tomllib
from pathlib import Path

import pytest

LISTS = tomllib.loads((Path(__file__).parents[1] / "test/python/images.toml").read_text())


@pytest.mark.parametrize("package", LISTS["images"]["debian-12"]["packages"].split())
def test_a_package_is_there_and_has_the_commands_that_it_is_said_to_have(root, package):
    commands = " ".join(LISTS["packages"]["deb"][package].split())
    asked = f'dpkg-query -W {package} && for one in {commands}; do command -v "$one" || echo "no $one"; done'
    done = subprocess.run(["chroot", str(root), "sh", "-c", asked], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("no ")] == []
