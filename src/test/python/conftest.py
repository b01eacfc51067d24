"""Fixtures: the small AWS a builder talks to, and builders whose /bin/sh is dash and bash in turn."""

import pytest

from aws import Aws
from builder import Builder
from function import Function


@pytest.fixture
def aws():
    server = Aws()
    yield server
    server.close()


@pytest.fixture(params=["dash", "bash"])
def builder(request, tmp_path, aws):
    return Builder(tmp_path / "root", aws.url, request.param)


@pytest.fixture
def function(monkeypatch):
    return Function(monkeypatch)
