"""What is said of a script that fails: which line and command, how it ended, and what it said last."""

import pytest


def reason(builder, aws, script, name="20-x.sh"):
    builder.script(name, script)
    assert builder.boot() == 1
    (signal,) = aws.signals
    assert signal["Status"] == "FAILURE" and not builder.powered_off
    return signal["Reason"]


def first_line(builder, aws, script):
    return reason(builder, aws, script).split("\n")[0]


BASH = [
    ("set -e\necho a\n\nfalse\n", 'line 5: "false" ended with exit code 1'),
    ("true\nls /nowhere foo\n", 'line 3: "ls /nowhere foo" ended with exit code 2'),
    ("set -e\nf() {\n  echo a\n  ls /nowhere\n}\n\nf\n", 'line 5: "ls /nowhere" ended with exit code 2'),
    ("[ a = b ] || {\n  echo no\n  exit 3\n}\n", 'line 4: "exit 3" ended with exit code 3'),
    ("set -e\nx=$(\n  false\n)\n", 'line 5: "x=$(false)" ended with exit code 1'),
    ("set -eo pipefail\nfalse | true\n", 'line 3: "false | true" ended with exit code 1'),
    ('set -u\necho "$nope"\n', 'line 3: "echo "$nope"" ended with exit code 1'),
    ("echo a\nif ; then\n", 'line 3: "if ; then" ended with exit code 2'),
    ("set -e\nno-such-command --x\n", 'line 3: "no-such-command --x" ended with exit code 127'),
    ("set -e\ntrap 'rm -f /x' EXIT\nfalse\n", 'line 4: "false" ended with exit code 1'),
    ("set -e\nfalse || true\nif false; then :; fi\ngrep -q zzz /etc/passwd\n", 'line 5: "grep -q zzz /etc/passwd"'),
    ("set -x\nset -e\nfalse\n", 'line 4: "false" ended with exit code 1'),
    ("set -eC\nfalse\n", 'line 3: "false" ended with exit code 1'),
    ("(exit 7)\nx=$?\nexit $x\n", 'line 4: "exit $x" ended with exit code 7'),
    ("kill -KILL $$\n", " ended with exit code 137 (signal KILL)"),
    ("kill -TERM $$\n", 'line 2: "kill -TERM $$" ended with exit code 143 (signal TERM)'),
    ("exit 255\n", 'line 2: "exit 255" ended with exit code 255'),
    ("exec ls /nowhere\n", " ended with exit code 2"),
    ("exec python3 -c 'raise SystemExit(9)'\n", " ended with exit code 9"),
]


@pytest.mark.parametrize(("script", "expected"), BASH, ids=[script for script, _ in BASH])
@pytest.mark.under("bash")
def test_of_a_bash_script_line_and_command_are_known(builder, aws, script, expected):
    said = first_line(builder, aws, "#!/bin/bash\n" + script)
    assert said.startswith("20-x.sh") and expected in said


SH = [
    ("set -e\nno-such-command\n", 'line 3: "no-such-command" ended with exit code 127'),
    ("echo a\nif ; then\n", 'line 3: "if ; then" ended with exit code 2'),
    ("set -e\nfalse\n", "20-x.sh ended with exit code 1"),
    ("exit 4", "20-x.sh ended with exit code 4"),
]


@pytest.mark.parametrize(("script", "expected"), SH, ids=[script for script, _ in SH])
def test_of_an_sh_script_what_the_shell_says_is_known(builder, aws, script, expected):
    assert expected in first_line(builder, aws, "#!/bin/sh\n" + script)


def test_of_other_interpreters_the_exit_code_and_the_last_lines_are_known(builder, aws):
    said = reason(builder, aws, "#!/usr/bin/env python3\nimport sys\nprint('hello')\nsys.exit('that was it')\n", "x.py")
    assert said == "x.py ended with exit code 1\nhello\nthat was it"


def test_an_interpreter_that_is_missing_is_named(builder, aws):
    said = reason(builder, aws, "#!/opt/none\n")
    assert said.startswith("20-x.sh ended with exit code 127\n") and "/opt/none" in said


def test_a_script_without_set_e_goes_on_and_its_exit_code_counts(builder, aws):
    builder.script("a.sh", "#!/bin/bash\nfalse\nls /nowhere\ntouch /etc/ran\n")
    assert builder.boot() == 0 and builder.has("etc/ran")


def test_the_first_failure_ends_the_bake_and_its_lines_are_its_own(builder, aws):
    builder.script("10-a.sh", "#!/bin/sh\necho of another script\n")
    said = reason(builder, aws, "#!/bin/sh\nexit 5\n")
    assert said == "20-x.sh ended with exit code 5"


def test_the_scripts_own_traps_shell_options_and_variables_are_undisturbed(builder, aws):
    builder.script(
        "a.sh",
        "#!/bin/bash\nset -eu\n"
        'echo "$- ${BASH_ENV-unset} $0 $# ${BASH_SOURCE[0]}" >/etc/seen\n'
        "bash -c 'trap -p; echo \"${BASH_ENV-unset}\"' >>/etc/seen\n"
        "( trap -p EXIT ) >/etc/sub\n"
        "trap 'echo own exit $? >>/etc/seen' EXIT\ntrap 'echo own err >>/etc/seen' ERR\n"
        'f() { false; }\nset +e\nf\necho "$? ${PIPESTATUS[*]}" >>/etc/seen\nexit 6\n',
    )
    assert builder.boot() == 1
    path = "/run/ami-bake/scripts/a.sh"
    assert builder.read("etc/seen") == f"ehuB unset {path} 0 {path}\nunset\nown err\n1 1\nown exit 6\n"


@pytest.mark.under("bash")
def test_status_pipestatus_and_last_argument_outlive_a_failing_command(builder):
    seen = 'echo "$? $_ ${PIPESTATUS[*]}" >>/etc/seen\n'
    builder.script("a.sh", f"#!/bin/bash\nls foo bar\n{seen}false | true | (exit 3)\n{seen}")
    assert builder.boot() == 0
    lines = builder.read("etc/seen").splitlines()
    assert lines[0] == "2 bar 2" and lines[1].startswith("3 ") and lines[1].endswith(" 1 0 3")


@pytest.mark.under("bash")
def test_tracing_shows_nothing_of_ours(builder, aws):
    said = reason(builder, aws, "#!/bin/bash -ex\necho a\nfalse\n")
    assert said.split("\n")[1:] == ["+ echo a", "a", "+ false"]


@pytest.mark.under("bash")
def test_the_users_own_bash_env_is_read(builder, aws):
    builder.write("etc/mine", "echo mine was read\n")
    builder.environment = "export BASH_ENV='/etc/mine'\n"
    assert reason(builder, aws, "#!/bin/bash\nexit 2\n") == "20-x.sh ended with exit code 2\nmine was read"


AWKWARD = [
    (r'quotes " \047 \\ / back\tslash', "quotes \" ' \\ / back\tslash"),
    (r"\033[1;31mred\033[0m \033]0;title\007done", "red done"),
    (r"10%%\r20%%\r100%%", "100%"),
    (r"with cr\r", "with cr"),
    (r"bad \377\376 \300\200 \355\240\200 \342\202 utf", "bad     utf"),
    (r"nul\000bell\007del\177", "nulbelldel"),
    (r"\355\225\234\352\265\255 \360\237\230\200 \303\251", "한국 😀 é"),
    (r"\302\205 \357\277\277", "\x85 \uffff"),
]


@pytest.mark.parametrize(("printed", "told"), AWKWARD, ids=range(len(AWKWARD)))
@pytest.mark.under("dash")
def test_whatever_a_script_prints_the_reason_is_plain_text(builder, aws, printed, told):
    builder.environment = f"export TEXT='{printed}'\n"
    assert reason(builder, aws, '#!/bin/sh\nprintf "$TEXT\\n"\nexit 1\n').split("\n")[1:] == [told]


@pytest.mark.parametrize(
    "printing",
    [
        "seq 300000",
        "head -c 20000000 /dev/zero | tr '\\0' x",
        "yes '한국어\"\\\\' | head -n 100000",
        "head -c 5000000 /dev/urandom",
    ],
)
@pytest.mark.under("bash")
def test_a_flood_of_output_leaves_a_short_reason(builder, aws, printing):
    said = reason(builder, aws, f"#!/bin/bash\n{printing}\nexit 1\n")
    assert said.startswith('20-x.sh line 3: "exit 1" ended with exit code 1\n')
    assert len(said.encode()) <= 1500


@pytest.mark.under("dash")
def test_a_long_command_is_cut(builder, aws):
    said = reason(builder, aws, "#!/bin/bash\nset -e\nfalse " + "한" * 5000 + "\n")
    assert len(said.encode()) <= 1500 and said.endswith('한" ended with exit code 1')


@pytest.mark.under("dash")
def test_the_reason_is_signalled_before_the_console_has_caught_up(builder, aws):
    builder.script("a.sh", "#!/bin/sh\nexit 1\n")
    builder.tool("tail", '#!/bin/sh\ncase $* in *--pid*) exec sleep 60 ;; esac\nexec /usr/bin/tail "$@"\n')
    assert builder.boot() == 1 and aws.signals[0]["Reason"] == "a.sh ended with exit code 1"


@pytest.mark.under("dash")
def test_last_words_are_waited_for_where_the_log_is_slow(builder, aws):
    builder.tool("cat", '#!/bin/sh\n[ $# != 0 ] || /usr/bin/sleep 3\nexec /usr/bin/cat "$@"\n')
    assert reason(builder, aws, "#!/bin/sh\necho why\nexit 1\n") == "20-x.sh ended with exit code 1\nwhy"


def test_an_exit_code_that_no_signal_gives_names_none(builder, aws):
    assert first_line(builder, aws, "#!/bin/sh\nexit 255\n") == "20-x.sh ended with exit code 255"
