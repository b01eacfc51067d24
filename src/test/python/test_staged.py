"""What does not fit into the user data: fetched from S3, held to its checksum, laid and run as anything else."""

import hashlib
import os
import tarfile

import pytest

from builder import entry


@pytest.fixture
def staged(builder, aws):
    """Stages what the builder is given when it is called; returns the address."""

    def stage(escape=str, sha256=None):
        aws.staged = builder.archive()
        address = f"{aws.url}/staged?X-Amz-Signature=s3cr3t&b=c%2Fd"
        said = f"{sha256 or hashlib.sha256(aws.staged).hexdigest()} {address}"
        builder.staged = '{"ami-bake":"' + escape(said) + '"}'
        return address

    builder.files = [
        entry("opt/", tarfile.DIRTYPE, 0o755),
        entry("opt/large", mode=0o750, content=os.urandom(100_000)),
        entry("etc/link", tarfile.SYMTYPE, 0o777, link="../opt/large"),
    ]
    builder.script("a.sh", "#!/bin/sh\nenv >/etc/env\ncmp /opt/large /etc/link && echo same >/etc/ran\n")
    return stage


def test_scripts_and_files_come_from_s3_and_leave_no_trace(builder, aws, staged):
    staged()
    assert builder.boot() == 0
    assert builder.read("etc/ran") == "same\n" and len(aws.fetched) == 1
    assert (builder.root / "opt/large").stat().st_mode & 0o777 == 0o750
    assert "s3cr3t" not in builder.read("etc/env") + builder.console and "STAGED" not in builder.read("etc/env")
    assert not list((builder.root / "var/tmp").iterdir())
    assert aws.signals[0]["Status"] == "SUCCESS"


def escaped(text):
    return text.replace("&", "\\u0026").replace("=", "\\u003d").replace("/", "\\/")


@pytest.mark.under("dash")
def test_an_address_is_read_however_its_json_escapes_it(builder, aws, staged):
    staged(escaped)
    assert builder.boot() == 0
    assert aws.fetched == ["/staged?X-Amz-Signature=s3cr3t&b=c%2Fd"]


@pytest.mark.under("dash")
def test_an_image_without_curl_fetches_with_python(builder, aws, staged):
    staged()
    builder.hidden = ["curl"]
    assert builder.boot() == 0
    assert builder.read("etc/ran") == "same\n"


@pytest.mark.under("dash")
def test_what_s3_does_not_give_at_once_is_asked_for_again(builder, aws, staged):
    staged()
    aws.staged_statuses = [503, 500]
    assert builder.boot() == 0
    assert len(aws.fetched) == 3


@pytest.mark.under("bash")
def test_an_address_that_holds_no_longer_fails_the_bake_at_once(builder, aws, staged):
    staged()
    aws.staged_statuses = [403] * 9
    assert builder.boot() == 1
    assert len(aws.fetched) == 1
    reason = aws.signals[0]["Reason"]
    assert reason.startswith("staging: scripts and files could not be fetched from S3: ") and "403" in reason
    assert "s3cr3t" not in reason + builder.console


@pytest.mark.under("bash")
def test_what_is_not_what_was_uploaded_is_not_run(builder, aws, staged):
    staged(sha256="0" * 64)
    assert builder.boot() == 1
    assert "is not what was uploaded: its SHA-256 is " in aws.signals[0]["Reason"]
    assert not builder.has("etc/ran") and not builder.has("opt/large")
