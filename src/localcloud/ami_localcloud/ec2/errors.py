"""EC2's refusals, in AWS's own words."""

from localstack.aws.api import CommonServiceException


class Ec2Error(CommonServiceException):
    """An answer of EC2 that says no: code and message as AWS sends them, status 400 unless another is given."""

    def __init__(self, code: str, message: str, status_code: int = 400):
        super().__init__(code=code, message=message, status_code=status_code, sender_fault=True)


def image_not_found(image_id: str) -> Ec2Error:
    return Ec2Error("InvalidAMIID.NotFound", f"The image id '[{image_id}]' does not exist")


def malformed(code: str, given: str, prefix: str) -> Ec2Error:
    return Ec2Error(code, f'Invalid id: "{given}" (expecting "{prefix}-...")')


def instance_not_found(instance_ids: list[str]) -> Ec2Error:
    if len(instance_ids) == 1:
        return Ec2Error("InvalidInstanceID.NotFound", f"The instance ID '{instance_ids[0]}' does not exist")
    return Ec2Error("InvalidInstanceID.NotFound", f"The instance IDs '{', '.join(instance_ids)}' do not exist")


def dry_run() -> Ec2Error:
    return Ec2Error("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412)


def check_id(code: str, given: str, prefix: str) -> None:
    """Raises the `….Malformed` error for what cannot be an id of this kind."""
    head, _, tail = given.partition("-")
    if head != prefix or not 8 <= len(tail) <= 17 or set(tail) - set("0123456789abcdef"):
        raise malformed(code, given, prefix)
