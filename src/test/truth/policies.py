"""The policies that `mvn ami:policy` wrote in an integration test, and the calls that this test made."""

import fnmatch
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bakes
import role

# The cloud's own calls to itself, in its own name, where AWS makes none with anybody's rights.
OF_THE_CLOUD = {
    "cloudwatch": {"PutMetricData"},
    "logs": {"CreateLogStream", "DescribeLogStreams", "PutLogEvents"},
    "s3": {"CreateBucket", "DeleteObject", "GetObject", "HeadObject", "PutObject"},
    "sts": {"AssumeRole"},
}

# What no call of the local cloud uses, and why the policies have it all the same.
READS = "CloudFormation's resource type declares that it reads this; the local cloud's does not"
UNUSED = {
    "ec2:DescribeLaunchTemplates": READS,
    "ec2:DescribeLaunchTemplateVersions": READS,
    "ec2:DescribeSecurityGroups": READS,
    "ec2:DescribeSnapshots": "asked for only while an image is pending for long",
    "ec2:DescribeSpotInstanceRequests": "of the caller asked for only while a builder on spot provisions",
    "ec2:DescribeVolumes": READS,
    "ec2:GetConsoleOutput": "asked for only while a builder provisions for some seconds",
    "iam:CreateServiceLinkedRole": "EC2's own, for the first spot instance of an account; the local cloud asks nobody",
    "iam:GetRole": "CloudFormation's resource type declares it; of the caller only where that is a role",
    "iam:GetRolePolicy": READS,
    "lambda:GetFunctionCodeSigningConfig": READS,
    "logs:DescribeLogGroups": READS,
    "logs:ListTagsForResource": READS,
    "s3:AbortMultipartUpload": "asked for only when an upload in parts ends before its end",
    "s3:GetBucketOwnershipControls": READS,
    "s3:GetBucketPublicAccessBlock": READS,
    "s3:GetBucketTagging": READS,
    "s3:GetEncryptionConfiguration": READS,
    "s3:GetLifecycleConfiguration": READS,
    "s3:ListBucket": READS,
}

# Statements of which the local cloud uses nothing, though it uses their actions otherwise.
IDLE = {"BuilderVolumeTags": "the template tags its launch template; the local cloud does so without asking EC2"}


@dataclass(frozen=True)
class Need:
    """What IAM is asked about a call."""

    action: str
    resource: str
    context: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass
class Policies:
    """Of one integration test: those of the caller, those of CloudFormation, and what both did."""

    account: str
    caller: list[dict[str, Any]]
    cloudformation: list[dict[str, Any]]
    of_caller: list[dict[str, Any]]
    of_cloudformation: list[dict[str, Any]]


def written() -> dict[str, Policies]:
    """By the name of the integration test, those that ran."""
    found = {}
    requests = bakes.requests()
    for account, name in bakes.accounts().items():
        folder = bakes.TARGET / "it" / name / "target" / "ami"
        mine = [entry for entry in requests if entry["account"] == account]
        if mine and (folder / "caller-policy.json").exists():
            found[name] = Policies(
                account,
                _statements(folder.glob("caller-policy*.json")),
                _statements(folder.glob("service-role-policy*.json")),
                [e for e in mine if not e["internal"] and ":user/" in e["principal"]],
                [e for e in mine if e["internal"] and not _of_the_cloud(e)],
            )
    return found


def _of_the_cloud(entry: dict[str, Any]) -> bool:
    of_a_stack = "-stagingbucket-" in entry["parameters"].get("Bucket", "")
    return not of_a_stack and entry["action"] in OF_THE_CLOUD.get(entry["service"], ())


def _statements(files: Iterable[Path]) -> list[dict[str, Any]]:
    return [statement for file in files for statement in json.loads(file.read_text())["Statement"]]


def allowed(statements: list[dict[str, Any]], need: Need) -> bool:
    """Whether a statement allows it. IAM knows * and ? only; actions are of any case."""
    return any(
        need.action.lower() in [action.lower() for action in statement["Action"]]
        and any(fnmatch.fnmatchcase(need.resource, pattern) for pattern in statement["Resource"])
        and all(
            need.context.get(key) == value
            for key, value in statement.get("Condition", {}).get("StringEquals", {}).items()
        )
        for statement in statements
    )


class Needs:
    """What IAM is asked about the calls of one account, as AWS's service authorization reference has it."""

    def __init__(self, account: str, entries: Iterable[dict[str, Any]]):
        self.account = account
        self.entries = list(entries)
        self.paths: dict[str, str] = {}
        self.stack, self.on_spot = "", False
        for entry in self.entries:
            if entry["action"] == "CreateRole":
                self.paths[entry["parameters"]["RoleName"]] = entry["parameters"].get("Path", "/")
            if entry["action"] == "CreateLaunchTemplate":
                self.on_spot |= "InstanceMarketOptions" in entry["parameters"]["LaunchTemplateData"]
            if entry["action"] == "RunInstances":
                self.stack = _tags(entry["parameters"], "instance")["ami:stack-name"]

    def of(self, entry: dict[str, Any]) -> list[Need]:
        given = entry["parameters"]
        service, action = entry["service"], entry["action"]
        handler: Callable[..., Iterator[Need]] | None = getattr(self, f"_{service}", None)
        assert handler, f"no rule for {service}:{action}"
        return list(handler(entry["region"], f"{service}:{action}", action, given))

    def _sts(self, region: str, name: str, action: str, given: dict) -> Iterator[Need]:
        # GetCallerIdentity is open to everybody.
        yield from ()

    def _ssm(self, region: str, name: str, action: str, given: dict) -> Iterator[Need]:
        owner = "" if given["Name"].startswith("/aws/service/") else self.account
        yield Need(name, f"arn:aws:ssm:{region}:{owner}:parameter/{given['Name'].lstrip('/')}")

    def _cloudformation(self, region: str, name: str, action: str, given: dict) -> Iterator[Need]:
        stack = given.get("StackName", "")
        arn = stack if stack.startswith("arn:") else f"arn:aws:cloudformation:{region}:{self.account}:stack/{stack}/*"
        if action == "ValidateTemplate":
            yield Need(name, "*")
        elif not stack:
            yield Need(name, "*")
            yield Need("cloudformation:ListStacks", "*")
        else:
            yield Need(name, arn)
        if given.get("Tags"):
            yield Need("cloudformation:TagResource", arn, {"cloudformation:CreateAction": action})
        if given.get("RoleARN"):
            yield Need("iam:PassRole", given["RoleARN"], {"iam:PassedToService": "cloudformation.amazonaws.com"})

    def _ec2(self, region: str, name: str, action: str, given: dict) -> Iterator[Need]:
        own, common = f"arn:aws:ec2:{region}:{self.account}:", f"arn:aws:ec2:{region}::"
        ours = {"aws:ResourceTag/ami:stack-name": self.stack}
        if action.startswith("Describe"):
            yield Need(name, "*")
        elif action == "RunInstances":
            yield from (Need(name, arn) for arn in self._launched(own, common, given))
            if self.on_spot:
                yield Need("ec2:CreateTags", f"{own}spot-instances-request/new", {"ec2:CreateAction": action})
            if given.get("IamInstanceProfile"):
                role = f"arn:aws:iam::{self.account}:role/of-builders"
                yield Need("iam:PassRole", role, {"iam:PassedToService": "ec2.amazonaws.com"})
        elif action == "GetConsoleOutput":
            yield Need(name, f"{own}instance/{given['InstanceId']}", ours)
        elif action == "TerminateInstances":
            yield from (Need(name, f"{own}instance/{one}", ours) for one in given["InstanceIds"])
        elif action == "CreateSecurityGroup":
            yield Need(name, f"{own}security-group/new")
            yield Need(name, f"{own}vpc/{given.get('VpcId', 'vpc-default')}")
        elif action == "DeleteSecurityGroup":
            yield Need(name, f"{own}security-group/{given['GroupId']}", ours)
        elif action == "CreateLaunchTemplate":
            yield Need(name, f"{own}launch-template/new")
        elif action == "DeleteLaunchTemplate":
            yield Need(name, f"{own}launch-template/{given['LaunchTemplateId']}")
        elif action == "CreateTags":
            for one in given["Resources"]:
                yield Need(name, f"{common}{'image' if one.startswith('ami-') else 'snapshot'}/{one}")
        elif action == "DeregisterImage":
            yield Need(name, f"{common}image/{given['ImageId']}", ours)
            if given.get("DeleteAssociatedSnapshots"):
                yield Need("ec2:DeleteSnapshot", f"{common}snapshot/of-it", ours)
        elif action == "DeleteSnapshot":
            yield Need(name, f"{common}snapshot/{given['SnapshotId']}", ours)
        else:
            raise AssertionError(f"no rule for {name}")
        for tagged in given.get("TagSpecifications", []):
            yield Need("ec2:CreateTags", f"{own}{tagged['ResourceType']}/new", {"ec2:CreateAction": action})

    def _launched(self, own: str, common: str, given: dict) -> Iterator[str]:
        interfaces = given.get("NetworkInterfaces", [{}])
        groups = given.get("SecurityGroupIds", []) + [g for i in interfaces for g in i.get("Groups", [])]
        subnet = given.get("SubnetId") or interfaces[0].get("SubnetId") or "subnet-default"
        yield from (f"{own}{kind}/new" for kind in ("instance", "network-interface", "volume"))
        yield from (f"{own}security-group/{group}" for group in groups)
        yield f"{own}subnet/{subnet}"
        yield f"{common}image/{given['ImageId']}"
        if given.get("LaunchTemplate"):
            yield f"{own}launch-template/{given['LaunchTemplate']['LaunchTemplateId']}"
            if self.on_spot:
                yield f"{own}spot-instances-request/new"

    def _iam(self, region: str, name: str, action: str, given: dict) -> Iterator[Need]:
        if action == "SimulatePrincipalPolicy":
            yield Need(name, given["PolicySourceArn"])
        elif action == "GetInstanceProfile":
            yield Need(name, f"arn:aws:iam::{self.account}:instance-profile/{given['InstanceProfileName']}")
        else:
            role = given["RoleName"]
            arn = f"arn:aws:iam::{self.account}:role{self.paths.get(role, '/')}{role}"
            bound = next((e["parameters"].get("PermissionsBoundary") for e in self.entries
                          if e["action"] == "CreateRole" and e["parameters"]["RoleName"] == role), None)  # fmt: skip
            yield Need(name, arn, {"iam:PermissionsBoundary": bound} if bound else {})
            if given.get("Tags"):
                yield Need("iam:TagRole", arn)

    def _lambda(self, region: str, name: str, action: str, given: dict) -> Iterator[Need]:
        # AWS's resource type waits with GetFunction, the local cloud's with GetFunctionConfiguration.
        action = {"Invoke": "InvokeFunction", "GetFunctionConfiguration": "GetFunction"}.get(action, action)
        function = given["FunctionName"].rpartition(":")[2]
        arn = f"arn:aws:lambda:{region}:{self.account}:function:{function}"
        yield Need(f"lambda:{action}", arn)
        if given.get("Tags"):
            yield Need("lambda:TagResource", arn)
        if given.get("Role"):
            yield Need("iam:PassRole", given["Role"], {"iam:PassedToService": "lambda.amazonaws.com"})

    def _s3(self, region: str, name: str, action: str, given: dict) -> Iterator[Need]:
        arn = f"arn:aws:s3:::{given['Bucket']}" + (f"/{given['Key']}" if given.get("Key") else "")
        yield Need(role.iam_action_of_s3({"action": action, "parameters": given}), arn)

    def _logs(self, region: str, name: str, action: str, given: dict) -> Iterator[Need]:
        if action.startswith("Describe"):
            yield Need(name, "*")
            return
        arn = f"arn:aws:logs:{region}:{self.account}:log-group:{given['logGroupName']}"
        yield Need(name, f"{arn}:*")
        if given.get("tags"):
            yield Need("logs:TagResource", arn)


def _tags(parameters: dict[str, Any], kind: str) -> dict[str, str]:
    specifications = parameters.get("TagSpecifications", [])
    return {t["Key"]: t["Value"] for s in specifications if s["ResourceType"] == kind for t in s["Tags"]}
