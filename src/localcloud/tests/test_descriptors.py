"""Waiting for descriptors, also those that select() does not know."""

import fcntl
import os
import time

import pytest

from ami_localcloud.descriptors import readable


@pytest.fixture
def pipe():
    ends = os.pipe()
    # As in a server that holds many.
    high = fcntl.fcntl(ends[0], fcntl.F_DUPFD, 2000)
    yield high, ends[1]
    for descriptor in (high, *ends):
        os.close(descriptor)


def test_what_can_be_read_is_told(pipe):
    out, into = pipe
    os.write(into, b"x")
    other, kept = os.pipe()
    assert readable(out, other) == {out}
    os.close(kept)
    assert readable(other) == {other}, "it is at its end"
    os.close(other)


def test_what_cannot_be_read_is_waited_for_as_long_as_said(pipe):
    begun = time.monotonic()
    assert readable(pipe[0], seconds=0.2) == set() and time.monotonic() - begun >= 0.2
    assert readable(pipe[0], seconds=-1) == set()
