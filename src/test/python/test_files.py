"""The user's files: laid over the root before the scripts run, with their modes and links."""

import os
import tarfile

import pytest

from builder import entry


def owned(name, user, group, kind=tarfile.REGTYPE, uid=0, gid=0):
    made, content = entry(name, kind, 0o755, b"x" if kind == tarfile.REGTYPE else b"")
    made.uname, made.gname, made.uid, made.gid = user, group, uid, gid
    return made, content


def test_files_are_laid_over_the_root_with_modes_and_links_before_the_scripts(builder):
    builder.write("etc/old", "old")
    builder.files = [
        entry("opt/tool", mode=0o4755, content=b"#!/bin/sh\necho tool\n"),
        entry("etc/old", content=b"new"),
        entry("etc/link", tarfile.SYMTYPE, 0o777, link="old"),
        entry("srv/empty/", tarfile.DIRTYPE, 0o750),
        entry("srv/빈 칸", content=b"\x00\xff"),
    ]
    builder.script("a.sh", "#!/bin/sh\n/opt/tool >/etc/ran\n")
    assert builder.boot() == 0
    assert builder.read("etc/ran") == "tool\n" and builder.read("etc/link") == "new"
    assert (builder.root / "opt/tool").stat().st_mode & 0o7777 == 0o4755
    assert (builder.root / "srv/empty").stat().st_mode & 0o7777 == 0o750
    assert (builder.root / "srv/빈 칸").read_bytes() == b"\x00\xff"


def test_folders_that_are_there_keep_their_modes_and_stay_links_where_they_are_links(builder):
    (builder.root / "usr-real").mkdir()
    (builder.root / "linked").symlink_to("usr-real")
    (builder.root / "tmp").chmod(0o1777)
    builder.files = [
        entry("linked/", tarfile.DIRTYPE, 0o755),
        entry("linked/file", content=b"x"),
        entry("tmp/", tarfile.DIRTYPE, 0o755),
        entry("root/", tarfile.DIRTYPE, 0o755),
        entry("root/file", content=b"x"),
    ]
    (builder.root / "root").chmod(0o700)
    builder.script("a.sh", "#!/bin/sh\n")
    assert builder.boot() == 0
    assert (builder.root / "linked").is_symlink() and builder.has("usr-real/file")
    assert (builder.root / "tmp").stat().st_mode & 0o7777 == 0o1777
    assert (builder.root / "root").stat().st_mode & 0o777 == 0o700


@pytest.mark.under("bash")
def test_files_belong_to_whom_the_image_knows_by_that_name_or_to_a_number(builder):
    builder.write("etc/group", "root:x:0:\nstaff:x:1050:\n")
    builder.files = [owned("opt/", "admin", "staff", tarfile.DIRTYPE), owned("opt/named", "admin", "staff")]
    builder.files += [entry("opt/root", content=b"x"), owned("opt/numbered", "", "", uid=77, gid=78)]
    builder.owners = "group staff\npasswd admin\n"
    builder.script("a.sh", "#!/bin/sh\nstat -c %u:%g /opt/named /opt/root /opt/numbered >/etc/owners\n")
    if builder.ordinary_user or os.getuid() != 0:
        pytest.skip("an ordinary user's files are all his own")
    assert builder.boot() == 0
    assert builder.read("etc/owners") == "1000:1050\n0:0\n77:78\n"


@pytest.mark.parametrize("table, name", [("passwd", "nobody-here"), ("group", "wheels")])
def test_an_owner_whom_the_image_does_not_know_fails_the_bake_by_name(builder, aws, table, name):
    builder.files = [entry("etc/x", content=b"x")]
    builder.owners = f"{table} {name}\npasswd admin\n"
    builder.script("a.sh", "#!/bin/sh\ntouch /etc/ran\n")
    assert builder.boot() == 1
    assert aws.signals[0]["Status"] == "FAILURE"
    assert aws.signals[0]["Reason"].startswith(f"files: the base image has no {name} in {table}, whom <owner>")
    assert not builder.has("etc/x") and not builder.has("etc/ran")


@pytest.mark.under("bash")
def test_files_that_cannot_be_laid_fail_with_the_reason(builder, aws):
    builder.write("etc/place/full", "")
    builder.files = [entry("etc/place", content=b"a file where a folder is")]
    builder.script("a.sh", "#!/bin/sh\ntouch /etc/ran\n")
    assert builder.boot() == 1
    assert aws.signals[0]["Reason"].startswith("the files could not be laid over /\n") and not builder.has("etc/ran")
    assert "etc/place" in aws.signals[0]["Reason"]
