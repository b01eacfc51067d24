"""The end of a bake that went well: what is cleaned, what stays, and in which order the rest follows."""

import os

import pytest

from moments import POWERED_OFF

SECRET = "handle?a=b"
CLEANED = [
    "var/lib/cloud/instances/i-1/user-data.txt",
    "var/lib/cloud/instances/i-1/user-data.txt.i",
    "var/lib/cloud/instances/i-1/scripts/part-001",
    "var/lib/cloud/instances/i-1/obj.pkl",
    "var/lib/cloud/data/result.json",
    "var/lib/cloud/sem/config_x.once",
    "var/log/cloud-init.log",
    "var/log/cloud-init-output.log",
    "var/log/ami-bake.log",
    "var/log/journal/abc/system.journal",
    "var/log/syslog.1",
    "var/log/dpkg.log.2.gz",
    "root/.ssh/authorized_keys",
    "home/admin/.ssh/authorized_keys",
    "home/other/.ssh/authorized_keys",
    "opt/service/.ssh/authorized_keys",
    "root/.bash_history",
    "home/admin/.bash_history",
    "etc/ssh/ssh_host_rsa_key",
    "etc/ssh/ssh_host_ed25519_key.pub",
    "var/lib/systemd/random-seed",
    "var/lib/dhcp/dhclient.ens5.leases",
    "var/lib/NetworkManager/internal-x-ens5.lease",
    "var/cache/apt/archives/a.deb",
    "var/cache/dnf/x/repomd.xml",
    "var/lib/apt/lists/deb.example_InRelease",
    "tmp/left",
    "tmp/folder/left",
    "var/tmp/left",
    "var/lib/dbus/machine-id",
]
KEPT = [
    "etc/ssh/sshd_config",
    "home/admin/.bashrc",
    "home/admin/.ssh/config",
    "var/lib/cloud/scripts/per-boot/mine.sh",
    "var/lib/cloud/seed/nocloud/meta-data",
    "var/lib/NetworkManager/secret_key",
    "var/lib/app/data",
]


@pytest.fixture
def used(builder):
    """A builder with traces of its first boot, and of its users."""
    for path in CLEANED + KEPT:
        builder.write(path, SECRET)
    (builder.root / "var/lib/cloud/instance").symlink_to("/var/lib/cloud/instances/i-1")
    builder.write("etc/machine-id", "0123456789abcdef0123456789abcdef\n")
    builder.write("var/log/app/app.log", "secret", 0o640)
    builder.write("etc/passwd", builder.read("etc/passwd") + "service:x:500:500::/opt/service:/bin/false\n")
    builder.environment = "export PASSWORD='s3cr3t-value'\n"
    builder.script("a.sh", "#!/bin/bash\nset -x\necho $PASSWORD\n")
    return builder


def test_what_an_image_must_not_carry_is_gone_and_the_rest_stays(used, aws):
    assert used.boot() == 0
    assert [path for path in CLEANED + ["var/lib/cloud/instance", "run/ami-bake"] if used.has(path)] == []
    assert [path for path in KEPT if not used.has(path)] == []


@pytest.mark.under("bash")
def test_nothing_of_handle_or_environment_remains_in_the_image(used):
    assert used.boot() == 0
    (used.root / "user-data").unlink()
    kept = {used.root / path for path in KEPT} | {used.root / "dev/console"}
    for file in used.root.rglob("*"):
        if file.is_file() and not file.is_symlink() and file not in kept:
            content = file.read_bytes()
            assert b"s3cr3t-value" not in content and SECRET.encode() not in content, file


@pytest.mark.under("dash")
def test_the_machine_id_is_emptied_not_removed(used):
    assert used.boot() == 0
    assert used.has("etc/machine-id") and used.read("etc/machine-id") == ""


@pytest.mark.under("bash")
def test_a_machine_id_of_dbus_that_is_a_link_stays(used):
    (used.root / "var/lib/dbus/machine-id").unlink()
    (used.root / "var/lib/dbus/machine-id").symlink_to("/etc/machine-id")
    assert used.boot() == 0
    assert used.has("var/lib/dbus/machine-id")


@pytest.mark.under("bash")
def test_logs_of_programs_are_emptied_with_owner_and_mode_kept(used):
    assert used.boot() == 0
    log = used.root / "var/log/app/app.log"
    assert log.read_bytes() == b"" and log.stat().st_mode & 0o777 == 0o640


@pytest.mark.under("bash")
def test_files_that_cannot_be_emptied_are_replaced_or_removed(used):
    """As in a local cloud of an ordinary user, where the base image's files belong to somebody else."""
    used.ordinary_user = True
    if os.getuid() == 0:
        os.chown(used.root / "etc/machine-id", 4321, 4321)
        os.chown(used.root / "var/log/app/app.log", 4321, 4321)
    assert used.boot() == 0
    assert used.read("etc/machine-id") == ""
    assert not used.has("var/log/app/app.log") or used.read("var/log/app/app.log") == ""


@pytest.mark.under("bash")
def test_it_cleans_then_signals_then_powers_off(used, aws):
    used.tool(
        "curl", '#!/bin/sh\ncase $* in *handle*) ls -A /var/lib/cloud /run >/seen ;; esac\nexec /usr/bin/curl "$@"\n'
    )
    assert used.boot() == 0
    assert used.read("seen").split() == ["/run:", "ami-bake.told", "/var/lib/cloud:", "scripts", "seed"]
    assert len(aws.signals) == 1 and used.powered_off


def test_cleaning_that_fails_is_a_failure_with_its_reason(used, aws):
    refusing = "case $* in *ssh_host*) echo no such luck >&2; exit 1 ;; esac"
    used.tool("rm", f'#!/bin/sh\n{refusing}\nexec /usr/bin/rm "$@"\n')
    assert used.boot() == 1
    (signal,) = aws.signals
    assert signal["Status"] == "FAILURE" and signal["Reason"] == "cleaning the image: host_keys: no such luck"
    assert not used.powered_off


@pytest.mark.under("dash")
def test_where_poweroff_of_systemd_does_not_work_another_way_is_found(used):
    used.tool("systemctl", "#!/bin/sh\nexit 1\n")
    assert used.boot() == 0
    assert used.read("powered") == "poweroff \n"


SYSTEMD_RUN = """#!/bin/sh
printf '%s\\n' "$@" >/asked
"""


def test_where_systemd_runs_the_end_waits_for_cloud_inits_last_stage_as_a_unit_of_its_own(used, aws):
    used.write("run/systemd/system/x", "")
    used.tool("systemd-run", SYSTEMD_RUN)
    assert used.boot() == 0
    asked = used.read("asked").splitlines()
    assert "--no-block" in asked and "--property=After=cloud-final.service" in asked
    assert asked[-2:] == ["sh", "/run/ami-bake/finish.sh"]
    assert aws.signals == [] and not used.powered_off and used.has("var/lib/cloud/instances")


def test_the_unit_needs_nothing_of_the_user_datas_environment(used, aws):
    used.write("run/systemd/system/x", "")
    # The unit starts once cloud-init's last stage, which here is the user data alone, has written its last.
    late = "until [ -e /cloud-final ]; do sleep 0.05; done; echo late >/var/lib/cloud/instances/late"
    unit = f"setsid env -i /bin/sh -c '{late}; exec sh /run/ami-bake/finish.sh' >/dev/null 2>&1 &"
    used.tool("systemd-run", f"#!/bin/sh\ncase $* in *-finish*) ;; *) exit ;; esac\n{unit}\n")
    used.after = "touch /cloud-final\n" + POWERED_OFF
    assert used.boot() == 0
    assert aws.signals[0]["Data"].startswith("a.sh ") and used.powered_off
    assert not used.has("var/lib/cloud/instances") and not used.has("run/ami-bake")


@pytest.mark.parametrize(("knows", "left"), [(0, []), (1, ["new"])], ids=["new", "old"])
@pytest.mark.under("dash")
def test_the_journal_goes_on_in_memory_before_its_file_is_deleted(used, aws, knows, left):
    """Of a file that was deleted it would take leave by beginning another; an old systemd knows no such order."""
    used.write("run/systemd/system/x", "")
    used.tool("systemd-run", "#!/bin/sh\ncase $* in *-finish*) exec sh /run/ami-bake/finish.sh ;; esac\n")
    used.tool("journalctl", f'#!/bin/sh\n[ "$*" = --relinquish-var ] && [ {knows} = 0 ] && : >/run/in-memory\n')
    used.tool("sync", "#!/bin/sh\n[ -e /run/in-memory ] || echo bye >/var/log/journal/new\n")
    assert used.boot() == 0 and aws.signals[0]["Status"] == "SUCCESS"
    assert [path.name for path in (used.root / "var/log/journal").iterdir()] == left, "not even the builder's id"


@pytest.mark.under("bash")
def test_a_unit_that_cannot_be_made_is_a_failure(used, aws):
    used.write("run/systemd/system/x", "")
    used.tool("systemd-run", "#!/bin/sh\necho Failed to connect to bus >&2\nexit 1\n")
    assert used.boot() == 1
    assert aws.signals[0]["Reason"].startswith("systemd-run failed\n")
    assert "Failed to connect to bus" in aws.signals[0]["Reason"]
