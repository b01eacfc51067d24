"""Secrets of the scripts: fetched by the builder itself, in no file, and a clear word where they cannot be had."""

import json
import subprocess
import sys

import pytest

from builder import GUEST

AWKWARD = 'it\'s "double" $HOME `id` $(id) \\\\n \\ 한국\n\n second line\t!\n'
DENIED = {"__type": "com.amazonaws#AccessDeniedException", "Message": "User: x is not authorized"}
TOLD = '#!/bin/sh\nprintf %s "$PASSWORD" >/etc/password; printf %s "$KEY" >/etc/key; printf %s "$PLAIN" >/etc/plain\n'


@pytest.fixture
def trusted(builder, aws):
    """A builder whose scripts need two secrets, and which may have them."""
    builder.variables["AWS_ENDPOINT_URL"] = aws.url
    builder.secrets = "KEY=secretsmanager:team/key\nPASSWORD=ssm-secure:/team/password\n"
    builder.environment = "export PLAIN='plain'\n"
    builder.script("a.sh", TOLD)
    aws.values = {"/team/password": AWKWARD, "team/key": "k" + AWKWARD}
    return builder


def test_scripts_get_the_values_as_they_are(trusted, aws):
    assert trusted.boot() == 0
    assert trusted.root.joinpath("etc/password").read_bytes() == AWKWARD.encode()
    assert trusted.root.joinpath("etc/key").read_bytes() == b"k" + AWKWARD.encode()
    assert trusted.read("etc/plain") == "plain"
    assert aws.asked == [
        ("secretsmanager.GetSecretValue", {"SecretId": "team/key"}),
        ("AmazonSSM.GetParameter", {"Name": "/team/password", "WithDecryption": True}),
    ]


@pytest.mark.parametrize("exits", [0, 3])
def test_no_file_console_or_signal_has_a_value(trusted, aws, exits):
    canary = "canary-7f3a"
    aws.values = {"/team/password": canary, "team/key": canary}
    trusted.script("a.sh", "#!/bin/sh\n")
    trusted.script("b.sh", f'#!/bin/bash\ntest -n "$KEY"\nls -lR /proc/self/fd >/etc/fds; exit {exits}\n')
    trusted.after = "cp -r /run /kept"
    trusted.boot()
    assert aws.signals[0]["Status"] == ("FAILURE" if exits else "SUCCESS")
    assert canary not in json.dumps(aws.signals) + trusted.output
    for file in trusted.root.rglob("*"):
        if file.is_file() and not file.is_symlink():
            assert canary.encode() not in file.read_bytes(), file


@pytest.mark.under("bash")
def test_names_of_the_users_may_be_any_of_ours(trusted, aws):
    names = ("secrets", "work", "name", "path", "code", "start", "log", "folder")
    trusted.secrets = "".join(f"{name}=ssm-secure:/team/password\n" for name in names)
    trusted.script("a.sh", "#!/bin/sh\nenv -0 >/etc/env\n")
    assert trusted.boot() == 0
    env = trusted.root.joinpath("etc/env").read_bytes().split(b"\0")
    assert all(f"{name}={AWKWARD}".encode() in env for name in names) and b"PLAIN=plain" in env


@pytest.mark.under("dash")
def test_what_is_no_secret_of_the_users_is_not_handed_on(builder):
    builder.variables["secrets"] = "of somebody else"
    builder.script("a.sh", "#!/bin/sh\nenv >/etc/env\n")
    assert builder.boot() == 0
    assert "\nsecrets=" not in builder.read("etc/env")


@pytest.mark.parametrize(
    ("secrets", "values", "said"),
    [
        ("A=ssm-secure:/none", {}, "A (ssm-secure:/none): there is no /none in eu-central-1"),
        ("A=secretsmanager:none", {}, "A (secretsmanager:none): there is no none in eu-central-1"),
        (
            "A=secretsmanager:bin",
            {"bin": {"SecretBinary": "AA=="}},
            "A (secretsmanager:bin): the secret bin holds bytes (SecretBinary), and a variable takes text",
        ),
        ("A=ssm-secure:/nul", {"/nul": "a\0b"}, "A (ssm-secure:/nul): /nul holds a NUL, and no variable can"),
    ],
    ids=["parameter", "secret", "binary", "nul"],
)
@pytest.mark.under("dash")
def test_a_secret_that_cannot_be_had_is_a_failure_before_any_script(trusted, aws, secrets, values, said):
    trusted.secrets, aws.values = secrets + "\n", values
    assert trusted.boot() == 1
    assert [signal["Reason"] for signal in aws.signals] == ["secrets: " + said]
    assert f"ami-bake: FAILED secrets: {said}\n" in trusted.console and not trusted.has("etc/plain")


@pytest.mark.under("bash")
def test_without_python_it_says_so(trusted, aws):
    trusted.hidden = ["python3"]
    assert trusted.boot() == 1
    assert aws.signals[0]["Reason"] == "secrets: they are fetched with python3, which this image lacks"


def resolve(aws, *references, **variables):
    """Runs resolve.py by itself, with a clock that a sleep moves."""
    clock = (
        "import runpy, sys, time; now = [0.0]\n"
        "time.sleep = lambda seconds: now.__setitem__(0, now[0] + seconds); time.monotonic = lambda: now[0]\n"
        f"it = runpy.run_path({str(GUEST / 'resolve.py')!r}, run_name='it')\n"
        f"it['main']('eu-central-1', {list(references)!r}); print(int(now[0]), file=sys.stderr)"
    )
    environment = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": aws.url + "/imds", "AWS_ENDPOINT_URL": aws.url, **variables}
    done = subprocess.run([sys.executable, "-I", "-c", clock], env=environment, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_role_made_seconds_ago_is_refused_for_a_while_and_asked_again(aws):
    aws.values, aws.refusals = {"/a": "x"}, [(400, DENIED), (400, {"__type": "ThrottlingException"}), (500, {})]
    code, out, err = resolve(aws, "A=ssm-secure:/a\n")
    assert (code, out, err) == (0, "export A='x'\n", "7\n")


@pytest.mark.parametrize(
    ("reference", "action", "resource"),
    [
        ("ssm-secure:/a/b", "ssm:GetParameter", "arn:aws:ssm:eu-central-1:111122223333:parameter/a/b"),
        (
            "secretsmanager:a/b",
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:eu-central-1:111122223333:secret:a/b-??????",
        ),
        (
            "secretsmanager:arn:aws:secretsmanager:eu-west-1:1:secret:a-Ab1234",
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:eu-west-1:1:secret:a-Ab1234",
        ),
    ],
)
def test_who_stays_refused_is_told_action_and_arn(aws, reference, action, resource):
    aws.refusals = [(400, DENIED)] * 100
    code, out, err = resolve(aws, f"A={reference}\n")
    assert code == 1 and out == ""
    refused = f"the role of the builder needs {action} on {resource}: User: x is not authorized"
    assert err == f"A ({reference}): AccessDeniedException: {refused}\n"
    assert 5 < len(aws.asked) < 20


def test_without_a_profile_it_says_so(aws):
    code, _, err = resolve(aws, "A=ssm-secure:/a\n", AWS_EC2_METADATA_SERVICE_ENDPOINT=aws.url + "/nothing")
    assert code == 1 and err.startswith("A (ssm-secure:/a): the instance has no credentials")


def test_each_service_may_have_an_endpoint_of_its_own(aws):
    aws.values = {"/a": "x", "b": "y"}
    there = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ENDPOINT_URL_SSM": aws.url}
    code, out, _ = resolve(
        aws, "A=ssm-secure:/a\n", "B=secretsmanager:b\n", AWS_ENDPOINT_URL_SECRETS_MANAGER=aws.url, **there
    )
    assert (code, out) == (0, "export A='x'\nexport B='y'\n")


def test_an_error_that_is_not_ours_tells_nothing_but_its_kind(aws):
    aws.values = {"/a": {"Parameter": {"Velue": "s3cr3t"}}}
    assert resolve(aws, "A=ssm-secure:/a\n")[2] == "A (ssm-secure:/a): KeyError\n"
