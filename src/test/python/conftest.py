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


def pytest_configure(config):
    config.addinivalue_line("markers", "under(shell): the builder's /bin/sh is this one alone, where tables are long")


def pytest_generate_tests(metafunc):
    if "builder" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("under")
        metafunc.parametrize("builder", marker.args if marker else ["dash", "bash"], indirect=True)


@pytest.fixture
def builder(request, tmp_path, aws):
    made = Builder(tmp_path / "root", aws.url, request.param)
    aws.taken = made.root / "taken"
    return made


@pytest.fixture
def function(monkeypatch):
    return Function(monkeypatch)
