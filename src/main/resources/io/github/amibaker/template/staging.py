"""Empties what was staged for a bake, for Custom::StagedObjects, so that its bucket can go and nothing of it stays.

Properties: Bucket, Prefix; Own = "true" for a bucket of the stack's own, which nobody may put anything into any more
once it is being emptied. PhysicalResourceId = s3://BUCKET/PREFIX. Only what is below the prefix is ever touched.
Actions: s3:ListBucketVersions, s3:ListBucketMultipartUploads, s3:DeleteObject, s3:DeleteObjectVersion,
s3:AbortMultipartUpload, and s3:PutBucketPolicy on an own bucket.
"""

import json
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from response import Fault, send

ANSWER_SECONDS = 15
ROLE_SECONDS = 60
# A policy takes a while to be heeded everywhere, and an upload that began before may end meanwhile.
CLEAN_LOOKS = 3
PAUSE = 2


def handler(event, context):
    """Lambda's entry point. Answers whatever happens."""
    event = event if isinstance(event, dict) else {}
    kind, properties = event.get("RequestType"), event.get("ResourceProperties") or {}
    place = f"s3://{properties.get('Bucket')}/{properties.get('Prefix')}"
    answer = {"Status": "SUCCESS", "PhysicalResourceId": event.get("PhysicalResourceId") or place}
    try:
        print(f"{kind} {place}")
        if not properties.get("Bucket") or not properties.get("Prefix"):
            raise Fault("property Bucket or Prefix is missing")
        if kind == "Delete":
            Staged(properties, context).remove()
        elif kind != "Create":
            answer["PhysicalResourceId"] = place
    except Exception as e:
        reason = str(e) if isinstance(e, (Fault, ClientError)) else f"{type(e).__name__}: {e}"
        print("failed: " + reason)
        answer.update(Status="FAILED", Reason=reason[:1000])
    answer.update({name: event.get(name) for name in ("StackId", "RequestId", "LogicalResourceId")})
    send(event.get("ResponseURL"), answer)


class Staged:
    """The objects below a prefix, all their versions, and the uploads that have not ended."""

    def __init__(self, properties, context):
        self.bucket, self.prefix = properties["Bucket"], properties["Prefix"]
        self.own = str(properties.get("Own")).lower() == "true"
        self.s3 = boto3.client("s3", config=Config(retries={"mode": "standard", "max_attempts": 8}))
        self.deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - ANSWER_SECONDS

    def remove(self):
        """Until nothing has been there for a few looks in a row; a bucket that is gone is empty."""
        try:
            if self.own:
                self.close()
            looks = 0
            while looks < (CLEAN_LOOKS if self.own else 1):
                looks = 0 if self.sweep() else looks + 1
                if time.monotonic() > self.deadline:
                    raise Fault(f"s3://{self.bucket}/{self.prefix} fills faster than it can be emptied")
                if looks < CLEAN_LOOKS and self.own:
                    time.sleep(PAUSE)
        except ClientError as e:
            if code(e) not in ("NoSuchBucket", "404"):
                raise

    def close(self):
        arn = f"arn:{boto3.session.Session().get_partition_for_region(self.s3.meta.region_name)}:s3:::{self.bucket}/*"
        denial = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": arn}
        policy = {"Version": "2012-10-17", "Statement": [denial]}
        self.call("put_bucket_policy", Policy=json.dumps(policy))

    def sweep(self):
        """Removes what is there now. Returns how much that was."""
        removed = 0
        for upload in self.pages("list_multipart_uploads", "Uploads"):
            removed += 1
            try:
                self.call("abort_multipart_upload", Key=upload["Key"], UploadId=upload["UploadId"])
            except ClientError as e:
                if code(e) != "NoSuchUpload":  # it ended in the meantime
                    raise
        for version in self.pages("list_object_versions", "Versions", "DeleteMarkers"):
            removed += 1
            self.call("delete_object", Key=version["Key"], VersionId=version["VersionId"])
        if removed:
            print(f"removed {removed}")
        return removed

    def pages(self, method, *lists):
        """All there is now, gone through once: what was listed may be deleted meanwhile."""
        self.call(method, Prefix=self.prefix)  # until a fresh role is heeded
        found = []
        for page in self.s3.get_paginator(method).paginate(Bucket=self.bucket, Prefix=self.prefix):
            for name in lists:
                found += page.get(name) or []
        return found

    def call(self, method, **request):
        """Calls S3, for a while again when refused: a role made seconds ago is."""
        until = min(time.monotonic() + ROLE_SECONDS, self.deadline)
        while True:
            try:
                return getattr(self.s3, method)(Bucket=self.bucket, **request)
            except ClientError as e:
                if code(e) not in ("AccessDenied", "403", "InvalidAccessKeyId") or time.monotonic() >= until:
                    raise
                print(f"{method} is refused: {code(e)}")
                time.sleep(3)


def code(error):
    return error.response["Error"]["Code"]
