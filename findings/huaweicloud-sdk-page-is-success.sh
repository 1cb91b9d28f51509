#!/usr/bin/env bash
# A proxy answers a call of the vendor's SDK with a page to log in: 200 with HTML, or a redirect to it. The SDK for Python
# returns a successful response for both, whose list is `None`. The one for Node returns an object without a list for the page,
# and follows the redirect to the same result. A program that loops over no rows takes the page for an empty answer. The
# SDK's documentation has a class of exceptions for each kind of failure, and none for a body that is no JSON
# (https://github.com/huaweicloud/huaweicloud-sdk-python-v3, section Error Handling). Check that the list is there, not only that the call did not fail.
# Observed: huaweicloudsdkcore 3.1.219 (Python), @huaweicloud/huaweicloud-sdk-core 3.1.211 (Node).
# Needs python3 with venv, and node with npm. The server is on 127.0.0.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  huaweicloudsdkcore==3.1.219 huaweicloudsdkgaussdb==3.1.219 requests==2.34.2 urllib3==2.8.0
npm init --yes >/dev/null
# The core needs uuid and does not declare it.
npm install --silent --no-fund --no-audit --ignore-scripts @huaweicloud/huaweicloud-sdk-core@3.1.211 uuid@9.0.1 >/dev/null
cat >call.js <<'JS'
const { BasicCredentials } = require("@huaweicloud/huaweicloud-sdk-core");
const { ClientBuilder } = require("@huaweicloud/huaweicloud-sdk-core/ClientBuilder");

const credentials = new BasicCredentials().withAk("key").withSk("secret").withProjectId("0".repeat(32));
const client = new ClientBuilder((client) => client).withCredential(credentials).withEndpoint(process.argv[2]).build();
const url = `/v3/{project_id}/htap/datastores/star-rocks`;
client.sendRequest({ method: "GET", url, contentType: "application/json", queryParams: {}, pathParams: {}, headers: {} }).then(
  (response) => console.log(`success ${response.httpStatusCode}, list: ${response.datastores}`),
  (error) => console.log(`error ${error.httpStatusCode}`),
);
JS
cat >call.py <<'PYTHON'
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkgaussdb.v3 import GaussDBClient, ListHtapDataStoreRequest


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"<html><h1>Log in</h1></html>"
        self.send_response(200 if self.path == "/login" else status)
        if status == 302:
            self.send_header("Location", "/login")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
client = GaussDBClient.new_builder().with_credentials(BasicCredentials("key", "secret", "0" * 32)).with_endpoints([url]).build()
for status in 200, 302, 403:
    try:
        response = client.list_htap_data_store(ListHtapDataStoreRequest(engine_name="star-rocks"))
        seen = f"success {response.status_code}, list: {response.datastores}"
    except ServiceResponseException as error:
        seen = f"error {error.status_code}"
    print(f"Python, {status}: {seen}", flush=True)
    print(f"Node, {status}: {subprocess.check_output(['node', 'call.js', url], text=True).splitlines()[-1]}", flush=True)
PYTHON
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
venv/bin/pip freeze | grep huaweicloudsdkcore
npm ls --depth 0
HOME=$folder venv/bin/python call.py 2>/dev/null | tee seen
diff - seen <<'TEXT'
Python, 200: success 200, list: None
Node, 200: success 200, list: undefined
Python, 302: success 302, list: None
Node, 302: success 200, list: undefined
Python, 403: error 403
Node, 403: error 403
TEXT
