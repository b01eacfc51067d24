"""The ready-made scripts, each run on a builder as any script; what they leave in the image is looked at."""

import pytest

from builder import TEMPLATE

SCRIPTS = TEMPLATE.parent / "scripts"
NAMES = ["update-packages", "clean-image", "cis-level1", "java-service", "ssm-agent", "cloudwatch-agent"]
NOTED = '#!/bin/sh\necho "${0##*/} $*" >>/asked\n'
JAVA = '#!/bin/sh\n[ "$1" = -version ]\n'


@pytest.fixture
def run(builder):
    """Runs a ready-made script with variables; returns the builder, with `code` its exit code."""

    def run(name: str, **variables: str):
        builder.tool("systemctl", f'{NOTED}[ "$1" != poweroff ] || {{ echo >>/powered; kill -9 -1; }}\n')
        builder.environment = "".join(f"export {key}='{value}'\n" for key, value in variables.items())
        builder.script(f"{name}.sh", (SCRIPTS / f"{name}.sh").read_bytes())
        builder.code = builder.boot()
        return builder

    return run


def asked(builder) -> list[str]:
    return builder.read("asked").splitlines() if builder.has("asked") else []


@pytest.mark.parametrize("name", NAMES)
def test_each_says_in_its_first_comment_what_it_does_and_needs(name):
    lines = (SCRIPTS / f"{name}.sh").read_text().splitlines()
    head = lines[1 : next(i for i, line in enumerate(lines) if i and not line.startswith("#"))]
    assert head[0][2].isupper() and any(line.startswith("# Needs ") for line in head)


def service(builder, **variables):
    builder.write("opt/shop/shop-1.2.jar", "jar")
    (builder.root / "etc/systemd/system").mkdir(parents=True)
    builder.tool("java", JAVA)
    builder.tool("useradd", NOTED)
    builder.tool("chown", NOTED)
    builder.tool("id", '#!/bin/sh\n[ "$1" = -gn ] && echo shop\n')
    return {"AMI_ARTIFACT": "/opt/shop/shop-1.2.jar"} | variables


def test_a_jar_becomes_a_service_of_its_own_user_that_starts_at_boot(run, builder):
    assert run("java-service", **service(builder, JAVA_OPTS="-Da=50%")).code == 0
    unit = builder.read("etc/systemd/system/shop.service")
    assert "ExecStart=/usr/local/sbin/java -XX:MaxRAMPercentage=75 -Da=50%% -jar /opt/shop/shop-1.2.jar" in unit
    assert "\nUser=shop\n" in unit and "\nWantedBy=multi-user.target\n" in unit
    assert "systemctl enable shop.service" in asked(builder)
    assert any(line.startswith("useradd --system") and line.endswith(" shop") for line in asked(builder))
    assert (builder.root / "opt/shop/shop-1.2.jar").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"AMI_ARTIFACT": ""}, "AMI_ARTIFACT is not set"),
        ({"AMI_ARTIFACT": "/opt/none.jar"}, "there is no file /opt/none.jar"),
        ({"SERVICE_NAME": "a b"}, "SERVICE_NAME is 'a b'"),
        ({"SERVICE_USER": "Me"}, "SERVICE_USER is 'Me'"),
        ({"MAX_RAM_PERCENTAGE": "200"}, "MAX_RAM_PERCENTAGE is '200'"),
        ({"JAVA_HOME": "/opt/jdk"}, "no Java in PATH or JAVA_HOME"),
    ],
)
@pytest.mark.under("dash")
def test_what_a_service_lacks_is_told_and_no_unit_is_made(run, builder, aws, variables, says):
    assert run("java-service", **service(builder, **variables)).code == 1
    assert says in aws.signals[0]["Reason"]
    assert list((builder.root / "etc/systemd/system").iterdir()) == []


def hardened(builder):
    builder.write("etc/ssh/sshd_config", "PermitRootLogin yes\nUsePAM yes\nMatch User x\n    X11Forwarding yes\n")
    builder.write("etc/login.defs", "PASS_MAX_DAYS\t99999\nUMASK 022\nENCRYPT_METHOD SHA512\n")
    builder.write("etc/shadow", "root:*:1::::::\n", 0o666)
    builder.write("etc/crontab", "", 0o644)
    builder.tool("sshd", NOTED)


def test_each_item_is_set_checked_and_set_again_without_a_change(run, builder):
    hardened(builder)
    builder.script("a.sh", (SCRIPTS / "cis-level1.sh").read_bytes())
    builder.script("b.sh", b"#!/bin/sh\nmd5sum /etc/ssh/sshd_config /etc/login.defs >/before\n")
    builder.script("d.sh", b"#!/bin/sh\nmd5sum /etc/ssh/sshd_config /etc/login.defs >/after\n")
    assert run("cis-level1").code == 0
    assert builder.read("before") == builder.read("after") != ""
    sshd = builder.read("etc/ssh/sshd_config")
    assert sshd.startswith("# cis-level1\nPermitRootLogin no\n") and "PermitRootLogin yes" not in sshd
    assert sshd.endswith("UsePAM yes\nMatch User x\n    X11Forwarding yes\n")
    assert "PASS_MAX_DAYS\t365\n" in builder.read("etc/login.defs") and "SHA512" in builder.read("etc/login.defs")
    modes = {path: (builder.root / path).stat().st_mode & 0o777 for path in ("etc/shadow", "etc/crontab")}
    assert modes == {"etc/shadow": 0o640, "etc/crontab": 0o600}
    assert "install usb-storage /bin/false" in builder.read("etc/modprobe.d/cis-level1.conf")
    assert "net.ipv4.tcp_syncookies = 1" in builder.read("etc/sysctl.d/99-zz-cis-level1.conf")


def test_an_item_that_does_not_hold_fails_the_bake_by_its_name(run, builder, aws):
    hardened(builder)
    builder.tool("sshd", "#!/bin/sh\nexit 1\n")
    assert run("cis-level1").code == 1
    assert "does not hold: sshd" in aws.signals[0]["Reason"]


@pytest.mark.under("dash")
def test_an_item_may_be_left_out(run, builder):
    hardened(builder)
    assert run("cis-level1", CIS_SKIP="sshd cron").code == 0
    assert builder.read("etc/ssh/sshd_config").startswith("PermitRootLogin yes\n")
    assert (builder.root / "etc/crontab").stat().st_mode & 0o777 == 0o644


OURS = 'case $* in *127.0.0.1*|*169.254*) exec /usr/bin/curl "$@" ;; esac'
CURL = f'#!/bin/sh\n{OURS}\necho "curl $*" >>/asked\n[ ! -e /refuse ]\n'


@pytest.mark.parametrize(
    ("name", "bucket", "unit"),
    [
        (
            "ssm-agent",
            "https://s3.eu-central-1.amazonaws.com/amazon-ssm-eu-central-1/latest/debian_",
            "amazon-ssm-agent",
        ),
        (
            "cloudwatch-agent",
            "https://amazoncloudwatch-agent-eu-central-1.s3.eu-central-1.amazonaws.com/debian/",
            "amazon-cloudwatch-agent",
        ),
    ],
)
@pytest.mark.under("dash")
def test_an_agent_comes_from_aws_bucket_of_the_region_and_starts_at_boot(run, builder, name, bucket, unit):
    builder.write("etc/os-release", "ID=debian\nPRETTY_NAME='Debian'\n")
    builder.tool("curl", CURL)
    builder.tool("dpkg", NOTED)
    assert run(name).code == 0
    assert any(bucket in line for line in asked(builder) if line.startswith("curl"))
    assert any(line.startswith("dpkg -i") for line in asked(builder))
    assert f"systemctl enable {unit}.service" in asked(builder)


@pytest.mark.parametrize(
    ("name", "variable"), [("ssm-agent", "SSM_AGENT_URL"), ("cloudwatch-agent", "CLOUDWATCH_AGENT_URL")]
)
@pytest.mark.under("dash")
def test_an_agent_that_cannot_be_fetched_says_which_variable_names_another(run, builder, aws, name, variable):
    builder.write("etc/os-release", "ID=debian\nPRETTY_NAME='Debian'\n")
    builder.tool("curl", CURL)
    builder.write("refuse", "")
    assert run(name).code == 1
    assert f"as {variable}" in aws.signals[0]["Reason"]
