"""What a builder talks to, as one small web server: a wait condition's handle, SignalResource, the metadata service,
parameters and secrets."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

DOCUMENT = b'{"instanceId": "i-0abc", "region": "eu-central-1", "accountId": "111122223333"}'
SIGNATURE = b"c2ln\nbmF0dXJl"
KEYS = {"AccessKeyId": "AKIA", "SecretAccessKey": "k/y+", "Token": "t=ken"}
METADATA = {
    "/meta-data/instance-id": b"i-0abc",
    "/meta-data/services/domain": b"amazonaws.com",
    "/meta-data/services/partition": b"aws",
    "/meta-data/iam/security-credentials/": b"builder",
    "/meta-data/iam/security-credentials/builder": json.dumps(KEYS).encode(),
    "/dynamic/instance-identity/document": DOCUMENT,
    "/dynamic/instance-identity/signature": SIGNATURE,
}


class Aws:
    """`signals` are the handle's bodies, `calls` SignalResource's parameters; `statuses` the next answers to either.

    `values` are the parameters and secrets by their names, a text or the answer itself; `refusals` the next answers to
    whoever asks for one, a status and a body each; `asked` what was asked for. `metadata` is what the instance finds by
    path, `staged` is what lies in S3, `staged_statuses` the next answers to who fetches it; `taken` is a file that
    comes to be with a signal.
    """

    def __init__(self):
        self.values, self.refusals, self.asked = {}, [], []
        self.staged, self.staged_statuses, self.fetched = b"", [], []
        self.taken: Path | None = None
        self.metadata = dict(METADATA)
        self.signals, self.calls, self.headers, self.raw, self.statuses = [], [], [], [], []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"aws": self}))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def status(self) -> int:
        return self.statuses.pop(0) if self.statuses else 200

    def take(self, those: list[dict], signal: dict) -> None:
        those.append(signal)
        if self.taken:
            self.taken.touch()


class _Handler(BaseHTTPRequestHandler):
    aws: Aws

    def do_PUT(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/imds/latest/api/token":
            good = self.headers["X-aws-ec2-metadata-token-ttl-seconds"]
            return self._answer(200 if good else 400, b"t0ken")
        self.aws.headers.append(self.headers)
        self.aws.raw.append(body)
        status = self.aws.status()
        if status == 200:
            self.aws.take(self.aws.signals, json.loads(body.decode("utf-8")))
        return self._answer(status)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request, target = json.loads(body), self.headers["X-Amz-Target"]
        name = request["Name" if target == "AmazonSSM.GetParameter" else "SecretId"]
        self.aws.asked.append((target, request))
        if self.headers["Authorization"] != self._signature(body):
            return self._answer(400, b'{"__type": "InvalidSignatureException", "message": "not signed"}')
        if self.aws.refusals:
            status, said = self.aws.refusals.pop(0)
            return self._answer(status, json.dumps(said).encode())
        if name not in self.aws.values:
            code = "ParameterNotFound" if "Name" in request else "ResourceNotFoundException"
            return self._answer(400, json.dumps({"__type": code, "Message": "none"}).encode())
        value = self.aws.values[name]
        if isinstance(value, str):
            value = {"Parameter": {"Value": value}} if "Name" in request else {"SecretString": value}
        return self._answer(200, json.dumps(value).encode())

    def _signature(self, body: bytes) -> str:
        """As botocore signs the same."""
        kept = ("content-type", "host", "x-amz-target")
        headers = {name: value for name, value in self.headers.items() if name.lower() in kept}
        request = AWSRequest("POST", f"http://{self.headers['Host']}{self.path}", headers, body)
        request.context["timestamp"] = self.headers["X-Amz-Date"]
        scope = self.headers["Authorization"].split("Credential=")[1].split(",")[0].split("/")
        credentials = Credentials(KEYS["AccessKeyId"], KEYS["SecretAccessKey"], KEYS["Token"])
        signer = SigV4Auth(credentials, scope[3], scope[2])
        request.headers["X-Amz-Date"] = self.headers["X-Amz-Date"]
        request.headers["X-Amz-Security-Token"] = KEYS["Token"]
        text = signer.string_to_sign(request, signer.canonical_request(request))
        found = f"{signer.scope(request)}, SignedHeaders={signer.signed_headers(signer.headers_to_sign(request))}"
        return f"AWS4-HMAC-SHA256 Credential=AKIA/{found}, Signature={signer.signature(text, request)}".replace(
            "AKIA/AKIA", "AKIA"
        )

    def do_GET(self):
        if self.path.startswith("/imds/latest/"):
            if self.headers["X-aws-ec2-metadata-token"] != "t0ken":
                return self._answer(401)
            found = self.aws.metadata.get(self.path.removeprefix("/imds/latest"))
            return self._answer(200 if found else 404, found or b"")
        if self.path.startswith("/staged?"):
            self.aws.fetched.append(self.path)
            status = self.aws.staged_statuses.pop(0) if self.aws.staged_statuses else 200
            return self._answer(status, self.aws.staged if status == 200 else b"<Error/>")
        self.aws.headers.append(self.headers)
        status = self.aws.status()
        if status == 200:
            words = parse_qs(urlsplit(self.path).query)
            self.aws.take(self.aws.calls, {name: values[0] for name, values in words.items()})
        return self._answer(status)

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
