"""What the guest may use: programs that the base images have (images.toml), and no other."""

from pathlib import Path

import pytest
from test_commands import commands

from builder import entry
from moments import shown

# By what is /bin/sh there: the image with the fewest programs.
SMALLEST = {"bash": "al2023-minimal", "dash": "debian-13"}


@pytest.fixture
def bare(builder):
    """A builder that has what such an image has; of /usr/sbin nothing is called unless it is there."""
    programs = commands(SMALLEST[builder.shell]) - {"sh"}
    builder.only(*(name for name in programs if Path("/usr/bin", name).exists()))
    return builder


@pytest.mark.parametrize("signal", ["handle", "resource"])
def test_it_needs_nothing_that_the_base_images_lack(bare, aws, signal):
    bare.signal, bare.variables["AWS_ENDPOINT_URL"] = signal, aws.url
    bare.files = [entry("opt/file", content=b"x")]
    bare.script("a.sh", "#!/bin/sh\r\necho a\r\n")
    bare.script("b.sh", "#!/bin/sh\n[ -e /tried ] || { : >/tried; exit 1; }\n", timeout="9", retries="1", pause="0")
    assert bare.boot() == 0 and bare.powered_off
    assert "not found" not in bare.output + bare.console


def test_a_reboot_needs_nothing_that_they_lack(bare, aws):
    bare.script("a.sh", f"#!/bin/sh\n{shown('1/2 a.sh')}reboot\nsleep 100\n", reboots="1")
    bare.script("b.sh", "#!/bin/sh\n")
    assert bare.boot() == 0 and bare.boot_again() == 0 and bare.powered_off
    assert "not found" not in bare.output + bare.console


def test_a_failure_needs_nothing_that_they_lack(bare, aws):
    bare.script("a.sh", "#!/bin/bash\nf() {\n  false\n}\nset -e\nf\n")
    assert bare.boot() == 1
    assert aws.signals[0]["Reason"] == 'a.sh line 3: "false" ended with exit code 1'
    assert "not found" not in bare.output + bare.console
