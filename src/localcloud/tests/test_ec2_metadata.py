"""The metadata service as a guest sees it: tokens, values, the signed identity; only on its own 169.254.169.254."""

import json

import pytest
from machines import Machines

CURL = """#!/bin/bash
imds() { curl -s -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/$1"; echo; }
code() { curl -s -o /dev/null -w '%{http_code}\\n' "$@"; }
M=http://169.254.169.254/latest
token=$(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $M/api/token)
"""
REQUIRED = {"HttpTokens": "required"}


@pytest.fixture
def machines(client, control) -> Machines:
    return Machines(client, control)


def printed(machines, script: str, **more) -> list[str]:
    """What a script printed, line by line, without cloud-init's own lines."""
    console = machines.console(machines.done(CURL + script, **more))
    return [line for line in console.splitlines()[1:] if not line.startswith("Cloud-init")]


def test_without_a_token_nothing_is_told_where_tokens_are_required(machines):
    assert printed(machines, "code $M/meta-data/instance-id\n", MetadataOptions=REQUIRED) == ["401"]


def test_an_amazon_linux_asks_for_tokens_by_itself(machines):
    assert printed(machines, "code $M/meta-data/instance-id\n") == ["401"]


def test_without_a_token_all_is_told_where_they_are_optional(machines):
    assert printed(machines, "code $M/meta-data/instance-id\n", MetadataOptions={"HttpTokens": "optional"}) == ["200"]


def test_login_keys_are_listed_by_number_and_name(machines):
    machines.ec2.create_key_pair(KeyName="mine")
    listed, inside, key = printed(
        machines,
        "imds meta-data/public-keys/\nimds meta-data/public-keys/0/\nimds meta-data/public-keys/0/openssh-key\n",
        KeyName="mine",
    )
    assert (listed, inside) == ("0=mine", "openssh-key") and key.startswith("ssh-rsa ")


def test_a_false_token_an_absurd_lifetime_and_an_unknown_path_are_refused(machines):
    script = """code -H 'X-aws-ec2-metadata-token: made-up' $M/meta-data/
code -X PUT $M/api/token
code -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21601' $M/api/token
code -H "X-aws-ec2-metadata-token: $token" $M/meta-data/nonsense
"""
    assert printed(machines, script) == ["401", "400", "400", "404"]


def test_the_service_can_be_switched_off(machines):
    assert printed(machines, "code $M/\n", MetadataOptions={"HttpEndpoint": "disabled"}) == ["403"]


def test_the_guest_learns_who_and_where_it_is(machines):
    names = (
        "instance-id",
        "instance-type",
        "ami-id",
        "local-ipv4",
        "placement/region",
        "placement/availability-zone",
        "hostname",
        "mac",
    )
    instance = machines.done(CURL + "".join(f"imds meta-data/{name}\n" for name in names))
    found = machines.describe(instance)
    lines = [line for line in machines.console(instance).splitlines()[1:] if not line.startswith("Cloud-init")]
    assert lines == [
        instance,
        "t3.small",
        found["ImageId"],
        found["PrivateIpAddress"],
        "us-east-1",
        found["Placement"]["AvailabilityZone"],
        found["PrivateDnsName"],
        found["NetworkInterfaces"][0]["MacAddress"],
    ]


def test_tags_are_told_when_enabled(machines):
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "builder"}]}]
    options = REQUIRED | {"InstanceMetadataTags": "enabled"}
    script = "imds meta-data/tags/instance/Name\n"
    assert printed(machines, script, TagSpecifications=tags, MetadataOptions=options) == ["builder"]
    assert "404" in "".join(printed(machines, script, TagSpecifications=tags, MetadataOptions=REQUIRED))


def test_the_guest_reads_its_user_data(machines):
    assert printed(machines, "imds user-data > /tmp/d; head -1 /tmp/d\n") == ["#!/bin/bash"]


def test_the_identity_document_is_signed_with_a_key_of_the_cloud(machines, account):
    script = "imds dynamic/instance-identity/document\necho ---\nimds dynamic/instance-identity/signature\n"
    document, signature = "\n".join(printed(machines, script)).split("---\n")
    told = json.loads(document)
    assert (told["accountId"], told["region"], told["architecture"]) == (account, "us-east-1", "x86_64")
    assert len(signature.replace("\n", "")) == 344


def test_a_profile_gives_the_guest_a_session_of_its_role(machines, client, account):
    iam = client("iam")
    policy = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
    iam.create_role(RoleName="builder", AssumeRolePolicyDocument=json.dumps(policy))
    iam.create_instance_profile(InstanceProfileName="profile")
    iam.add_role_to_instance_profile(InstanceProfileName="profile", RoleName="builder")
    lines = printed(
        machines,
        "imds meta-data/iam/security-credentials/\nimds meta-data/iam/security-credentials/builder\n",
        IamInstanceProfile={"Name": "profile"},
    )
    assert lines[0] == "builder"
    keys = json.loads("\n".join(lines[1:]))
    sts = client(
        "sts",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["Token"],
    )
    assert sts.get_caller_identity()["Arn"].startswith(f"arn:aws:sts::{account}:assumed-role/builder/i-")


def test_the_address_of_the_service_is_not_on_this_machine(machines):
    machines.done("#!/bin/sh\ntrue\n")
    with open("/proc/net/fib_trie") as addresses:
        assert "169.254.169.254" not in addresses.read()
