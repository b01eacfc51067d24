"""The function that empties what was staged: only below its prefix, until nothing comes any more."""

import json
import sys
from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from builder import TEMPLATE
from function import Runtime

sys.path.insert(0, str(TEMPLATE))
import staging  # noqa: E402

PREFIX = "builds/ami-a-b/1/"


class S3:
    """A bucket with objects in versions and uploads; `late` come after so many looks."""

    meta = SimpleNamespace(region_name="eu-central-1")

    def __init__(self):
        self.versions, self.uploads, self.late, self.policies, self.refusals, self.looks = [], [], {}, [], [], 0

    def get_paginator(self, method):
        return SimpleNamespace(paginate=lambda **given: [getattr(self, method)(**given)])

    def _there(self):
        if self.refusals:
            code = self.refusals.pop(0)
            raise ClientError({"Error": {"Code": code, "Message": code}}, "x")

    def put_bucket_policy(self, Bucket, Policy):
        self._there()
        self.policies.append(json.loads(Policy)["Statement"][0])

    def list_multipart_uploads(self, Bucket, Prefix):
        self._there()
        return {"Uploads": [{"Key": k, "UploadId": i} for k, i in self.uploads if k.startswith(Prefix)]}

    def list_object_versions(self, Bucket, Prefix):
        self._there()
        self.looks += 1
        self.versions += self.late.pop(self.looks, [])
        listed = [{"Key": k, "VersionId": i} for k, i in self.versions if k.startswith(Prefix)]
        return {"Versions": listed[:1], "DeleteMarkers": listed[1:]}

    def abort_multipart_upload(self, Bucket, Key, UploadId):
        self.uploads.remove((Key, UploadId))

    def delete_object(self, Bucket, Key, VersionId):
        self.versions.remove((Key, VersionId))


@pytest.fixture
def s3():
    return S3()


@pytest.fixture
def invoke(monkeypatch, s3):
    runtime = Runtime(monkeypatch, staging, s3)

    def invoke(kind="Delete", own="true", seconds=900, **properties):
        place = {"Bucket": "b", "Prefix": PREFIX, "Own": own} | properties
        return runtime.invoke(kind, "StagedObjects", place, seconds)

    return invoke


def test_creation_tells_the_place_and_touches_nothing(invoke, s3):
    assert invoke("Create")["PhysicalResourceId"] == f"s3://b/{PREFIX}"
    assert s3.looks == 0 and s3.policies == []


def test_an_own_bucket_is_closed_and_emptied_of_versions_markers_and_uploads(invoke, s3):
    s3.versions = [(PREFIX + "a", "1"), (PREFIX + "a", "2"), (PREFIX + "b", "3")]
    s3.uploads = [(PREFIX + "c", "u")]
    assert invoke()["Status"] == "SUCCESS"
    assert s3.versions == [] and s3.uploads == []
    assert s3.policies == [
        {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*"}
    ]


def test_what_comes_late_is_removed_too(invoke, s3):
    s3.versions, s3.late = [(PREFIX + "a", "1")], {4: [(PREFIX + "b", "2")]}
    assert invoke()["Status"] == "SUCCESS"
    assert s3.versions == []


def test_of_a_bucket_of_the_users_only_what_is_below_the_prefix_goes(invoke, s3):
    s3.versions = [(PREFIX + "a", "1"), ("builds/ami-a-b/2/a", "1"), ("builds/x", "1")]
    s3.uploads = [("other", "u")]
    assert invoke(own="false")["Status"] == "SUCCESS"
    assert s3.versions == [("builds/ami-a-b/2/a", "1"), ("builds/x", "1")] and s3.uploads == [("other", "u")]
    assert s3.policies == []


def test_without_a_prefix_nothing_is_deleted(invoke, s3):
    s3.versions = [("a", "1")]
    answer = invoke(Prefix="")
    assert answer["Status"] == "FAILED" and "Prefix is missing" in answer["Reason"]
    assert s3.versions == [("a", "1")]


def test_a_bucket_that_is_gone_is_empty(invoke, s3):
    s3.refusals = ["NoSuchBucket"]
    assert invoke()["Status"] == "SUCCESS"


def test_a_role_made_seconds_ago_is_waited_for(invoke, s3):
    s3.refusals = ["AccessDenied", "AccessDenied"]
    s3.versions = [(PREFIX + "a", "1")]
    assert invoke()["Status"] == "SUCCESS" and s3.versions == []


def test_what_cannot_be_emptied_fails_with_the_reason(invoke, s3):
    s3.refusals = ["AccessDenied"] * 999
    answer = invoke()
    assert answer["Status"] == "FAILED" and "AccessDenied" in answer["Reason"]


def test_a_bucket_that_somebody_fills_all_the_time_ends_in_an_answer(invoke, s3):
    s3.late = {look: [(PREFIX + "x", str(look))] for look in range(1, 9999)}
    assert "fills faster" in invoke(seconds=60)["Reason"]


def test_the_function_is_small_enough_to_ride_in_a_template_with_the_other():
    assert len((TEMPLATE / "staging.py").read_bytes()) <= 7 * 1024
