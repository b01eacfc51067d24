"""The dead man's switch: a builder that nobody ends says so and powers off, whatever its scripts do."""

import pytest

from moments import OVER, POWERED_OFF, STANDS_STILL, TAKEN, logged, runs, until

DEAF = "trap '' HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU\n"
HANG = "while :; do sleep 100; done\n"
# The pauses before more force is used become instants.
HASTY = '#!/bin/sh\ncase $1 in 60 | 30 | 10) set -- 0.1 ;; esac\nexec /usr/bin/sleep "$1"\n'
# Those before more force is used end when what came before has been asked for.
NEXT = """#!/bin/sh
case $1 in
60) asked='shutdown' ;;
30) asked='poweroff -f' ;;
10) asked='--force --force' ;;
*) exec /usr/bin/sleep "$1" ;;
esac
until grep -qse "$asked" /powered; do /usr/bin/sleep 0.05; done
echo "sleep $1" >>/slept
"""
STUBBORN = '#!/bin/sh\n[ "$1" = stop ] || printf "%s %s\\n" "${0##*/}" "$*" >>/powered\n'
SYSTEMD_RUN = """#!/bin/sh
# As systemd does: the timer's time in an environment of its own, `$$` for `$`, nothing of the caller's.
case $* in *-switch*) ;; *) exit ;; esac
printf '%s\\n' "$@" >/asked
for seconds in "$@"; do case $seconds in --on-active=*) break ;; esac; done
for text in "$@"; do :; done
printf '%s' "$text" | sed 's/\\$\\$/$/g' >/unit
waits="sleep ${seconds#*=}; while grep -qx '1000.00 0' /proc/uptime; do sleep 0.1; done"
setsid env -i /bin/sh -c "$waits; exec sh -c \\"\\$(cat /unit)\\"" </dev/null >/dev/null 2>&1 4>&- &
"""
# The last resort waits for 200 seconds more, and hears no signal by then.
ARMED = runs("sleep 20[12] ")


@pytest.fixture
def hung(builder):
    """A builder whose time, of two seconds, is over when somebody says so, and which then waits until it powers off."""
    builder.power_off_after = 2
    builder.write("uptime", STANDS_STILL)
    builder.after = POWERED_OFF
    return builder


@pytest.mark.parametrize(
    "script",
    [
        DEAF + OVER + HANG,
        DEAF + f"sh -c '{DEAF.replace(chr(39), chr(34))}{HANG}' &\n{OVER}wait\n" + HANG,
        f"kill -STOP $PPID\n{OVER}kill -STOP $$\n",
        f"kill -9 $PPID\n{OVER}{HANG}",
        f"{ARMED}kill -TERM -1\n{DEAF}{OVER}{HANG}",
        f"rm -rf /run/ami-bake\n{OVER}{HANG}",
    ],
    ids=["deaf", "deaf-child", "stopped", "alone", "killer", "remover"],
)
def test_a_script_that_hangs_is_named_and_the_builder_powers_off(hung, aws, script):
    hung.script("10-a.sh", "#!/bin/sh\n")
    hung.script("20-x.sh", "#!/bin/sh\necho 'so \"far\"'\n" + logged("far") + script)
    hung.boot()
    (signal,) = aws.signals
    first, *last = signal["Reason"].split("\n")
    assert signal["Status"] == "FAILURE" and hung.powered_off
    if "rm -rf" in script:
        assert first == "out of time after 2 s"
    else:
        assert first == "out of time after 2 s, still at 20-x.sh"
        assert last == ['so "far"'] or "-TERM" in script  # it kills the log's writer too
    assert f"ami-bake: FAILED {first}\n" in hung.console


@pytest.mark.under("bash")
def test_in_the_resource_form_it_signals_failure_too(hung, aws):
    hung.signal = "resource"
    hung.variables["AWS_ENDPOINT_URL"] = aws.url
    hung.script("a.sh", "#!/bin/sh\n" + OVER + HANG)
    hung.boot()
    assert [call["Status"] for call in aws.calls] == ["FAILURE"] and hung.powered_off
    assert "ami-bake: FAILED out of time after 2 s, still at a.sh\n" in hung.console


@pytest.mark.under("dash")
def test_a_builder_that_failed_before_signals_nothing_again_and_powers_off(hung, aws):
    hung.tool("sleep", HASTY)
    hung.script("a.sh", "#!/bin/sh\nexit 3\n")
    hung.after = OVER + POWERED_OFF
    assert hung.boot() == 1 and hung.powered_off
    assert [signal["Reason"] for signal in aws.signals] == ["a.sh ended with exit code 3"]


@pytest.mark.under("bash")
def test_no_success_comes_after_the_failure(hung, aws):
    hung.tool("poweroff", STUBBORN)
    hung.tool("systemctl", STUBBORN)
    cleaning_hangs = f"case $* in *ssh_host*)\n{OVER}{TAKEN};; esac"
    hung.tool("rm", f'#!/bin/sh\n{cleaning_hangs}\nexec /usr/bin/rm "$@"\n')
    hung.script("a.sh", "#!/bin/sh\n")
    hung.after = ""
    hung.boot()
    (signal,) = aws.signals
    assert signal["Status"] == "FAILURE"
    assert signal["Reason"].startswith("out of time after 2 s, still at cleaning")
    assert hung.console.splitlines()[-1] == "ami-bake: provisioned"


@pytest.mark.under("dash")
def test_no_failure_comes_after_the_success(hung, aws):
    hung.tool("sleep", '#!/bin/sh\n[ "$1" != 10 ] || { : >/waits; set -- 50; }\nexec /usr/bin/sleep "$1"\n')
    slow = f"case $* in *handle*)\n{OVER}{until('[ -e /waits ]')};; esac"
    hung.tool("curl", f'#!/bin/sh\n{slow}\nexec /usr/bin/curl "$@"\n')
    hung.script("a.sh", "#!/bin/sh\n")
    assert hung.boot() == 0 and hung.powered_off
    assert [signal["Status"] for signal in aws.signals] == ["SUCCESS"]
    assert "FAILED" not in hung.console


@pytest.mark.parametrize(
    ("script", "first"),
    [("exit 0", []), (f"kill -9 $PPID\n{OVER}{HANG}", ["systemctl kill --signal=KILL cloud-final.service"])],
    ids=["after success", "after failure"],
)
@pytest.mark.under("bash")
def test_a_power_off_that_hangs_is_forced(hung, aws, script, first):
    hung.tool("sleep", NEXT)
    for name in ("systemctl", "poweroff", "shutdown"):
        hung.tool(name, STUBBORN + "exit 1\n")
    hung.script("a.sh", f"#!/bin/sh\n{script}\n")
    hung.after = until("grep -qs 'sleep 10' /slept")
    hung.boot()
    asked = hung.read("powered").splitlines()
    assert asked[: len(first)] == first
    asked = asked[len(first) :]
    assert asked[:3] == ["systemctl poweroff", "poweroff ", "shutdown -h now"]
    assert asked[3:] == ["systemctl poweroff --force", "poweroff -f", "systemctl poweroff --force --force"]
    assert hung.read("slept").split("\n")[-4:] == ["sleep 60", "sleep 30", "sleep 10", ""]


@pytest.mark.under("dash")
def test_where_systemd_runs_it_is_a_timer_of_systemds_own(hung, aws):
    hung.write("run/systemd/system/x", "")
    hung.tool("systemd-run", SYSTEMD_RUN)
    hung.script("a.sh", f"#!/bin/sh\n{DEAF}rm -rf /run/ami-bake\n{OVER}{HANG}")
    hung.boot()
    asked = hung.read("asked").splitlines()
    assert "--on-active=2" in asked and "--property=DefaultDependencies=no" in asked
    # Else the unit is described by its command, which has the signal's address, on the console and in the journal.
    assert "--description=ami-bake: the switch" in asked
    (signal,) = aws.signals
    assert signal["Reason"].startswith("out of time after 2 s\n") and hung.powered_off


@pytest.mark.under("bash")
def test_where_systemd_refuses_the_timer_a_process_does(hung, aws):
    hung.write("run/systemd/system/x", "")
    hung.tool("systemd-run", "#!/bin/sh\nexit 1\n")
    hung.script("a.sh", f"#!/bin/sh\n{OVER}{HANG}")
    hung.boot()
    assert aws.signals[0]["Reason"].startswith("out of time after 2 s, still at a.sh") and hung.powered_off


@pytest.mark.under("dash")
def test_a_bake_in_time_leaves_nothing_of_it(builder, aws):
    builder.script("a.sh", "#!/bin/sh\n" + runs("sleep 3[78][09][0-9] "))
    looks = until("cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' >/left; ! grep -q /proc/sysrq /left") + "kill -9 -1\n"
    builder.tool("systemctl", f"#!/bin/sh\n[ $1 = stop ] || {{ echo >>/powered; {looks}}}\n")
    assert builder.boot() == 0 and builder.powered_off
    assert "finish.sh" in builder.read("left") and "/proc/sysrq" not in builder.read("left")


@pytest.mark.parametrize("signal", ["TERM", "HUP", "INT"])
@pytest.mark.under("dash")
def test_the_last_resort_hears_no_signal_but_that_of_systemds_last_stage(hung, signal):
    """As process 1, which the name is of then, systemd would wait for it before it reboots."""
    hung.write("run/systemd/system/x", "")
    hung.tool("systemd-run", "#!/bin/sh\n")  # its timer never goes off
    count = "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -c [s]ysrq-trigger"
    alone = until(f'[ "$({count})" = 1 ]')  # who started it is gone
    hung.script("a.sh", f"#!/bin/sh\n{DEAF}{ARMED}{alone}kill -{signal} -1\n/usr/bin/sleep 0.5\ntouch /sent\n")
    hung.after = f"""{until("[ -e /sent ]")}
{count} >/before
printf systemd-shutdow >/proc/self/comm
kill -TERM -1
i=0
until [ "$({count} | tee /after)" = 0 ] || [ $i = 400 ]; do sleep 0.05; i=$((i + 1)); done"""
    hung.boot()
    assert (hung.read("before"), hung.read("after")) == ("1\n", "0\n")
