"""Every command that the guest or a ready-made script calls is one that the images it runs on have: images.toml."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from test_ready_made import SCRIPTS

from builder import GUEST, TEMPLATE
from shell import Call, Script

LISTS = tomllib.loads(Path(__file__).with_name("images.toml").read_text())
IMAGES = sorted(LISTS["images"])
PUBLISHED = TEMPLATE.parents[4] / "java/io/github/amibaker/request/PublishedImage.java"

OF_THE_GUEST = [*sorted(GUEST.glob("*.sh")), GUEST / "bash-env", TEMPLATE / "user-data.sh"]
READY_MADE = sorted(SCRIPTS.glob("*.sh"))
PARSED = {path: Script(path.read_text()) for path in OF_THE_GUEST + READY_MADE}
# The parts of the guest are sourced into each other.
FUNCTIONS = set().union(*(PARSED[path].functions() for path in OF_THE_GUEST))

# Called only where the machine has another command, which is told by a variable that was set before.
WHERE = {
    "cloudwatch-agent.sh": {"dnf": "dnf", "dpkg": "dpkg"},
    "update-packages.sh": {"apt-get": "apt-get", "dpkg-query": "apt-get", "dnf": "dnf", "rpm": "dnf"},
}
# Missing in some images, and what happens then.
MISSED = {
    # Where not even the payload can be unpacked there is no room for what else could signal: the stack waits its time.
    ("user-data.sh", "cfn-signal"),
}
# What is run by a variable: functions of ours, the user's own command, what other packages put there, parts of texts.
VARIABLES = {
    "ca.sh": {"$hook"},
    "cis-level1.sh": {"check_$item", "set_$item"},
    "each.sh": {"$@"},
    "finish.sh": {"$step"},
    "java-service.sh": {"$java"},
    "provision.sh": {"${trust-}", "$wait", "$text", "$(printf '%s' \"$text\" | sed 's/$/$$/g')"},
    "run.sh": {"$@"},
}


def commands(image: str) -> set[str]:
    """What an image has, by its list."""
    listed = LISTS["images"][image]
    packages = LISTS["packages"][listed["format"]]
    return {command for package in listed["packages"].split() for command in packages[package].split()}


def lacking(path: Path, image: str, script: Script | None = None) -> set[str]:
    """The commands that a script calls there in vain."""
    had, script = commands(image), script or PARSED[path]
    known = had | (FUNCTIONS if path in OF_THE_GUEST else set()) | script.functions()
    where = WHERE.get(path.name, {})
    called = {call.name for call in script.calls() if call.on(had) and where.get(call.name, "sh") in had}
    return {name for name in called - known if "$" not in name and (path.name, name) not in MISSED}


@pytest.mark.parametrize("image", IMAGES)
@pytest.mark.parametrize("path", OF_THE_GUEST + READY_MADE, ids=lambda path: path.name)
def test_an_image_has_every_command_that_is_called_there(path, image):
    assert lacking(path, image) == set()


def test_there_is_a_list_for_every_linux_that_has_a_short_name():
    names = set(re.findall(r'(?m)^    [A-Z0-9_]+\("([^"]+)"', PUBLISHED.read_text()))
    assert {name for name in names if not name.startswith("windows-")} == set(IMAGES)


@pytest.mark.parametrize("path", OF_THE_GUEST + READY_MADE, ids=lambda path: path.name)
def test_all_is_read_and_what_is_run_by_a_variable_is_known(path):
    assert PARSED[path].faults() == []
    run = {call.name for call in PARSED[path].calls() if "$" in call.name and call.name[:10] != "$secrets\n$"}
    assert run == VARIABLES.get(path.name, set())


@pytest.mark.parametrize("path", sorted(GUEST.glob("*.py")), ids=lambda path: path.name)
@pytest.mark.parametrize("image", IMAGES)
def test_an_image_has_a_python_that_reads_the_guests_and_it_runs_no_program(path, image):
    version = tuple(int(number) for number in LISTS["images"][image]["python"].split("."))
    tree = ast.parse(path.read_text(), feature_version=version)
    imports = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert not imports & {"subprocess", "pty", "shlex"} and "os.system" not in path.read_text()


@pytest.mark.parametrize(
    ("added", "image", "missing"),
    [
        ("unzip x.zip", "al2023-minimal", {"unzip"}),
        ("say x | netcat -l", "al2023", {"netcat"}),
        ("x=$(lsb_release -is)", "debian-12", {"lsb_release"}),
        ("setsid sh -c 'while :; do wget x; done' &", "al2023-minimal", {"wget"}),
        ("loop='\n(env wget x) &'\nsh -c \"$loop\"", "al2023-minimal", {"wget"}),
        ("find / -exec unzip {} +", "al2023-minimal", {"unzip"}),
        ("trap 'wget x' EXIT", "al2023-minimal", {"wget"}),
        ("X=1 exec env Y=2 /usr/bin/wget x", "al2023-minimal", {"wget"}),
        ('case $x in a) get="wget -q" ;; esac\n$get x', "al2023-minimal", {"wget"}),
        ("if command -v wget >/dev/null; then wget x; fi", "al2023-minimal", set()),
        ("command -v wget >/dev/null && wget x", "al2023-minimal", set()),
        ("! command -v wget >/dev/null || wget x", "al2023-minimal", set()),
        ("if command -v curl >/dev/null; then curl x; else wget x; fi", "al2023-minimal", set()),
        ("if command -v wget >/dev/null; then wget x; else unzip x; fi", "al2023-minimal", {"unzip"}),
        ("if command -v wget >/dev/null; then :; fi\nwget x", "al2023-minimal", {"wget"}),
        ("if command -v wget >/dev/null || [ $x ]; then say; fi; unzip x", "al2023-minimal", {"unzip"}),
        ("a=$b.$c d=2\ncat <<EOF\nwget x\nEOF\nsay 'wget x' # wget", "al2023-minimal", set()),
        ("say() { unzip x; }\nsay", "al2023-minimal", {"unzip"}),
    ],
)
def test_a_command_that_an_image_lacks_is_found_unless_it_is_asked_for_first(added, image, missing):
    assert lacking(GUEST / "run.sh", image, Script(added)) == missing


def test_what_a_command_is_called_for_is_told():
    script = Script("if command -v a >/dev/null; then b; elif command -v c >/dev/null && d; then e; else f; fi")
    assert script.calls() == {
        Call("b", frozenset("a")),
        Call("d", frozenset("c"), frozenset("a")),
        Call("e", frozenset("c"), frozenset("a")),
        Call("f", frozenset(), frozenset("a")),
    }
