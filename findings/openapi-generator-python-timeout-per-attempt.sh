#!/usr/bin/env bash
# A client that openapi-generator makes for Python leaves urllib3's retries at their default. Two things follow that its
# documentation does not say. `_request_timeout` limits each attempt, and a read that times out is tried again three times:
# a limit of one second is a call of four or more. And a 429 with `Retry-After` is sent again three times, whatever time the
# header asks for, before the caller sees the error. `Configuration(retries=0)` ends both.
# Observed: openapi-generator 7.25.0, urllib3 2.8.0. Needs python3 with venv, and Java with Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn --quiet dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory=.
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
paths:
  /silent:
    get: {operationId: silent, tags: [things], responses: {'204': {description: Done}}}
  /busy:
    get: {operationId: busy, tags: [things], responses: {'204': {description: Done}}}
YAML
java -jar openapi-generator-cli-7.25.0.jar generate -i api.yaml -g python --package-name things -o client >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet pydantic==2.14.4 python-dateutil==4.0.0 typing-extensions==4.16.0 urllib3==2.8.0 ./client

cat >call.py <<'PYTHON'
import logging
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from things import ApiClient, Configuration, ThingsApi

logging.getLogger("urllib3").setLevel(logging.CRITICAL)
requests = []
end = threading.Event()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        requests.append(self.path)
        if self.path == "/silent":
            end.wait()
            return
        self.send_response(429)
        self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()


def call(name, **settings):
    requests.clear()
    configuration = Configuration(host=f"http://127.0.0.1:{server.server_port}", **settings)
    began = time.monotonic()
    try:
        getattr(ThingsApi(ApiClient(configuration)), name)(_request_timeout=1)
    except Exception as error:
        seconds = time.monotonic() - began
        print(name, settings, f"{len(requests)} requests, {seconds:.1f} s, {type(error).__name__}", sep=", ")
        return len(requests), seconds
    raise AssertionError("the call succeeded")


count, seconds = call("silent")
assert count == 4 and seconds > 4
count, seconds = call("busy")
assert count == 4 and seconds > 3
assert call("silent", retries=0)[0] == 1
assert call("busy", retries=0)[0] == 1
end.set()
PYTHON
venv/bin/python call.py
