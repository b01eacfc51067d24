"""How scripts are run: in order, in which environment, from which bytes, and what log and console show of it."""

import re

import pytest

from moments import logged, shown


def test_scripts_run_in_the_order_given(builder, aws):
    builder.script("20-b.sh", "#!/bin/sh\necho second >>/etc/ran\n")
    builder.script("10-a.sh", "#!/bin/sh\necho first >>/etc/ran\n")
    assert builder.boot() == 0
    assert builder.read("etc/ran") == "second\nfirst\n"


def test_names_with_blanks_quotes_and_other_scripts_of_the_world_are_fine(builder, aws):
    builder.script('1 it\'s a "name" $(x) 한글*.sh', '#!/bin/sh\necho "$0" >/etc/ran\n')
    assert builder.boot() == 0
    assert builder.read("etc/ran").endswith('/scripts/1 it\'s a "name" $(x) 한글*.sh\n')


def test_the_environment_is_the_stacks_and_the_users_and_has_no_way_to_signal(builder):
    builder.environment = "export MINE='it'\\''s\n\"${HOME}\"'\nexport name='n' path='p' work='w' code='c' log='l'\n"
    builder.script("a.sh", "#!/bin/sh\nenv >/etc/env\npwd >/etc/pwd; cat >/etc/stdin; ls -A >/etc/listing\n")
    builder.script("b.sh", "#!/bin/sh\n")
    assert builder.boot() == 0
    env = builder.read("etc/env")
    for line in (
        "AMI_STACK_NAME=ami-a-b",
        "AMI_REGION=eu-central-1",
        "AMI_BASE_IMAGE=ami-0123456789abcdef0",
        "HOME=/root",
        'MINE=it\'s\n"${HOME}"',
        "name=n",
        "work=w",
    ):
        assert line + "\n" in env
    assert "AMI_SIGNAL" not in env and "/handle" not in env
    assert builder.read("etc/stdin") == builder.read("etc/listing") == ""
    assert builder.read("etc/pwd").startswith("/var/tmp/ami-bake.")


@pytest.mark.under("bash")
def test_the_users_path_holds(builder):
    builder.environment = "export PATH='/opt/mine:/usr/bin:/bin'\n"
    builder.script("a.sh", '#!/bin/sh\necho "$PATH" >/etc/path\n')
    assert builder.boot() == 0
    assert builder.read("etc/path") == "/opt/mine:/usr/bin:/bin\n"


@pytest.mark.under("bash")
def test_each_script_has_a_folder_of_its_own_that_goes_with_it(builder):
    for name in ("a.sh", "b.sh"):
        builder.script(name, "#!/bin/sh\npwd >>/etc/pwd; touch left\n")
    assert builder.boot() == 0
    first, second = builder.read("etc/pwd").split()
    assert first != second and not builder.has(first[1:]) and not builder.has(second[1:])


@pytest.mark.under("dash")
def test_a_script_may_delete_its_folder(builder, aws):
    builder.script("a.sh", '#!/bin/sh\nrm -rf "$PWD"\n')
    builder.script("b.sh", "#!/bin/sh\ntouch /etc/ran\n")
    assert builder.boot() == 0 and builder.has("etc/ran")


@pytest.mark.parametrize(
    ("first", "seen"),
    [
        ("#!/bin/sh", "[$-]"),
        ("#! \t /usr/bin/env \t bash ", "[hB]"),
        ("#!/bin/bash -eu", "[ehuB]"),
        ("#!/bin/bash -e -u", "error"),
    ],
)
def test_the_first_line_is_read_as_the_kernel_reads_it(builder, first, seen):
    builder.script("a.sh", f'{first}\necho "[$-]" >/etc/ran\n')
    code = builder.boot()
    if seen == "error":
        assert code == 1 and not builder.has("etc/ran")
    elif "$" not in seen:
        assert builder.read("etc/ran").strip() == seen
    else:
        assert code == 0 and builder.has("etc/ran")


@pytest.mark.under("dash")
def test_python_is_run_by_python(builder):
    builder.script("a.py", "#!/usr/bin/env python3\nopen('/etc/ran', 'w').write('it ran')\n")
    assert builder.boot() == 0
    assert builder.read("etc/ran") == "it ran"


def test_a_script_runs_where_its_folder_is_mounted_noexec(builder):
    builder.noexec = True
    builder.script("a.sh", "#!/bin/sh\ntouch /etc/ran\n")
    assert builder.boot() == 0 and builder.has("etc/ran")


@pytest.mark.under("bash")
def test_a_script_without_an_end_of_line_runs_to_its_end(builder):
    builder.script("a.sh", "#!/bin/sh\necho a >/etc/ran\necho b >>/etc/ran")
    assert builder.boot() == 0
    assert builder.read("etc/ran") == "a\nb\n"


@pytest.mark.parametrize("shell", ["/bin/sh", "/bin/bash -e"])
def test_a_script_with_crlf_runs_right_and_its_lines_count_the_same(builder, aws, shell):
    text = f"#!{shell}\r\nif true; then\r\n  printf '%s' 'a b' >/etc/ran\r\nfi\r\nexit 3\r\n"
    builder.script("a.sh", text)
    assert builder.boot() == 1
    assert builder.read("etc/ran") == "a b"
    assert builder.root.joinpath("run/ami-bake/scripts/a.sh").read_bytes() == text.encode()


@pytest.mark.under("dash")
def test_carriage_returns_inside_a_script_with_unix_ends_stay(builder):
    builder.script("a.sh", "#!/bin/sh\nprintf '%s' 'a\r\nb' >/etc/ran\n")
    assert builder.boot() == 0
    assert builder.root.joinpath("etc/ran").read_bytes() == b"a\r\nb"


def test_awkward_bytes_reach_the_shell_as_they_are(builder):
    text = "#!/bin/sh\ncat >/etc/ran <<'EOF'\n\"it's\" ${x} $(y) `z` \\ @@ 한국어 @{A} \x01\nEOF\n"
    builder.script("a.sh", text)
    assert builder.boot() == 0
    assert builder.read("etc/ran") == text.split("\n")[2] + "\n"


def test_a_child_left_behind_that_keeps_the_output_open_does_not_hold_up_the_bake(builder, aws):
    builder.script("a.sh", "#!/bin/sh\nsleep 300 &\necho started\n" + logged("started"))
    builder.script("b.sh", "#!/bin/sh\ntouch /etc/ran\n")
    assert builder.boot() == 0
    assert builder.has("etc/ran") and "started\nami-bake: script a.sh done" in builder.console


def test_signals_are_not_ignored_in_a_script(builder):
    builder.script("a.sh", "#!/bin/sh\ngrep SigIgn /proc/self/status >/etc/ran\n")
    assert builder.boot() == 0
    assert int(builder.read("etc/ran").split()[1], 16) & 0b110 == 0


def test_log_and_console_name_each_script_and_show_what_it_says(builder):
    builder.script("10-a.sh", "#!/bin/sh\nprintf 'no end'\n")
    builder.script("20-b.sh", "#!/bin/sh\necho to stderr >/dev/stderr\necho more\nexit 1\n")
    builder.boot()
    expected = [
        "ami-bake: script 1/2 10-a.sh",
        "no end",
        "ami-bake: script 10-a.sh done in 0 s",
        "ami-bake: script 2/2 20-b.sh",
        "to stderr",
        "more",
        "ami-bake: FAILED script 20-b.sh (exit code 1)",
    ]
    log = builder.read("var/log/ami-bake.log")
    assert builder.console == log
    assert re.sub(r"(?m) in \d+ s$", " in 0 s", log).splitlines() == expected


def test_the_console_shows_lines_while_the_script_still_runs(builder):
    builder.script("a.sh", f"#!/bin/sh\necho early\n{shown('early')}touch /etc/seen\n")
    assert builder.boot() == 0 and builder.has("etc/seen")


@pytest.mark.under("dash")
def test_nothing_goes_to_stdout_where_there_is_a_console(builder):
    builder.script("a.sh", "#!/bin/sh\necho hello\n")
    builder.boot()
    assert builder.output == ""


@pytest.mark.under("bash")
def test_stdout_is_used_where_there_is_no_console(builder):
    (builder.root / "dev/console").unlink()
    (builder.root / "dev/console").mkdir()
    builder.script("a.sh", "#!/bin/sh\necho hello\n")
    builder.boot()
    lines = builder.output.splitlines()
    assert "hello" in lines and lines[-1] == "ami-bake: provisioned"
