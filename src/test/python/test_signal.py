"""How CloudFormation is told: both forms, with what the image has, again until it is taken and not forever."""

import base64
import re

import pytest

from aws import DOCUMENT

NOTES = '#!/bin/sh\nprintf "%s\\n" "$@" ended >>/etc/cfn-signal\n'


def test_success_tells_scripts_with_their_seconds_and_the_system(builder, aws):
    builder.script("10-a.sh", "#!/bin/sh\n")
    builder.script('2"0.sh', "#!/bin/sh\n")
    assert builder.boot() == 0
    [signal] = aws.signals
    assert re.fullmatch(r'10-a\.sh \d+ s, 2"0\.sh \d+ s, Test Linux 1', signal.pop("Data"))
    assert signal == {"Status": "SUCCESS", "UniqueId": "i-0abc", "Reason": "provisioned"}


@pytest.mark.under("dash")
def test_what_success_tells_stays_under_a_kilobyte(builder, aws):
    for number in range(60):
        builder.script(f"{number:02}-{'x' * 40}.sh", "#!/bin/sh\n")
    assert builder.boot() == 0
    assert len(aws.signals[0]["Data"].encode()) <= 1000


@pytest.mark.under("bash")
def test_the_handle_gets_no_content_type(builder, aws):
    builder.script("a.sh", "#!/bin/sh\n")
    builder.boot()
    assert not aws.headers[0]["Content-Type"]


def test_the_signal_is_sent_again_until_it_is_taken(builder, aws):
    aws.statuses = [500, 500]
    builder.script("a.sh", "#!/bin/sh\nexit 3\n")
    assert builder.boot() == 1
    assert len(aws.raw) == 3 and len(aws.signals) == 1


@pytest.mark.under("bash")
def test_the_signal_is_given_up_when_the_stack_no_longer_waits(builder, aws):
    aws.statuses = [500] * 100
    builder.timeout = 2
    builder.script("a.sh", "#!/bin/sh\n")
    assert builder.boot() == 1
    assert aws.signals == [] and not builder.powered_off
    assert "ami-bake: FAILED to signal" in builder.console


@pytest.mark.under("bash")
def test_without_metadata_the_unique_id_is_the_plugins(builder, aws):
    builder.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = aws.url + "/nothing"
    builder.script("a.sh", "#!/bin/sh\n")
    builder.boot()
    assert aws.signals[0]["UniqueId"] == "ami-bake"


def test_without_curl_python_signals_the_same(builder, aws):
    builder.hidden = ["curl"]
    builder.script("a.sh", "#!/bin/sh\necho '\"한국\\'\nexit 3\n")
    assert builder.boot() == 1
    (signal,) = aws.signals
    assert signal["Reason"] == 'a.sh ended with exit code 3\n"한국\\'
    assert not aws.headers[0]["Content-Type"]


def test_cfn_signal_is_used_where_it_is(builder, aws):
    builder.tool("cfn-signal", NOTES)
    builder.script("a.sh", "#!/bin/sh\necho why\nexit 3\n")
    assert builder.boot() == 1
    reason = "a.sh ended with exit code 3\nwhy"
    assert builder.read("etc/cfn-signal") == f"-e\n1\n-i\ni-0abc\n-r\n{reason}\n{aws.url}/handle?a=b\nended\n"
    assert aws.signals == []


@pytest.mark.under("bash")
def test_cfn_signal_carries_the_data_of_success(builder, aws):
    builder.tool("cfn-signal", NOTES)
    builder.script("a.sh", "#!/bin/sh\n")
    assert builder.boot() == 0
    assert re.search(r"-e\n0\n-i\ni-0abc\n-d\na\.sh \d+ s, Test Linux 1\n", builder.read("etc/cfn-signal"))


@pytest.mark.under("dash")
def test_a_cfn_signal_that_is_broken_is_stepped_over(builder, aws):
    builder.tool("cfn-signal", "#!/bin/sh\nexit 1\n")
    builder.script("a.sh", "#!/bin/sh\n")
    assert builder.boot() == 0 and aws.signals[0]["Status"] == "SUCCESS"


@pytest.fixture
def resource(builder):
    builder.signal = "resource"
    builder.script("a.sh", "#!/bin/sh\n")
    return builder


CALL = {
    "Action": "SignalResource",
    "StackName": "ami-a-b",
    "LogicalResourceId": "Provisioned",
    "UniqueId": "i-0abc",
    "Status": "SUCCESS",
    "ContentType": "JSON",
    "Version": "2010-05-15",
}


@pytest.mark.parametrize("variable", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CLOUDFORMATION"])
@pytest.mark.under("bash")
def test_the_resource_is_signalled_as_cfn_signal_does_where_there_is_none(resource, aws, variable):
    resource.variables[variable] = aws.url
    assert resource.boot() == 0 and resource.powered_off
    assert aws.calls == [CALL]
    document = base64.b64encode(DOCUMENT).decode()
    assert aws.headers[0]["Authorization"] == f"CFN_V1 {document}:c2lnbmF0dXJl"


@pytest.mark.under("dash")
def test_the_resource_is_signalled_until_it_is_in_progress(resource, aws):
    resource.variables["AWS_ENDPOINT_URL"] = aws.url
    aws.statuses = [400, 400]
    assert resource.boot() == 0
    assert len(aws.headers) == 3 and len(aws.calls) == 1


def test_a_failure_of_the_resource_form_is_a_failure(resource, aws):
    resource.variables["AWS_ENDPOINT_URL"] = aws.url
    resource.script("a.sh", "#!/bin/sh\nexit 1\n")
    assert resource.boot() == 1
    assert aws.calls == [CALL | {"Status": "FAILURE"}] and not resource.powered_off


def test_cfn_signal_signals_the_resource_where_it_is(resource, aws):
    resource.tool("cfn-signal", NOTES)
    assert resource.boot() == 0
    arguments = "-e 0 -i i-0abc --stack ami-a-b --resource Provisioned --region eu-central-1 ended"
    assert resource.read("etc/cfn-signal").split() == arguments.split()


@pytest.mark.under("bash")
def test_cfn_signal_is_told_of_another_endpoint(resource, aws):
    resource.tool("cfn-signal", NOTES)
    resource.variables["AWS_ENDPOINT_URL"] = aws.url
    assert resource.boot() == 0
    assert f"--url\n{aws.url}\n" in resource.read("etc/cfn-signal")


def test_a_payload_that_cannot_be_unpacked_is_a_failure(builder, aws):
    builder.script("a.sh", "#!/bin/sh\n")
    whole = builder.user_data()
    lines = whole.splitlines(keepends=True)
    middle = len(lines) // 2
    assert builder.boot("".join(lines[: middle - 5] + lines[middle + 5 :])) == 1
    assert aws.signals[0]["Reason"] == "user data: the payload could not be unpacked"
    assert not builder.powered_off
