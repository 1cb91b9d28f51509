"""Hands each request on to the given address, and writes down what was asked and how it was answered.

The sandbox reads over a missing Content-Type, which the contract wants on every request: what a client sends has to
be looked at on its way.
"""

import http.client
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

upstream = urlsplit(sys.argv[1])
record = open(sys.argv[2], "w", buffering=1)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def hand_on(self):
        # Transfer-Encoding: a client may send a body in chunks, and says its length nowhere then.
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        dropped = ("host", "connection", "transfer-encoding", "content-length", "expect", "upgrade", "http2-settings")
        headers = {name: value for name, value in self.headers.items() if name.lower() not in dropped}
        there = http.client.HTTPConnection(upstream.hostname, upstream.port)
        there.request(self.command, self.path, body or None, headers)
        answer = there.getresponse()
        content = answer.read()
        there.close()
        media_type = self.headers.get("Content-Type", "no Content-Type").split(";")[0]
        identity = "X-Auth-Token" if "X-Auth-Token" in self.headers else "no identity"
        if "Authorization" in self.headers:
            identity += " and Authorization"
        print(self.command, self.path, answer.status, media_type, identity, sep=", ", file=record)
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = hand_on

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
