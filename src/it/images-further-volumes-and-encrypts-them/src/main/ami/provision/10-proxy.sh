#!/bin/sh
# Stands in for the network's proxy: forwards, and notes what it is asked for.
cat > /run/proxy.py <<'PROXY'
import http.client, http.server, urllib.parse

class Forward(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):
        with open("/etc/asked", "a") as notes:
            notes.write(self.command + " " + urllib.parse.urlsplit(self.path).netloc + "\n")
        to = urllib.parse.urlsplit(self.path)
        onward = http.client.HTTPConnection(to.netloc)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        onward.request(self.command, to.path + "?" + to.query, body, {"Content-Type": ""})
        answer = onward.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT

http.server.HTTPServer(("127.0.0.1", 3128), Forward).serve_forever()
PROXY
setsid env -u http_proxy -u HTTP_PROXY python3 /run/proxy.py </dev/null >/dev/null 2>&1 &
until python3 -c 'import socket; socket.create_connection(("127.0.0.1", 3128))' 2>/dev/null; do sleep 0.1; done
