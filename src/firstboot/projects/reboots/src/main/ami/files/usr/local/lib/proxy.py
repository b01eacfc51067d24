"""Stands in for the network's proxy: forwards, and notes what it is asked for."""

import http.client
import http.server
import urllib.parse


class Forward(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):  # noqa: N802
        to = urllib.parse.urlsplit(self.path)
        with open("/opt/carried/asked", "a") as notes:
            notes.write(f"{self.command} {to.hostname}\n")
        onward = http.client.HTTPConnection(to.netloc)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        onward.request(self.command, f"{to.path}?{to.query}", body, {"Content-Type": ""})
        answer = onward.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT  # noqa: N815


http.server.HTTPServer(("127.0.0.1", 3128), Forward).serve_forever()
