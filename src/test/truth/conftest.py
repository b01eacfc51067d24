"""Fixtures: one bake of the built-in template whose function is asked for what no other test asks of it."""

import json

import pytest

import bakes
from bake import Bake

ACCOUNT, REGION = "000000000191", "ap-northeast-2"


@pytest.fixture(scope="session")
def more_requests():
    """The requests around a builder that does not stop by itself, and an image that nobody gets."""
    bake = Bake(ACCOUNT, REGION)
    try:
        bake.create((bakes.TARGET / "templates" / "small.yaml").read_text())
        bake.start_the_builder()
        asked = {"ImageName": "nobody got it", "InstanceId": bake.builder(), "StopTimeout": "8"}
        made = bake.invoke("Create", **asked)
        assert made["Status"] == "SUCCESS", made
        assert made["PhysicalResourceId"] in bake.images()
        removed = bake.invoke("Delete", **asked)
        assert removed["Status"] == "SUCCESS", removed
        assert made["PhysicalResourceId"] not in bake.images()
        yield [json.loads(line) for line in bake.control("GET", "requests").splitlines()]
    finally:
        bake.control("POST", "reset")
