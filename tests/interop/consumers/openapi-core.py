"""openapi-core accepts real exchanges with the sandbox, and refuses exchanges that the contract forbids."""

import json
import os
import urllib.error
import urllib.request

import yaml
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse

endpoint, project, token = (os.environ[name] for name in ("ENDPOINT", "PROJECT_ID", "TOKEN"))
# The servers of the contract are real hosts, so the sandbox's is put in their place.
with open("taurusdb-htap.yaml", encoding="utf-8") as contract:
    api = OpenAPI.from_dict({**yaml.safe_load(contract), "servers": [{"url": endpoint}]})


def exchange(engine: str, token: str) -> tuple[MockRequest, int, bytes]:
    path = f"/v3/{project}/htap/datastores/{engine}"
    headers = {"X-Auth-Token": token, "Content-Type": "application/json"}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        answer = opener.open(urllib.request.Request(endpoint + path, headers=headers), timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    return MockRequest(endpoint, "get", path, headers=headers), answer.status, answer.read()


def refused(check, *exchange) -> None:
    try:
        check(*exchange)
    except OpenAPIError:
        return
    raise SystemExit(f"{check.__name__} accepts what the contract forbids")


request, status, body = exchange("star-rocks", token)
api.validate_request(request)
api.validate_response(request, MockResponse(body, status_code=status))
assert json.loads(body)["datastores"][0]["kernel_version"] == "3.1.6.0", body
refused(api.validate_response, request, MockResponse(b'{"datastores": [{"id": "1"}]}', status_code=200))
refused(api.validate_response, request, MockResponse(body, status_code=299))

request, status, body = exchange("star-rocks", "wrong")
assert status == 401, status
api.validate_response(request, MockResponse(body, status_code=status))

request, status, body = exchange("star-rock", token)
assert status == 400, status
refused(api.validate_request, request)
api.validate_response(request, MockResponse(body, status_code=status))

print("3 exchanges with the sandbox are valid, 3 wrong ones are refused")
