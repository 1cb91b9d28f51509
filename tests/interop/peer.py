#!/usr/bin/env python3
"""A server on loopback that answers the one call of the contract with a condition of conditions.py, or forwards it.

    peer.py [CONDITION] [--forward SANDBOX_URL] [--skip N] [--once] [--calls FILE]

It prints its URL on one line. It forwards every other request, the first N calls, and with --once all calls after the one that
it has answered, to the sandbox. Without a condition, it forwards all requests. It writes the head of each request to FILE, one
JSON object a line, with the status of the sandbox.
"""

import argparse
import http.client
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from conditions import CONDITIONS, Then

CALL = re.compile(r"/v3/[^/]*/htap/datastores/[^/]*")
# Headers of one connection, which a proxy does not pass on.
HOP = ("host", "connection", "transfer-encoding", "content-length", "expect", "upgrade", "http2-settings")


class Peer(ThreadingHTTPServer):
    """Answers as a condition says, and keeps the head of each request in `calls`."""

    daemon_threads = True

    def __init__(self, condition, forward=None, skip=0, once=False, record=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.condition, self.forward, self.record = condition, forward and urlsplit(forward), record
        self.skip, self.once = skip, once
        self.calls = []
        self.lock = threading.Lock()
        self.arrived = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def note(self, call):
        """Keeps the head of a request. Returns whether the condition answers it."""
        with self.lock:
            self.calls.append(call)
            self.arrived.set()
            if self.condition is None or call["method"] != "GET" or not CALL.fullmatch(call["path"].split("?")[0]):
                return False
            self.skip -= 1
            return self.skip == -1 if self.once else self.skip < 0

    def write(self, call):
        with self.lock:
            if self.record:
                print(json.dumps(call), file=self.record, flush=True)

    def handle_error(self, *_):
        """A client may close its connection at any time."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.read_body()
        headers = list(self.headers.raw_items())
        call = {"method": self.command, "path": self.path, "headers": headers}
        if not self.server.note(call):
            self.forward(call, body)
            return
        self.server.write(call)
        self.wfile.write(self.server.condition.answer)
        then = self.server.condition.then
        if then is Then.WAIT:
            self.rfile.read(1)  # returns when the client closes the connection
        self.close_connection = self.close_connection or then is not Then.KEEP

    do_GET = do_POST = do_DELETE = do_HEAD = do_CONNECT = answer

    def read_body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def forward(self, call, body):
        upstream = self.server.forward
        if upstream is None or self.command == "CONNECT":
            self.send_error(501, "not forwarded")
            return
        there = http.client.HTTPConnection(upstream.hostname, upstream.port)
        there.request(self.command, self.path, body or None, {k: v for k, v in self.headers.items() if k.lower() not in HOP})
        response = there.getresponse()
        content = response.read()
        there.close()
        # The program may end as soon as it has the response.
        self.server.write(call | {"status": response.status})
        self.send_response_only(response.status)
        for name, value in response.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("condition", nargs="?", choices=CONDITIONS, metavar="CONDITION")
    parser.add_argument("--forward", metavar="SANDBOX_URL")
    parser.add_argument("--skip", type=int, default=0, metavar="N")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--calls", type=argparse.FileType("w"), metavar="FILE")
    options = parser.parse_args()
    peer = Peer(CONDITIONS.get(options.condition), options.forward, options.skip, options.once, options.calls)
    print(peer.url, flush=True)
    peer.serve_forever()
