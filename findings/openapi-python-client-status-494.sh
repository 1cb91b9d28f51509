#!/usr/bin/env bash
# A contract documents 494 with a JSON body: nginx has this status for request headers that are too large. A client of
# openapi-python-client raises `ValueError: 494 is not a valid HTTPStatus`, although `sync_detailed` returns the status of other
# errors and the document describes this one: each status becomes a member of `http.HTTPStatus`. The status codes of OpenAPI
# 3.0.3 (Responses Object) and of HTTP (RFC 9110, section 15) are any number from 100 to 599, and a client must treat an unknown
# one as the x00 of its class. The error body is lost. The same generator reads 418, which that enumeration has.
# Observed: openapi-python-client 0.29.1, Python 3.11. Needs python3 with venv. The server is on 127.0.0.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1 attrs==26.1.0 httpx==0.28.1
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
paths:
  /thing:
    get:
      operationId: getThing
      responses:
        '204': {description: Done}
        '418': {description: A teapot, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
        '494': {description: Large headers, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
components:
  schemas:
    Problem: {type: object, required: [text], properties: {text: {type: string}}}
YAML
PATH=$PWD/venv/bin:$PATH openapi-python-client generate --meta none --path api.yaml --output-path client >/dev/null
cat >call.py <<'PYTHON'
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

from client import Client
from client.api.default import get_thing


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'{"text": "a"}'
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = Client(base_url=f"http://127.0.0.1:{server.server_port}")
print("openapi-python-client", version("openapi-python-client"))
for status in 418, 494:
    try:
        response = get_thing.sync_detailed(client=client)
        print(int(response.status_code), response.parsed.text)
    except ValueError as error:
        print(f"ValueError: {error}")
PYTHON
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
venv/bin/python call.py | tee seen
tail -2 seen | diff - <(printf '418 a\nValueError: 494 is not a valid HTTPStatus\n')
