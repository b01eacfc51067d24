"""User data really runs, as cloud-init would take it, and what it wrote is in the image."""

import gzip
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from machines import Machines


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


def test_a_script_runs_as_root_and_its_files_are_in_the_image(machines):
    instance = machines.done("#!/bin/bash\nid -u > /etc/who\nmkdir -p /data && echo x > /data/y\n")
    image = machines.image(instance)
    assert machines.control.image_file(image, "/etc/who") == b"0\n"
    assert machines.files(image)["/data/y"]["size"] == 2


def test_gzipped_user_data_runs(machines):
    instance = machines.done(gzip.compress(b"#!/bin/sh\necho unpacked-and-run\n"))
    assert "unpacked-and-run\n" in machines.console(instance)


def test_the_scripts_of_a_multipart_run_in_order_and_cloud_config_is_named_and_left(machines):
    parts = MIMEMultipart()
    parts.attach(MIMEText("#cloud-config\npackages: [x]\n", "cloud-config"))
    parts.attach(MIMEText("#!/bin/sh\necho this is the first\n", "x-shellscript"))
    parts.attach(MIMEText("#!/bin/sh\necho this is the second\n", "x-shellscript"))
    console = machines.console(machines.done(parts.as_string()))
    assert console.index("this is the first") < console.index("this is the second")
    assert "text/cloud-config is not run here" in console


def test_user_data_that_is_no_script_is_named_on_the_console_and_not_run(machines):
    console = machines.console(machines.done("echo never\n"))
    assert "Unhandled non-multipart (text/x-not-multipart) userdata: 'b'echo never" in console


def test_a_failing_script_is_named_and_the_instance_keeps_running(machines):
    instance = machines.done("#!/bin/sh\nexit 3\n")
    assert "Failed running /var/lib/cloud/instances/" in machines.console(instance)
    assert machines.state(instance) == "running"
