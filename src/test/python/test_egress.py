"""A proxy and certificate authorities of the user's: who uses them on the builder, and what of them is left."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

METADATA = "169.254.169.254"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n"
# What is not this machine's, which is read-only here: the trust store as Amazon Linux has it.
TRUST_STORE = """#!/bin/sh
mkdir -p /etc/pki/tls/certs
cat /etc/pki/ca-trust/source/anchors/* >/etc/pki/tls/certs/ca-bundle.crt 2>/dev/null
echo "$1" >>/etc/renewed
"""


class Proxy:
    """Forwards what it is asked for, and keeps a list."""

    def __init__(self):
        self.asked: list[str] = []
        handler = type("Handler", (_Forward,), {"proxy": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


class _Forward(BaseHTTPRequestHandler):
    proxy: Proxy

    def _forward(self):
        self.proxy.asked.append(f"{self.command} {self.path}")
        to = urlsplit(self.path)
        connection = http.client.HTTPConnection(to.netloc)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        connection.request(self.command, f"{to.path}?{to.query}", body, {"Content-Type": ""})
        answer = connection.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = _forward  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture
def proxy(builder):
    proxy = Proxy()
    names = {"http_proxy": proxy.url, "https_proxy": proxy.url, "no_proxy": METADATA}
    builder.proxy = " ".join(f"{n}='{v}' {n.upper()}='{v}'" for n, v in names.items())
    yield proxy
    proxy.server.shutdown()
    proxy.server.server_close()


@pytest.mark.parametrize("ends", [0, 3])
def test_the_signal_goes_through_the_proxy_and_the_metadata_service_does_not(builder, aws, proxy, ends):
    builder.script("a.sh", f"#!/bin/sh\nexit {ends}\n")
    assert builder.boot() == (1 if ends else 0)
    assert [signal["UniqueId"] for signal in aws.signals] == ["i-0abc"]
    assert proxy.asked == [f"PUT {aws.url}/handle?a=b"]


@pytest.mark.under("dash")
def test_python_signals_through_it_too(builder, aws, proxy):
    builder.signal = "resource"
    builder.variables["AWS_ENDPOINT_URL"] = aws.url
    builder.script("a.sh", "#!/bin/sh\n")
    assert builder.boot() == 0
    assert [asked.partition("?")[0] for asked in proxy.asked] == [f"GET {aws.url}/"]


@pytest.mark.under("dash")
def test_the_dead_mans_switch_signals_through_it(builder, aws, proxy):
    builder.power_off_after = 1
    builder.script("a.sh", "#!/bin/sh\nsleep 60\n")
    builder.boot()
    assert "out of time" in aws.signals[0]["Reason"]
    assert proxy.asked == [f"PUT {aws.url}/handle?a=b"]


@pytest.mark.under("bash")
def test_scripts_find_it_in_either_spelling(builder, proxy):
    builder.script("a.sh", "#!/bin/sh\nenv | grep -i _proxy | sort >/opt/seen\n")
    assert builder.boot() == 0
    seen = builder.read("opt/seen").split()
    assert seen == sorted(
        f"{name}={value}"
        for key, value in (("http_proxy", proxy.url), ("https_proxy", proxy.url), ("no_proxy", METADATA))
        for name in (key, key.upper())
    )


@pytest.mark.under("dash")
def test_without_one_nothing_is_exported(builder):
    assert "proxy" not in builder.user_data().partition("base64 -d")[0]


@pytest.fixture
def trusting(builder):
    builder.tool("update-ca-trust", TRUST_STORE)
    builder.write("etc/pki/tls/certs/ca-bundle.crt", "those of the image\n")
    builder.certificates = {"ami-bake-1-corporate.crt": CERTIFICATE}
    seen = 'cp /etc/pki/tls/certs/ca-bundle.crt /opt/store\ncp "$SSL_CERT_FILE" /opt/bundle\n[ "$CURL_CA_BUNDLE" ]\n'
    builder.script("a.sh", "#!/bin/sh -e\n" + seen)
    return builder


def test_a_certificate_is_trusted_while_scripts_run_and_not_by_the_image(trusting, aws):
    assert trusting.boot() == 0
    assert trusting.read("opt/store") == CERTIFICATE
    assert trusting.read("opt/bundle") == "those of the image\n" + CERTIFICATE
    assert aws.signals[0]["Status"] == "SUCCESS"
    assert trusting.read("etc/renewed").split() == ["extract", "extract"]
    assert trusting.read("etc/pki/tls/certs/ca-bundle.crt") == ""
    assert not list((trusting.root / "etc/pki/ca-trust/source/anchors").iterdir())


@pytest.mark.under("dash")
def test_an_image_that_is_to_keep_it_does(trusting):
    trusting.certificates["keep"] = ""
    assert trusting.boot() == 0
    assert trusting.read("etc/pki/tls/certs/ca-bundle.crt") == CERTIFICATE


@pytest.mark.under("dash")
def test_a_trust_store_that_cannot_be_renewed_is_told_and_no_script_runs(trusting, aws):
    trusting.tool("update-ca-trust", "#!/bin/sh\necho the disk is on fire\nexit 7\n")
    assert trusting.boot() == 1
    assert aws.signals[0]["Status"] == "FAILURE" and "the disk is on fire" in aws.signals[0]["Reason"]
    assert not (trusting.root / "opt/store").exists()
