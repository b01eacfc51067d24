"""AWS::S3::Bucket: what is not known is refused, what is given reaches S3, and a bucket that holds anything stays."""

from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProvider
from localstack.services.s3.resource_providers.aws_s3_bucket import S3BucketProvider

from ami_localcloud.cloudformation import properties
from ami_localcloud.cloudformation.names import physical_name
from ami_localcloud.cloudformation.resources import tags

LONGEST_NAME = 63
SUPPORTED = {
    "BucketEncryption", "BucketName", "LifecycleConfiguration", "OwnershipControls", "PublicAccessBlockConfiguration",
    "Tags", "VersioningConfiguration",
}  # fmt: skip


def lifecycle(configuration: dict[str, Any]) -> dict[str, Any]:
    """CloudFormation's words for rules as S3 has them."""
    rules = []
    for rule in configuration["Rules"]:
        made = {"ID": rule.get("Id", "rule"), "Status": rule["Status"], "Filter": {"Prefix": rule.get("Prefix", "")}}
        if "ExpirationInDays" in rule:
            made["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
        if abort := rule.get("AbortIncompleteMultipartUpload"):
            made["AbortIncompleteMultipartUpload"] = {"DaysAfterInitiation": int(abort["DaysAfterInitiation"])}
        rules.append(made)
    return {"Rules": rules}


def encryption(configuration: dict[str, Any]) -> dict[str, Any]:
    """The same of the encryption."""
    rules = []
    for rule in configuration["ServerSideEncryptionConfiguration"]:
        made = {}
        if default := rule.get("ServerSideEncryptionByDefault"):
            made["ApplyServerSideEncryptionByDefault"] = default
        if "BucketKeyEnabled" in rule:
            made["BucketKeyEnabled"] = str(rule["BucketKeyEnabled"]).lower() == "true"
        rules.append(made)
    return {"Rules": rules}


class Bucket(ResourceProvider):
    TYPE = "AWS::S3::Bucket"
    SCHEMA = S3BucketProvider.SCHEMA

    def create(self, request):
        s3, wanted = request.aws_client_factory.s3, request.desired_state
        try:
            properties.check(request.logical_resource_id, self.TYPE, self.SCHEMA, wanted)
        except properties.PropertiesInvalid as invalid:
            return ProgressEvent(OperationStatus.FAILED, message=str(invalid))
        if missing := set(wanted) - SUPPORTED:
            return ProgressEvent(OperationStatus.FAILED, message=f"the local cloud has no {', '.join(sorted(missing))}")
        name = wanted.get("BucketName")
        name = name or physical_name(request.stack_name, request.logical_resource_id, LONGEST_NAME).lower()
        options: dict[str, Any] = {}
        if request.region_name != "us-east-1":
            options["CreateBucketConfiguration"] = {"LocationConstraint": request.region_name}
        s3.create_bucket(Bucket=name, **options)
        self._settle(s3, name, wanted)
        given = tags.merged(request, wanted)
        if given:
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": k, "Value": v} for k, v in given.items()]})
        domain = f"{name}.s3.amazonaws.com"
        arn = f"arn:aws:s3:::{name}"
        model = {**wanted, "BucketName": name, "Arn": arn, "DomainName": domain, "RegionalDomainName": domain}
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)

    @staticmethod
    def _settle(s3, name: str, wanted: dict) -> None:
        if "BucketEncryption" in wanted:
            configuration = encryption(wanted["BucketEncryption"])
            s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration=configuration)
        if "OwnershipControls" in wanted:
            s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls=wanted["OwnershipControls"])
        if blocked := wanted.get("PublicAccessBlockConfiguration"):
            block = {key: str(value).lower() == "true" for key, value in blocked.items()}
            s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=block)
        if "LifecycleConfiguration" in wanted:
            rules = lifecycle(wanted["LifecycleConfiguration"])
            s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration=rules)
        if versioning := wanted.get("VersioningConfiguration"):
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=versioning)

    def update(self, request):
        s3, wanted, before = request.aws_client_factory.s3, request.desired_state, request.previous_state
        self._settle(s3, before["BucketName"], wanted)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={**before, **wanted})

    def delete(self, request):
        request.aws_client_factory.s3.delete_bucket(Bucket=request.desired_state["BucketName"])
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
