"""A builder that reboots: the scripts go on where one of them expects it, and it is a failure where none does."""

import re
import time

import pytest
from test_switch import SYSTEMD_RUN

from moments import OVER, POWERED_OFF, STANDS_STILL, logged, shown

CANARY = "canary-of-the-environment"
HANDLE = "handle?a=b"


@pytest.fixture
def rebooting(builder, aws):
    """A builder whose second script of three reboots it, as it is to."""
    builder.environment = f"export ALL='{CANARY}'\n"
    builder.script("10-a.sh", "#!/bin/sh\necho a >>/etc/ran\n")
    told = shown("script 2/3 20-b.sh")
    builder.script("20-b.sh", f"#!/bin/sh\necho b >>/etc/ran\n{told}reboot\nsleep 100\n", reboots="1")
    builder.script(
        "30-c.sh", '#!/bin/sh\necho "c $ALL $AMI_STACK_NAME $AMI_BASE_IMAGE $HOME" >>/etc/ran\nenv >/etc/env\n'
    )
    return builder


def test_the_scripts_go_on_after_a_reboot_that_one_expects(rebooting, aws):
    assert rebooting.boot() == 0 and rebooting.has("rebooted") and aws.signals == []
    assert rebooting.boot_again() == 0 and rebooting.powered_off
    assert rebooting.read("etc/ran") == f"a\nb\nc {CANARY} ami-a-b ami-0123456789abcdef0 /root\n"
    (signal,) = aws.signals
    assert signal["Status"] == "SUCCESS" and re.match(r"10-a.sh \d+ s, 30-c.sh \d+ s, ", signal["Data"])
    lines = rebooting.console.splitlines()
    assert [line for line in lines if "done in" not in line] == [
        "ami-bake: script 1/3 10-a.sh",
        "ami-bake: script 2/3 20-b.sh",
        "ami-bake: script 20-b.sh rebooted the builder",
        "ami-bake: script 3/3 30-c.sh",
        "ami-bake: cleaning",
        "ami-bake: provisioned",
    ]


def test_what_scripts_see_after_the_reboot_is_what_they_see_before(rebooting):
    rebooting.scripts["10-a.sh"] += b"env >/etc/env.before\n"
    rebooting.boot()
    rebooting.boot_again()
    before, after = (
        {line for line in rebooting.read(f"etc/{name}").splitlines() if not line.startswith(("PWD", "_="))}
        for name in ("env.before", "env")
    )
    assert before == after


@pytest.mark.under("bash")
def test_of_work_folder_hook_handle_and_environment_nothing_is_left(rebooting):
    rebooting.boot()
    assert rebooting.root.joinpath("var/lib/ami-bake").stat().st_mode & 0o777 == 0o700
    assert rebooting.root.joinpath("var/lib/cloud/scripts/per-boot/ami-bake").stat().st_mode & 0o777 == 0o700
    rebooting.boot_again()
    (rebooting.root / "user-data").unlink()
    (rebooting.root / "etc/env").unlink()
    left = [str(file) for file in rebooting.root.rglob("*") if "ami-bake" in file.name and "run" not in file.parts]
    assert left == []
    for file in rebooting.root.rglob("*"):
        if file.is_file() and not file.is_symlink() and file.name not in ("ran", "console"):
            content = file.read_bytes()
            assert CANARY.encode() not in content and HANDLE.encode() not in content, file


@pytest.mark.under("dash")
def test_files_are_laid_once_and_secrets_are_fetched_anew(rebooting, aws):
    from builder import entry

    rebooting.files = [entry("etc/laid", content=b"laid")]
    rebooting.variables["AWS_ENDPOINT_URL"] = aws.url
    aws.values = {"/a": "secret of all", "/c": "secret of c"}
    rebooting.secrets = "SECRET=ssm-secure:/a\n"
    rebooting.own["secrets.3"] = "MINE=ssm-secure:/c\n"
    rebooting.scripts["10-a.sh"] += b"echo changed >/etc/laid\n"
    rebooting.scripts["30-c.sh"] += b'[ "$SECRET$MINE" = "secret"" of allsecret"" of c" ] && touch /etc/both\n'
    rebooting.boot()
    for file in (rebooting.root / "var").rglob("*"):
        assert not file.is_file() or b"secret of" not in file.read_bytes(), file
    rebooting.boot_again()
    assert rebooting.read("etc/laid") == "changed\n" and rebooting.has("etc/both")


@pytest.mark.under("dash")
def test_a_script_that_ends_while_the_machine_goes_down_is_not_judged_and_no_other_begins(rebooting, aws):
    rebooting.tool("reboot", "#!/bin/sh\n(sleep 1; echo >>/rebooted; kill -9 -1) &\n")
    rebooting.scripts["20-b.sh"] = b"#!/bin/sh\necho b >>/etc/ran\nreboot\nexit 143\n"
    rebooting.boot()
    assert aws.signals == [] and rebooting.read("etc/ran") == "a\nb\n"


@pytest.mark.parametrize("sign", ["job", "time", "logind"])
@pytest.mark.under("bash")
def test_where_systemd_is_about_to_reboot_it_waits_however_long(rebooting, aws, sign):
    rebooting.write("run/systemd/system/x", "")
    rebooting.tool("systemd-run", "#!/bin/sh\nexit 1\n")
    rebooting.tool("sleep", '#!/bin/sh\n[ "$1" = infinity ] || set -- 0.02\nexec /usr/bin/sleep "$1"\n')
    told = "[ $1 != list-jobs ] || echo '12 reboot.target start waiting'" if sign == "job" else "exit 0"
    rebooting.tool("systemctl", f"#!/bin/sh\n{told}\n")
    rebooting.tool("busctl", f"#!/bin/sh\necho b {'true' if sign == 'logind' else 'false'}\n")
    scheduled = "mkdir -p /run/systemd/shutdown; touch /run/systemd/shutdown/scheduled\n" if sign == "time" else ""
    late = "setsid /bin/sh -c '/usr/bin/sleep 3; echo >>/rebooted; kill -9 -1' >/dev/null 2>&1 &\n"
    rebooting.scripts["20-b.sh"] = f"#!/bin/sh\n{scheduled}{late}".encode()
    rebooting.boot()
    assert rebooting.has("rebooted") and "30-c.sh" not in rebooting.console and aws.signals == []


@pytest.mark.under("bash")
def test_a_script_that_does_not_reboot_after_all_is_told_and_the_next_one_runs(rebooting, aws):
    rebooting.tool("sleep", '#!/bin/sh\n[ "$1" != 0.2 ] || set -- 0.01\nexec /usr/bin/sleep "$1"\n')
    rebooting.scripts["20-b.sh"] = b"#!/bin/sh\n"
    assert rebooting.boot() == 0 and rebooting.powered_off
    assert "ami-bake: script 20-b.sh did not reboot the builder\n" in rebooting.console
    assert aws.signals[0]["Status"] == "SUCCESS"


@pytest.mark.under("dash")
def test_a_script_that_fails_instead_of_rebooting_fails_the_bake(rebooting, aws):
    rebooting.tool("sleep", '#!/bin/sh\n[ "$1" != 0.2 ] || set -- 0.01\nexec /usr/bin/sleep "$1"\n')
    rebooting.scripts["20-b.sh"] = b"#!/bin/sh\nexit 4\n"
    assert rebooting.boot() == 1
    assert aws.signals[0]["Reason"] == "20-b.sh ended with exit code 4"
    assert not rebooting.has("var/lib/cloud/scripts/per-boot/ami-bake")


def test_a_reboot_that_the_running_script_does_not_expect_is_a_failure(rebooting, aws):
    rebooting.scripts["30-c.sh"] = b"#!/bin/sh\nreboot\nsleep 100\n"
    rebooting.boot()
    rebooting.boot_again()
    assert rebooting.has("rebooted") and aws.signals == []
    assert rebooting.boot_again() == 1
    first = aws.signals[0]["Reason"].split("\n")[0]
    assert first == "the builder rebooted while 30-c.sh ran, which no script may that has no expectReboot"
    assert f"ami-bake: FAILED {first}\n" in rebooting.console


def test_where_no_script_expects_a_reboot_it_is_a_failure_too(builder, aws):
    builder.script("10-a.sh", f"#!/bin/sh\necho so far\n{logged('so far')}reboot\nsleep 100\n")
    builder.script("20-b.sh", "#!/bin/sh\ntouch /etc/ran\n")
    builder.boot()
    builder.boot_again()
    (signal,) = aws.signals
    first, *last = signal["Reason"].split("\n")
    assert signal["Status"] == "FAILURE" and not builder.has("etc/ran")
    assert first == "the builder rebooted while 10-a.sh ran, which no script may that has no expectReboot"
    assert last == ["ami-bake: script 1/2 10-a.sh", "so far"]
    assert f"ami-bake: FAILED {first}\n" in builder.console
    assert not builder.has("var/lib/cloud/scripts/per-boot/ami-bake"), "a look at it may begin with a start"


@pytest.mark.under("dash")
def test_a_builder_that_rebooted_unexpectedly_powers_off_when_its_time_is_over(builder, aws):
    builder.script("10-a.sh", "#!/bin/sh\nreboot\nsleep 100\n")
    builder.boot()
    # Of its time a second is left when it has booted.
    hook = builder.root / "var/lib/cloud/scripts/per-boot/ami-bake"
    hook.write_text(re.sub("(?m)^over='.*?'", f"over='{int(time.time()) + 1}'", hook.read_text()))
    builder.after = POWERED_OFF
    builder.boot_again()
    assert builder.powered_off and len(aws.signals) == 1


@pytest.mark.under("bash")
def test_a_failed_builder_that_is_kept_for_a_look_may_be_rebooted(builder, aws):
    builder.script("10-a.sh", "#!/bin/sh\nexit 1\n")
    assert builder.boot() == 1
    assert not builder.has("var/lib/cloud/scripts/per-boot/ami-bake")


@pytest.mark.parametrize("systemd", [False, True])
@pytest.mark.under("dash")
def test_the_switch_survives_the_reboot_with_the_time_that_is_left(rebooting, aws, systemd):
    rebooting.power_off_after = 100
    rebooting.write("uptime", STANDS_STILL)
    if systemd:
        rebooting.write("run/systemd/system/x", "")
    rebooting.tool("systemd-run", SYSTEMD_RUN)
    rebooting.scripts["20-b.sh"] = b"#!/bin/sh\nreboot\nsleep 100\n"
    rebooting.scripts["30-c.sh"] = f"#!/bin/sh\n{OVER}while :; do sleep 100; done\n".encode()
    rebooting.boot()
    # Of the 100 seconds 98 go by while it boots.
    position = rebooting.read("var/lib/ami-bake/position").split()
    rebooting.write("var/lib/ami-bake/position", f"{position[0]} {int(position[1]) - 98}\n")
    rebooting.after = POWERED_OFF
    rebooting.boot_again()
    assert rebooting.powered_off
    assert aws.signals[0]["Reason"].startswith("out of time after 100 s, still at 30-c.sh")
