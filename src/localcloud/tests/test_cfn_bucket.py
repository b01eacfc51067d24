"""AWS::S3::Bucket as CloudFormation has it."""

import pytest
from botocore.exceptions import ClientError
from stacks import Stacks, template

CLOSED = {
    "BucketEncryption": {
        "ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
    },
    "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
    "PublicAccessBlockConfiguration": {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    },
    "LifecycleConfiguration": {
        "Rules": [
            {
                "Id": "x",
                "Status": "Enabled",
                "ExpirationInDays": 7,
                "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
            }
        ]
    },
    "Tags": [{"Key": "Name", "Value": "own"}],
}


@pytest.fixture
def stacks(client) -> Stacks:
    return Stacks(client("cloudformation"))


def bucket(**properties) -> dict:
    return {"Type": "AWS::S3::Bucket", "Properties": properties}


def made(stacks, **properties) -> tuple[str, str]:
    stack = stacks.made(template(Bucket=bucket(**properties)), Tags=[{"Key": "project", "Value": "cake"}])
    assert stack["StackStatus"] == "CREATE_COMPLETE", stacks.events(stack["StackId"])
    return stack["StackId"], stacks.resource(stack["StackId"], "Bucket")["PhysicalResourceId"]


def test_every_property_reaches_s3_and_the_name_is_the_stacks_in_lower_case(stacks, client):
    s3 = client("s3")
    stack, name = made(stacks, **CLOSED)
    stack_name = stack.split("/")[1]
    assert name.startswith(f"{stack_name.lower()}-bucket-") and name == name.lower()
    encryption = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    assert encryption[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    controls = s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]["Rules"]
    assert controls == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    block = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
    assert block == CLOSED["PublicAccessBlockConfiguration"]
    rules = s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    assert rules[0]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}
    tags = {t["Key"]: t["Value"] for t in s3.get_bucket_tagging(Bucket=name)["TagSet"]}
    assert tags == {"Name": "own", "project": "cake"}
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"
    with pytest.raises(ClientError, match="404"):
        s3.head_bucket(Bucket=name)


def test_a_bucket_that_holds_something_keeps_its_stack(stacks, client):
    s3 = client("s3")
    stack, name = made(stacks)
    s3.put_object(Bucket=name, Key="k", Body=b"v")
    assert stacks.delete(stack)["StackStatus"] == "DELETE_FAILED"
    reasons = " ".join(e.get("ResourceStatusReason", "") for e in stacks.events(stack))
    assert "The bucket you tried to delete is not empty (Service: S3, Status Code: 409" in reasons
    s3.delete_object(Bucket=name, Key="k")
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"


def test_a_bucket_that_is_gone_keeps_no_stack(stacks, client):
    stack, name = made(stacks)
    client("s3").delete_bucket(Bucket=name)
    assert stacks.delete(stack)["StackStatus"] == "DELETE_COMPLETE"


def test_an_unknown_property_is_refused(stacks):
    stack = stacks.made(template(Bucket=bucket(Colour="red")))
    reasons = " ".join(e.get("ResourceStatusReason", "") for e in stacks.events(stack["StackId"]))
    assert "extraneous key [Colour] is not permitted" in reasons
