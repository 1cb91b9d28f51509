#!/usr/bin/env bash
# keystoneauth, the library below OpenStack's clients, is used with Huawei Cloud because its IAM has Keystone's interface. The
# services answer an error with `error_code`, `error_msg`, and the request ID in `X-Request-Id`. keystoneauth reports
# "Unrecognized schema in response body" and no request ID: it reads `error` and `errors`, and the ID from
# `x-openstack-request-id`. The documentation of its exceptions has a message and a request ID, and no such limit
# (https://docs.openstack.org/keystoneauth/latest/api/keystoneauth1.exceptions.html, class HttpError). OpenStack's own compute
# service, which writes, for instance, `serviceUnavailable` and `x-compute-request-id`, has the same result. The exception has
# the response, and there a program finds both. A `Retry-After` that is a date is read as 0 seconds.
# Observed: keystoneauth1 5.18.1. Needs python3 with venv. The server is on 127.0.0.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check keystoneauth1==5.18.1 requests==2.34.2 urllib3==2.8.0
cat >call.py <<'PYTHON'
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

from keystoneauth1.exceptions import HttpError
from keystoneauth1.session import Session
from keystoneauth1.token_endpoint import Token

ERRORS = {
    "/keystone": ({"error": {"code": 503, "message": "No engine"}}, "x-openstack-request-id"),
    "/compute": ({"serviceUnavailable": {"message": "No engine"}}, "x-compute-request-id"),
    "/huawei": ({"error_code": "DBS.280235", "error_msg": "No engine"}, "X-Request-Id"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body, header = ERRORS[self.path]
        body = json.dumps(body).encode()
        self.send_response(503)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT" if self.path == "/huawei" else "5")
        self.send_header(header, "acbc548a")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
session = Session(auth=Token(url, "token"))
print("keystoneauth1", version("keystoneauth1"))
for path, (_, header) in ERRORS.items():
    try:
        session.get(url + path)
    except HttpError as error:
        of_response = error.response.headers[header]
        print(f"{path}: {error.message}; {error.request_id}; {error.retry_after} s; in the response: {of_response}")
PYTHON
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
venv/bin/python call.py | tee seen
tail -3 seen | diff - <(cat <<'TEXT'
/keystone: No engine (HTTP 503) (Request-ID: acbc548a); acbc548a; 5 s; in the response: acbc548a
/compute: Unrecognized schema in response body. (HTTP 503); None; 5 s; in the response: acbc548a
/huawei: Unrecognized schema in response body. (HTTP 503); None; 0 s; in the response: acbc548a
TEXT
)
