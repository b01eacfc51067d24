"""What the guest may use: programs that the base images have, and no other."""

import pytest

from builder import entry

# Of the images of Amazon Linux 2023, Ubuntu 24.04 and Debian 12; coreutils first.
PROGRAMS = """
    base64 cat chmod cut date dirname env head id ls mkdir mkfifo mktemp rm sleep sort sync tail tr truncate wc
    awk bash curl find grep gzip python3 sed tar"""


@pytest.mark.parametrize("signal", ["handle", "resource"])
def test_it_needs_nothing_that_the_base_images_lack(builder, aws, signal):
    builder.only(*PROGRAMS.split())
    builder.signal, builder.variables["AWS_ENDPOINT_URL"] = signal, aws.url
    builder.files = [entry("opt/file", content=b"x")]
    builder.script("a.sh", "#!/bin/sh\r\necho a\r\n")
    assert builder.boot() == 0 and builder.powered_off
    assert "not found" not in builder.output + builder.console


def test_a_failure_needs_nothing_that_the_base_images_lack(builder, aws):
    builder.only(*PROGRAMS.split())
    builder.script("a.sh", "#!/bin/bash\nf() {\n  false\n}\nset -e\nf\n")
    assert builder.boot() == 1
    assert aws.signals[0]["Reason"] == 'a.sh line 3: "false" ended with exit code 1'
    assert "not found" not in builder.output + builder.console
