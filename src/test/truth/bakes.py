"""What the integration tests left behind: the cloud's request log, their accounts, the templates of their stacks."""

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

import boto3
import cfnlint.decode

ROOT = Path(__file__).resolve().parents[3]
TARGET = ROOT / "target"
HOME = Path(os.environ.get("AMI_LOCALCLOUD_HOME", TARGET / "localcloud"))
ACCOUNT = re.compile(r"AWS_ACCESS_KEY_ID *= *(\d{12})")


def accounts() -> dict[str, str]:
    """The name of each integration test by the AWS account that it has to itself."""
    files = sorted((ROOT / "src" / "it").glob("*/invoker.properties"))
    return {ACCOUNT.search(file.read_text())[1]: file.parent.name for file in files}


def requests() -> list[dict[str, Any]]:
    """The integration tests' requests, and those that the cloud made on their behalf, oldest first."""
    lines = (HOME / "state" / "requests.jsonl").read_text().splitlines()
    known = accounts()
    return [entry for entry in map(json.loads, lines) if entry["account"] in known]


def endpoint() -> str:
    return f"http://127.0.0.1:{(TARGET / 'localcloud' / 'port').read_text().strip()}"


def client(service: str, account: str, region: str) -> Any:
    keys = {"aws_access_key_id": account, "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=endpoint(), region_name=region, **keys)


def templates() -> dict[str, str]:
    """What the plugin had CloudFormation make, as CloudFormation kept it, by the name of the integration test.

    Of several bakes in one test the last is taken. CloudFormation keeps the template of a deleted stack too.
    """
    sent = {
        (entry["account"], entry["region"]): entry["parameters"]["TemplateBody"]
        for entry in requests()
        if entry["action"] == "CreateStack" and entry["status"] == 200 and _is_ours(entry)
    }
    found = {}
    for (account, region), checksum in sent.items():
        cloudformation = client("cloudformation", account, region)
        for stack in cloudformation.list_stacks()["StackSummaries"]:
            body = cloudformation.get_template(StackName=stack["StackId"])["TemplateBody"]
            body = body if isinstance(body, str) else json.dumps(body)
            if checksum.startswith(f"sha256:{hashlib.sha256(body.encode()).hexdigest()} "):
                found[accounts()[account]] = body
        assert accounts()[account] in found, f"CloudFormation kept another template than {checksum}"
    return found


def _is_ours(entry: dict[str, Any]) -> bool:
    return "ami:stack-name" in {tag["Key"] for tag in entry["parameters"].get("Tags", [])}


def parsed(template: str) -> dict[str, Any]:
    """A template in YAML, its short forms written out."""
    found, faults = cfnlint.decode.decode_str(template)
    assert not faults, faults
    return found
