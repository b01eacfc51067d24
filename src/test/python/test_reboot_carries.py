"""What a bake carries over a reboot besides the environment, and no image has: scripts from S3, proxy, certificates."""

import hashlib
import json

import pytest
from test_egress import CERTIFICATE, METADATA, TRUST_STORE, Proxy

from builder import Builder, entry

SECRET = "s3cr3t-of-the-address"


@pytest.fixture
def rebooting(builder):
    """A builder whose first script of two reboots it, as it is to."""
    builder.script("10-a.sh", "#!/bin/sh\nenv | sort >/opt/before\nsleep 0.3\nreboot\nsleep 100\n", reboots="1")
    builder.script("20-b.sh", "#!/bin/sh\nenv | sort >/opt/after\n")
    return builder


def stage(builder: Builder, aws) -> None:
    aws.staged = builder.archive()
    said = f"{hashlib.sha256(aws.staged).hexdigest()} {aws.url}/staged?X-Amz-Signature={SECRET}"
    builder.staged = json.dumps({"ami-bake": said}, separators=(",", ":"))


def boot_twice(builder: Builder) -> None:
    assert builder.boot() == 0 and builder.has("rebooted")
    assert builder.boot_again() == 0 and builder.powered_off


def seen(builder: Builder, when: str) -> list[str]:
    """The variables of a script, but for those of its folder and its shell."""
    return [line for line in builder.read(f"opt/{when}").splitlines() if not line.startswith(("PWD=", "OLDPWD=", "_="))]


def left(builder: Builder, *words: str) -> list[str]:
    """The files of the image-to-be that have one of the words in name or content."""
    skipped = ("user-data", "console", "before", "after", "asked")
    files = [file for file in builder.root.rglob("*") if file.is_file() and file.name not in skipped]
    files = [file for file in files if not {"run", "usr", "local"} & set(file.relative_to(builder.root).parts)]
    return [str(file) for file in files for word in words if word in file.name or word.encode() in file.read_bytes()]


def test_scripts_that_came_from_s3_go_on_and_are_fetched_and_laid_but_once(rebooting, aws):
    rebooting.files = [entry("opt/laid", content=b"laid")]
    rebooting.scripts["10-a.sh"] = b"#!/bin/sh\necho changed >/opt/laid\nsleep 0.3\nreboot\nsleep 100\n"
    stage(rebooting, aws)
    boot_twice(rebooting)
    assert rebooting.has("opt/after") and rebooting.read("opt/laid") == "changed\n"
    assert len(aws.fetched) == 1 and aws.signals[0]["Status"] == "SUCCESS"
    assert list((rebooting.root / "var/tmp").iterdir()) == []
    assert left(rebooting, SECRET, "ami-bake") == [] and SECRET not in rebooting.read("opt/after")


@pytest.mark.under("dash")
def test_the_address_of_what_is_staged_is_on_no_disk_while_the_builder_reboots(rebooting, aws):
    stage(rebooting, aws)
    assert rebooting.boot() == 0 and rebooting.has("rebooted")
    assert rebooting.has("var/lib/ami-bake/exported") and left(rebooting, SECRET) == []


@pytest.fixture
def proxy(rebooting):
    proxy = Proxy()
    names = {"http_proxy": proxy.url, "https_proxy": proxy.url, "no_proxy": METADATA}
    rebooting.proxy = " ".join(f"{n}='{v}' {n.upper()}='{v}'" for n, v in names.items())
    yield proxy
    proxy.server.shutdown()
    proxy.server.server_close()


def test_the_proxy_is_the_scripts_and_the_signals_after_the_reboot_too_and_in_no_image(rebooting, aws, proxy):
    boot_twice(rebooting)
    assert seen(rebooting, "after") == seen(rebooting, "before")
    assert f"https_proxy={proxy.url}" in seen(rebooting, "after")
    assert proxy.asked == [f"PUT {aws.url}/handle?a=b"] and aws.signals[0]["Status"] == "SUCCESS"
    assert left(rebooting, proxy.url) == []


@pytest.mark.under("bash")
def test_a_reboot_that_nobody_expects_is_signalled_through_the_proxy(rebooting, aws, proxy):
    rebooting.own = {}
    rebooting.boot()
    rebooting.boot_again()
    assert proxy.asked == [f"PUT {aws.url}/handle?a=b"] and aws.signals[0]["Status"] == "FAILURE"


@pytest.mark.under("dash")
def test_certificates_are_trusted_after_the_reboot_too_and_by_no_image(rebooting, aws):
    rebooting.tool("update-ca-trust", TRUST_STORE)
    rebooting.write("etc/pki/tls/certs/ca-bundle.crt", "those of the image\n")
    rebooting.certificates = {"ami-bake-1-corporate.crt": CERTIFICATE}
    look = b'\ncp /etc/pki/tls/certs/ca-bundle.crt /opt/store\ncp "$SSL_CERT_FILE" /opt/bundle\n'
    rebooting.scripts["20-b.sh"] += look
    boot_twice(rebooting)
    assert seen(rebooting, "after") == seen(rebooting, "before")
    assert rebooting.read("opt/store") == CERTIFICATE and CERTIFICATE in rebooting.read("opt/bundle")
    assert aws.signals[0]["Status"] == "SUCCESS"
    assert rebooting.read("etc/pki/tls/certs/ca-bundle.crt") == ""
    assert not list((rebooting.root / "etc/pki/ca-trust/source/anchors").iterdir())
