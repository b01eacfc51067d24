"""What a script has of its own: an interpreter, variables and secrets, a time-out, attempts."""

import re

import pytest

from moments import until

HASTY = '#!/bin/sh\necho "$1" >>/slept\n[ "$1" != 7 ] || exit 0\nexec /usr/bin/sleep "$1"\n'


def reason(builder, aws):
    assert builder.boot() == 1
    (signal,) = aws.signals
    assert signal["Status"] == "FAILURE"
    return signal["Reason"]


@pytest.mark.parametrize(
    ("interpreter", "script", "ran"),
    [
        ("python3", "import sys\nopen('/etc/ran', 'w').write('of python')\n", "of python"),
        ("python3 -E -W error", "import sys\nopen('/etc/ran', 'w').write(str(sys.warnoptions))\n", "['error']"),
        ("/bin/bash -e", "printf '%s' $- >/etc/ran\n", "ehB"),
        ("env VAR=* bash", "printf '%s' \"$VAR\" >/etc/ran\n", "*"),
        ("python3", "#!/bin/sh\nopen('/etc/ran', 'w').write('of python')\n", "of python"),
        ("bash", "echo 'a b' |\r\n tr -d ' \\n' >/etc/ran\r\n", "ab"),
    ],
)
def test_a_script_runs_by_the_interpreter_that_is_named_whatever_its_first_line(builder, interpreter, script, ran):
    builder.script("a", script, **{"with": interpreter})
    assert builder.boot() == 0
    assert builder.read("etc/ran") == ran


def test_an_interpreter_that_is_not_there_is_named_and_looked_for_when_its_turn_comes(builder, aws):
    builder.script("10-install.sh", "#!/bin/sh\ncp /usr/bin/python3 /usr/local/sbin/mine\n")
    builder.script("20-mine.py", "open('/etc/ran', 'w')\n", **{"with": "mine -I"})
    builder.script("30-x.ps1", "exit 0\n", **{"with": "pwsh-none -File"})
    assert reason(builder, aws) == "30-x.ps1: pwsh-none, which is to run it, is not on the builder"
    assert "ami-bake: FAILED script 30-x.ps1: no pwsh-none\n" in builder.console and builder.has("etc/ran")


PYTHON = [
    ("import os\n\nos.listdir('/nowhere')\n", "line 3: \"os.listdir('/nowhere')\" ended with exit code 1"),
    ("def f():\n    raise ValueError('it')\n\nf()\n", "line 2: \"raise ValueError('it')\" ended with exit code 1"),
    ("import json\njson.loads('{')\n", "line 2: \"json.loads('{')\" ended with exit code 1"),
    ("x = 1\nif x\n    pass\n", 'line 2: "if x" ended with exit code 1'),
    ("try:\n    1 / 0\nexcept Exception:\n    int('x')\n", "line 4: \"int('x')\" ended with exit code 1"),
    ("import sys\nsys.exit(3)\n", "x.py ended with exit code 3"),
    (
        "import traceback\ntry:\n    1 / 0\nexcept Exception:\n    traceback.print_exc()\nprint('a')\nexit(1)\n",
        "x.py ended with exit code 1",
    ),
]


@pytest.mark.parametrize(("script", "told"), PYTHON, ids=[script for script, _ in PYTHON])
@pytest.mark.under("dash")
def test_of_a_python_script_the_line_that_raised_is_known(builder, aws, script, told):
    builder.script("x.py", script, **{"with": "python3"})
    assert told in reason(builder, aws).split("\n")[0]


@pytest.mark.under("bash")
def test_of_a_script_with_an_interpreter_bash_line_and_command_are_known(builder, aws):
    builder.script("inline-1.sh", "echo a\nls /nowhere\necho b\n", **{"with": "/bin/bash -e"})
    assert reason(builder, aws).startswith('inline-1.sh line 2: "ls /nowhere" ended with exit code 2\n')


def test_variables_of_its_own_are_over_those_of_all_and_reach_no_other_script(builder):
    builder.environment = "export ALL='all' BOTH='all'\n"
    show = '#!/bin/sh\necho "$0 ${ALL-} ${BOTH-} ${MINE-}" | sed s,.*/,, >>/etc/ran\n'
    builder.script("a.sh", show)
    builder.script("b.sh", show, environment="export BOTH='b' MINE='it'\\''s\n\"$HOME\"'\n")
    builder.script("c.sh", show)
    assert builder.boot() == 0
    assert builder.read("etc/ran") == 'a.sh all all \nb.sh all b it\'s\n"$HOME"\nc.sh all all \n'


@pytest.mark.under("dash")
def test_secrets_of_its_own_reach_no_other_script_and_no_file(builder, aws):
    builder.variables["AWS_ENDPOINT_URL"] = aws.url
    aws.values = {"/all": "of all", "/mine": "canary of b"}
    builder.secrets = "ALL=ssm-secure:/all\n"
    show = '#!/bin/sh\necho "$0 ${ALL-} ${MINE:+there}" | sed s,.*/,, >>/etc/ran\n'
    look = f"grep -rl 'canary of'' b' {builder.work} /etc /var /tmp && exit 1\nexit 0\n"
    builder.script("a.sh", show)
    builder.script("b.sh", show + look, secrets="MINE=ssm-secure:/mine\n")
    builder.script("c.sh", show + look)
    assert builder.boot() == 0, builder.console
    assert builder.read("etc/ran") == "a.sh of all \nb.sh of all there\nc.sh of all \n"


@pytest.mark.parametrize("deaf", ["", "trap '' TERM HUP INT\n"], ids=["meek", "deaf"])
def test_a_script_whose_time_is_over_ends_with_all_that_it_started(builder, aws, deaf):
    # Its time, a second, begins when all that it starts runs.
    begun = until("[ -s /etc/alive ] && [ -e /begun ]")
    builder.tool(
        "sleep",
        f'#!/bin/sh\ncase $1 in 100) : >/begun ;; 5) set -- 0.2 ;; 1)\n{begun};; esac\nexec /usr/bin/sleep "$1"\n',
    )
    runs = "(while :; do date +%N >/etc/alive; /usr/bin/sleep 0.01; done) &\nsleep 100\n"
    builder.script("a.sh", f"#!/bin/bash\n{deaf}{runs}", timeout=1)
    builder.after = "cp /etc/alive /etc/before; /usr/bin/sleep 0.5; cp /etc/alive /etc/later"
    said = reason(builder, aws)
    assert said.split("\n")[0] == (
        'a.sh line 3: "sleep 100" timed out after 1 s' if not deaf else "a.sh timed out after 1 s"
    )
    assert re.search(r"ami-bake: FAILED script a.sh.* \(timed out after 1 s\)\n", builder.console)
    assert builder.read("etc/before") == builder.read("etc/later")


def test_a_script_in_time_is_not_touched_and_nothing_waits_for_its_time(builder, aws):
    builder.script(
        "a.sh", "#!/bin/sh\ngrep SigIgn /proc/self/status >/etc/ran\ncat >>/etc/ran\nexit 124\n", timeout=300
    )
    assert reason(builder, aws) == "a.sh ended with exit code 124"
    assert int(builder.read("etc/ran").split()[1], 16) & 0b110 == 0


@pytest.mark.under("bash")
def test_nothing_is_told_of_the_watch_over_the_time(builder):
    builder.script("a.sh", "#!/bin/sh\necho it ran\n", timeout=300)
    builder.script("b.sh", "#!/bin/sh\n")
    assert builder.boot() == 0
    lines = re.sub(r"(?m) in \d+ s$", " in 0 s", builder.console).splitlines()
    assert lines[:4] == [
        "ami-bake: script 1/2 a.sh",
        "it ran",
        "ami-bake: script a.sh done in 0 s",
        "ami-bake: script 2/2 b.sh",
    ]


def test_a_script_is_tried_again_after_a_pause_until_it_does(builder):
    builder.tool("sleep", HASTY)
    builder.script("a.sh", "#!/bin/bash\necho x >>/etc/tries\n[ $(wc -l < /etc/tries) = 3 ]\n", retries=4, pause=7)
    builder.script("b.sh", "#!/bin/sh\ntouch /etc/ran\n")
    assert builder.boot() == 0 and builder.has("etc/ran")
    assert builder.read("etc/tries") == "x\nx\nx\n" and builder.read("slept").split("\n").count("7") == 2
    told = [line for line in builder.console.splitlines() if "a.sh" in line]
    failed = "ami-bake: script a.sh line 3: [ $(wc -l < /etc/tries) = 3 ] (exit code 1), attempt {}/5; again in 7 s"
    assert told[:-1] == [
        "ami-bake: script 1/2 a.sh",
        failed.format(1),
        "ami-bake: script 1/2 a.sh, attempt 2/5",
        failed.format(2),
        "ami-bake: script 1/2 a.sh, attempt 3/5",
    ]
    assert told[-1].startswith("ami-bake: script a.sh done in ")


def test_a_script_that_fails_each_time_says_so_with_the_last_words_of_the_last_attempt(builder, aws):
    builder.script("a.sh", "#!/bin/bash\necho x >>/etc/tries\nwc -l </etc/tries\nexit 3\n", retries=2, pause=0)
    assert reason(builder, aws) == 'a.sh line 4: "exit 3" ended with exit code 3, attempt 3/3\n3'
    assert "ami-bake: FAILED script a.sh line 4: exit 3 (exit code 3), attempt 3/3\n" in builder.console


@pytest.mark.under("dash")
def test_each_attempt_has_the_whole_time(builder, aws):
    builder.script("a.sh", "#!/bin/sh\nsleep 100\n", retries=1, pause=0, timeout=1)
    assert reason(builder, aws).split("\n")[0] == "a.sh timed out after 1 s, attempt 2/2"
