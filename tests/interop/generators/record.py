"""Forwards each request to the given address, and records the request and the status of the response.

The record includes Content-Type, because the contract requires it on every request, but the sandbox accepts a request
without it.
"""

import http.client
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

upstream = urlsplit(sys.argv[1])
record = open(sys.argv[2], "w", buffering=1)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def forward(self):
        # A client may send a body in chunks, without Content-Length.
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
        response = there.getresponse()
        content = response.read()
        there.close()
        media_type = self.headers.get("Content-Type", "no Content-Type").split(";")[0]
        identity = "X-Auth-Token" if "X-Auth-Token" in self.headers else "no identity"
        if "Authorization" in self.headers:
            identity += " and Authorization"
        print(self.command, self.path, response.status, media_type, identity, sep=", ", file=record)
        self.send_response_only(response.status)
        for name, value in response.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = forward

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
