"""What looks for leaks finds them: each form in which a secret could lie in an image."""

import base64
import gzip
import lzma
import os

import pytest
from canaries import leaks

CANARY = "s3cr3t-with-ümlaut"
SCRIPT = f"#!/bin/sh\nexport URL='{CANARY}'\n".encode() * 3


def encoded(content: bytes) -> bytes:
    return base64.encodebytes(content)


@pytest.mark.parametrize(
    "content",
    [
        SCRIPT,
        b"\0\1binary" + SCRIPT + b"\0",
        gzip.compress(SCRIPT),
        b"journal" + gzip.compress(SCRIPT) + b"more",
        lzma.compress(SCRIPT),
        encoded(SCRIPT),
        b"Content-Transfer-Encoding: base64\n\n" + encoded(SCRIPT) + b"\n--==1==",
        b"abc" + encoded(SCRIPT),
        encoded(b"#!/bin/sh\nbase64 -d <<'@@'\n" + encoded(gzip.compress(SCRIPT)) + b"@@\n"),
        gzip.compress(encoded(SCRIPT)),
    ],
)
def test_a_secret_is_found_in_whatever_form_it_lies_there(tmp_path, content):
    (tmp_path / "var").mkdir()
    (tmp_path / "var/file").write_bytes(content)
    assert leaks(tmp_path, CANARY) == ["/var/file"]


def test_a_secret_in_a_name_or_a_link_is_found(tmp_path):
    (tmp_path / CANARY).mkdir()
    os.symlink(f"/run/{CANARY}", tmp_path / "link")
    assert leaks(tmp_path, CANARY) == ["/link", f"/{CANARY}"]


def test_nothing_is_found_where_there_is_nothing(tmp_path):
    (tmp_path / "file").write_bytes(os.urandom(2000) + encoded(os.urandom(2000)) + gzip.compress(os.urandom(2000)))
    assert leaks(tmp_path, CANARY) == []
