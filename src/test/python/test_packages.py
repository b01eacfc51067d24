"""The ready-made scripts that ask a package manager: what they ask each, and what is told."""

from pathlib import Path

import pytest
from test_ready_made import NOTED, SCRIPTS, asked

REAL = ("apt-get", "dnf", "yum", "zypper", "apk", "dpkg-query", "rpm")
OLD, RUNNING = "kernel-0:6.1.1-1.x86_64", "kernel-0:6.1.2-1.x86_64"
# A stand-in manager: its upgrade changes one version, if there is a newer one; it knows two kernels besides the newest.
MANAGER = f"""{NOTED}case $* in
*upgrade*) [ ! -e /newer ] || : >/upgraded ;;
*repoquery*) echo "{OLD}"; echo "{RUNNING}" ;;
esac
[ ! -e "/refuse-${{0##*/}}" ] || exit 4
"""
LIST = '#!/bin/sh\necho "bash 1"\n[ -e /upgraded ] && echo "curl 2" || echo "curl 1"\n'


@pytest.fixture
def run(builder):
    """Runs a ready-made script in an image that has of all package managers these alone."""

    def run(name: str, *managers: str, **variables: str):
        builder.hidden = [tool for tool in REAL if Path("/usr/bin", tool).exists()]
        for manager in managers:
            builder.tool(manager, MANAGER)
            builder.tool({"apt-get": "dpkg-query"}.get(manager, "rpm"), LIST)
        builder.tool("uname", "#!/bin/sh\necho 6.1.2-1.x86_64\n")
        builder.environment = "".join(f"export {key}='{value}'\n" for key, value in variables.items())
        builder.script(f"{name}.sh", (SCRIPTS / f"{name}.sh").read_bytes())
        return builder.boot()

    return run


def system(builder, id_: str) -> None:
    builder.write("etc/os-release", f"ID={id_}\nPRETTY_NAME='Some {id_}'\n")


@pytest.mark.parametrize(
    ("managers", "id_", "variables", "asks"),
    [
        (["dnf"], "amzn", {}, "dnf -qy upgrade --refresh --releasever=latest"),
        (["dnf"], "amzn", {"RELEASE_VERSION": "2023.11.20260511"}, "--releasever=2023.11.20260511"),
        (["dnf"], "fedora", {}, "dnf -qy upgrade --refresh"),
        (["apt-get"], "ubuntu", {}, "dist-upgrade"),
        (["apt-get", "dnf"], "debian", {}, "dist-upgrade"),
    ],
)
def test_all_is_upgraded_by_what_the_system_has(run, builder, managers, id_, variables, asks):
    system(builder, id_)
    builder.write("newer", "")
    assert run("update-packages", *managers, **variables) == 0
    assert asked(builder)[-1].endswith(asks) and len({line.split()[0] for line in asked(builder)}) == 1
    assert "changed: curl 2\n" in builder.console and "changed: bash" not in builder.console


@pytest.mark.under("bash")
def test_debian_is_asked_nothing_and_keeps_the_configuration_that_somebody_changed(run, builder):
    assert run("update-packages", "apt-get") == 0
    assert [line.split()[-1] for line in asked(builder)] == ["update", "dist-upgrade"]
    assert "-qy " in asked(builder)[-1] and "--force-confold" in asked(builder)[-1]


@pytest.mark.parametrize("manager", ["apt-get", "dnf"])
@pytest.mark.under("dash")
def test_where_nothing_is_newer_that_is_told(run, builder, manager):
    assert run("update-packages", manager) == 0
    assert "nothing to update\n" in builder.console and "changed:" not in builder.console


@pytest.mark.parametrize("name", ["update-packages", "clean-image"])
@pytest.mark.parametrize("manager", ["apt-get", "dnf"])
@pytest.mark.under("dash")
def test_a_manager_that_fails_fails_the_bake(run, builder, aws, name, manager):
    builder.write(f"refuse-{manager}", "")
    assert run(name, manager) == 1
    assert aws.signals[0]["Reason"].startswith(f"{name}.sh ended with exit code 4")


@pytest.mark.parametrize("name", ["update-packages", "clean-image"])
@pytest.mark.parametrize("managers", [[], ["yum"], ["zypper"]], ids=["none", "yum", "zypper"])
@pytest.mark.under("bash")
def test_a_system_with_neither_is_told_which_are_known(run, builder, aws, name, managers):
    assert run(name, *managers) == 1
    assert f"{name}: neither apt-get nor dnf is in this image" in aws.signals[0]["Reason"]
    assert asked(builder) == []


def test_debian_loses_what_nothing_needs_and_its_archives(run, builder):
    assert run("clean-image", "apt-get") == 0
    assert asked(builder) == ["apt-get -qy -o DPkg::Lock::Timeout=300 autoremove --purge", "apt-get -q clean"]


def test_amazon_linux_loses_its_old_kernels_but_not_the_one_that_runs(run, builder):
    assert run("clean-image", "dnf") == 0
    assert asked(builder) == [
        "dnf -qy autoremove",
        "dnf -q repoquery --installonly --latest-limit=-1",
        f"dnf -qy remove {OLD}",
        "dnf -q clean all",
    ]


FIND = """#!/bin/sh
# What it would delete below /usr is this machine's: told instead.
case $1 in /usr/share/*) echo "find $*" >>/asked ;; *) exec /usr/bin/find "$@" ;; esac
"""


@pytest.mark.under("dash")
def test_manuals_go_when_asked_and_licences_stay(run, builder):
    builder.tool("find", FIND)
    assert run("clean-image", "apt-get", REMOVE_DOCS="true") == 0
    docs = [line for line in asked(builder) if line.startswith("find /usr/share/doc")]
    assert docs == ["find /usr/share/doc -xdev -type f ! -name copyright ! -iname license* ! -iname notice* -delete"]
    assert "find /usr/share/man -xdev -type f -delete" in asked(builder)


@pytest.mark.under("dash")
def test_manuals_stay_unless_asked(run, builder):
    builder.tool("find", FIND)
    assert run("clean-image", "apt-get") == 0
    assert not any(line.startswith("find") for line in asked(builder))


@pytest.mark.under("dash")
def test_another_word_for_it_is_refused(run, builder):
    assert run("clean-image", "apt-get", REMOVE_DOCS="perhaps") == 1
    assert "REMOVE_DOCS is 'perhaps'" in builder.console and asked(builder) == []
