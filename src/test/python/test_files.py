"""The user's files: laid over the root before the scripts run, with their modes and links."""

import tarfile

import pytest

from builder import entry


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
def test_files_belong_to_root(builder):
    builder.files = [entry("opt/file", content=b"x")]
    builder.files[0][0].uid = builder.files[0][0].gid = 1234
    builder.script("a.sh", "#!/bin/sh\nstat -c %u:%g /opt/file >/etc/owner\n")
    assert builder.boot() == 0
    assert builder.read("etc/owner") == "0:0\n"


@pytest.mark.under("bash")
def test_files_that_cannot_be_laid_fail_with_the_reason(builder, aws):
    builder.write("etc/place/full", "")
    builder.files = [entry("etc/place", content=b"a file where a folder is")]
    builder.script("a.sh", "#!/bin/sh\ntouch /etc/ran\n")
    assert builder.boot() == 1
    assert aws.signals[0]["Reason"].startswith("the files could not be laid over /\n") and not builder.has("etc/ran")
    assert "etc/place" in aws.signals[0]["Reason"]
