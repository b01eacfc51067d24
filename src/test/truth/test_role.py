"""The role in the stack allows what the function does, and nothing else."""

import pytest

import bakes
import role
import service_model

TEMPLATES = sorted(
    file
    for file in (bakes.TARGET / "templates").glob("*.yaml")
    if "ImageRole" in bakes.parsed(file.read_text())["Resources"]
)


@pytest.fixture(params=TEMPLATES, ids=lambda file: file.stem)
def template(request):
    return request.param.read_text()


def test_the_role_allows_exactly_what_the_function_called(template, more_requests):
    used = role.used(bakes.requests() + more_requests)
    assert role.allowed(template) == used - role.not_asked_for(template)


def test_only_what_describes_may_be_done_to_anything(template):
    for statement in role.statements(template):
        if "*" in role.listed(statement["Resource"]):
            assert all(action.startswith("ec2:Describe") for action in role.listed(statement["Action"]))


def test_every_statement_allows_and_none_names_an_action_by_a_pattern(template):
    assert {statement["Effect"] for statement in role.statements(template)} == {"Allow"}
    assert not [action for action in role.allowed(template) if "*" in action]


def test_what_no_other_test_asks_of_the_function_was_called(more_requests):
    assert role.used(more_requests) >= {"ec2:StopInstances", "ec2:DeregisterImage", "ec2:DeleteSnapshot"}


def test_those_requests_validate_against_the_service_model_too(more_requests):
    found = [service_model.faults(e["service"], e["action"], e["parameters"]) for e in more_requests]
    assert [fault for faults in found for fault in faults] == []


def test_the_role_of_spot_allows_what_its_function_called_and_what_it_would_where_ec2_did_not_tag():
    template = (bakes.TARGET / "templates" / "spot.yaml").read_text()
    called = role.used_for_spot(bakes.requests())
    logs = {f"logs:{action}" for action in role.WRITTEN_BY_LAMBDA}
    assert called and role.allowed(template, "SpotRole") == called | logs | {"ec2:CreateTags"}
    for statement in role.statements(template, "SpotRole"):
        if "*" in role.listed(statement["Resource"]):
            assert all(action.startswith("ec2:Describe") for action in role.listed(statement["Action"]))
        elif statement["Sid"] != "WriteItsLog":
            assert statement["Condition"]


def test_the_builders_role_allows_what_it_called_for_its_secrets_and_the_keys_of_those():
    template = (bakes.TARGET / "templates" / "secrets.yaml").read_text()
    called = role.used_by_builders(bakes.requests())
    assert called and role.allowed(template, "BuilderRole") == called | {"kms:Decrypt"}
    for statement in role.statements(template, "BuilderRole"):
        if statement["Action"] == "kms:Decrypt":
            keys = [key for condition in statement["Condition"].values() for key in condition]
            assert "kms:ViaService" in keys and any(key.startswith("kms:EncryptionContext:") for key in keys)
        else:
            assert not any("*" in str(resource) for resource in role.listed(statement["Resource"]))


# What emptying a bucket needs at times, and no integration test asks for.
NOT_ALWAYS = {
    "s3:AbortMultipartUpload": "only where a client was killed in an upload in parts, see test_staging.py",
    "s3:DeleteObject": "which of the two S3 asks for where a bucket has no versions is not documented",
}
# Actions of which S3 tells a prefix; a condition on it refuses all others.
WITH_A_PREFIX = {"s3:ListBucket", "s3:ListBucketVersions"}


def test_the_staging_role_allows_exactly_what_emptied_the_bucket():
    template = (bakes.TARGET / "templates" / "staged.yaml").read_text()
    called = role.used_to_empty(bakes.requests())
    logs = {f"logs:{action}" for action in role.WRITTEN_BY_LAMBDA}
    assert called and role.allowed(template, "StagingRole") - logs == called | NOT_ALWAYS.keys()


@pytest.mark.parametrize("name", ["staged", "staged-in-a-given-bucket"])
def test_the_staging_role_may_look_only_where_it_may_delete_and_as_s3_can_tell(name):
    template = (bakes.TARGET / "templates" / f"{name}.yaml").read_text()
    for statement in role.statements(template, "StagingRole"):
        conditions = {key for condition in statement.get("Condition", {}).values() for key in condition}
        actions = set(role.listed(statement["Action"]))
        assert "s3:prefix" not in conditions or actions <= WITH_A_PREFIX
        assert actions & WITH_A_PREFIX == set() or conditions == {"s3:prefix"}
        assert "*" not in role.listed(statement["Resource"])
