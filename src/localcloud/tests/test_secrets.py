"""Parameters and secrets, as the scripts of a bake get them: by the session of the instance's own profile."""

import pytest
from machines import refusal

AWKWARD = 'it\'s "a" $HOME `id` \\n \\ 한국\nsecond line\n'


@pytest.fixture
def parameters(client):
    return client("ssm")


@pytest.fixture
def secrets(client):
    return client("secretsmanager")


def test_a_secure_parameter_is_stored_and_read_as_it_is(parameters, account):
    assert parameters.put_parameter(Name="/team/a", Value=AWKWARD, Type="SecureString")["Version"] == 1
    found = parameters.get_parameter(Name="/team/a", WithDecryption=True)["Parameter"]
    assert found["Value"] == AWKWARD and found["Type"] == "SecureString"
    assert found["ARN"] == f"arn:aws:ssm:us-east-1:{account}:parameter/team/a"


def test_without_decryption_a_secure_parameter_stays_sealed(parameters):
    parameters.put_parameter(Name="/a", Value="open", Type="SecureString")
    assert parameters.get_parameter(Name="/a")["Parameter"]["Value"] != "open"


def test_a_parameter_changes_and_goes(parameters):
    parameters.put_parameter(Name="/a", Value="1", Type="SecureString")
    assert refusal(parameters.put_parameter, Name="/a", Value="2", Type="String")[0] == "ParameterAlreadyExists"
    parameters.put_parameter(Name="/a", Value="2", Type="SecureString", Overwrite=True)
    assert parameters.get_parameter(Name="/a", WithDecryption=True)["Parameter"]["Value"] == "2"
    parameters.delete_parameter(Name="/a")
    assert refusal(parameters.get_parameter, Name="/a")[0] == "ParameterNotFound"


def test_a_secret_is_found_by_its_name_and_its_arn(secrets):
    arn = secrets.create_secret(Name="team/b", SecretString=AWKWARD)["ARN"]
    assert [secrets.get_secret_value(SecretId=name)["SecretString"] for name in ("team/b", arn)] == [AWKWARD] * 2
    assert arn.rpartition("-")[0].endswith(":secret:team/b") and len(arn.rpartition("-")[2]) == 6


def test_an_unknown_secret_is_refused(secrets):
    assert refusal(secrets.get_secret_value, SecretId="none")[0] == "ResourceNotFoundException"


def test_the_log_of_requests_has_no_value(parameters, secrets, control):
    parameters.put_parameter(Name="/a", Value="canary-1", Type="SecureString")
    parameters.get_parameter(Name="/a", WithDecryption=True)
    secrets.create_secret(Name="b", SecretString="canary-2")
    secrets.get_secret_value(SecretId="b")
    assert "canary" not in str(control.requests())
