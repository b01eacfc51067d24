"""What a builder talks to, as one small web server: a wait condition's handle, SignalResource, the metadata service."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

DOCUMENT, SIGNATURE = b'{"instanceId": "i-0abc", "region": "eu-central-1"}', b"c2ln\nbmF0dXJl"
METADATA = {
    "/meta-data/instance-id": b"i-0abc",
    "/meta-data/services/domain": b"amazonaws.com",
    "/dynamic/instance-identity/document": DOCUMENT,
    "/dynamic/instance-identity/signature": SIGNATURE,
}


class Aws:
    """`signals` are the handle's bodies, `calls` SignalResource's parameters; `statuses` the next answers to either."""

    def __init__(self):
        self.signals, self.calls, self.headers, self.raw, self.statuses = [], [], [], [], []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"aws": self}))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def status(self) -> int:
        return self.statuses.pop(0) if self.statuses else 200


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
            self.aws.signals.append(json.loads(body.decode("utf-8")))
        return self._answer(status)

    def do_GET(self):
        if self.path.startswith("/imds/latest/"):
            if self.headers["X-aws-ec2-metadata-token"] != "t0ken":
                return self._answer(401)
            found = METADATA.get(self.path.removeprefix("/imds/latest"))
            return self._answer(200 if found else 404, found or b"")
        self.aws.headers.append(self.headers)
        status = self.aws.status()
        if status == 200:
            self.aws.calls.append({name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()})
        return self._answer(status)

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
