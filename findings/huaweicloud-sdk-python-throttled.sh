#!/usr/bin/env bash
# The gateway answers a throttled call with 429, `APIGW.0308`, a message and a request ID. The vendor's SDK for Python loses
# all three for GET and DELETE: `error_code` is "429", `request_id` is empty, and `error_msg` is urllib3's text about too many
# retries, although the SDK sends one request and its option `retry_times` is 0. The same response to a POST, and a 503 to a
# GET, keep them. The SDK's documentation shows these fields for each `ServiceResponseException`, and names no exception
# (https://github.com/huaweicloud/huaweicloud-sdk-python-v3, section Error Handling). Support asks for the request ID.
# Observed: huaweicloudsdkcore 3.1.219, urllib3 2.8.0. Needs python3 with venv. The server is on 127.0.0.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  huaweicloudsdkcore==3.1.219 huaweicloudsdkgaussdb==3.1.219 requests==2.34.2 urllib3==2.8.0
cat >call.py <<'PYTHON'
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkgaussdb.v3 import GaussDBClient, ListHtapDataStoreRequest, RestartGaussMySqlInstanceRequest

requests = []


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        requests.append(self.command)
        body = json.dumps({"error_code": "APIGW.0308", "error_msg": "Too many calls", "request_id": "acbc548a"}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Request-Id", "acbc548a")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = (
    GaussDBClient.new_builder()
    .with_credentials(BasicCredentials("key", "secret", "0" * 32))
    .with_endpoints([f"http://127.0.0.1:{server.server_port}"])
    .build()
)
print("huaweicloudsdkcore", version("huaweicloudsdkcore"), "urllib3", version("urllib3"))
for status, method, call in (
    (503, "GET", lambda: client.list_htap_data_store(ListHtapDataStoreRequest(engine_name="star-rocks"))),
    (429, "GET", lambda: client.list_htap_data_store(ListHtapDataStoreRequest(engine_name="star-rocks"))),
    (429, "POST", lambda: client.restart_gauss_my_sql_instance(RestartGaussMySqlInstanceRequest(instance_id="a"))),
):
    requests.clear()
    try:
        call()
    except ServiceResponseException as error:
        assert requests == [method]
        message = re.search("Too many calls|too many 429 error responses", error.error_msg)[0]
        print(status, method, error.error_code, message, error.request_id or "no request ID", sep=", ")
PYTHON
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
HOME=$folder venv/bin/python call.py 2>/dev/null | tee seen
tail -3 seen | diff - <(cat <<'TEXT'
503, GET, APIGW.0308, Too many calls, acbc548a
429, GET, 429, too many 429 error responses, no request ID
429, POST, APIGW.0308, Too many calls, acbc548a
TEXT
)
