#!/usr/bin/env bash
# connexion's mock server answers an operation with its example. If the document has an
# API key in a header, it answers a call that sends a key with 401, in `application/problem+json` instead of the document's own
# error. A bearer token has the same result. It needs a function in Python that checks the key, and only its log names it
# (`x-apikeyInfoFunc missing`). The documentation of the mock server
# (https://connexion.readthedocs.io/en/latest/cli.html#running-a-mock-server) names no such condition; its page about security
# has the remedy, the variable `APIKEYINFO_FUNC`.
# Observed: connexion 3.3.0. Needs python3 with venv. It opens no port: the requests go through connexion's test client.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check connexion==3.3.0
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
paths:
  /open: {get: {operationId: open, security: [], responses: {'200': {$ref: '#/components/responses/Thing'}}}}
  /key: {get: {operationId: key, security: [{Key: []}], responses: {'200': {$ref: '#/components/responses/Thing'}}}}
  /bearer: {get: {operationId: bearer, security: [{Bearer: []}], responses: {'200': {$ref: '#/components/responses/Thing'}}}}
components:
  responses:
    Thing: {description: A thing, content: {application/json: {schema: {type: object}, example: {name: a}}}}
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Auth-Token}
    Bearer: {type: http, scheme: bearer}
YAML
cat >check.py <<'PYTHON'
def accept(key, required_scopes=None):
    return {"sub": key}
PYTHON
cat >call.py <<'PYTHON'
from importlib.metadata import version

from connexion import AsyncApp
from connexion.mock import MockResolver

app = AsyncApp(__name__)
app.add_api("api.yaml", resolver=MockResolver(mock_all=True))
print("connexion", version("connexion"))
with app.test_client() as client:
    for path in "/open", "/key", "/bearer":
        response = client.get(path, headers={"X-Auth-Token": "key", "Authorization": "Bearer token"})
        print(path, response.status_code, response.headers["content-type"])
PYTHON
{
  venv/bin/python call.py 2>log
  grep -ho 'x-apikeyInfoFunc missing' log
  echo 'With APIKEYINFO_FUNC:'
  APIKEYINFO_FUNC=check.accept venv/bin/python call.py 2>/dev/null
} | tee seen
grep -v '^connexion' seen | diff - <(cat <<'TEXT'
/open 200 application/json
/key 401 application/problem+json
/bearer 401 application/problem+json
x-apikeyInfoFunc missing
With APIKEYINFO_FUNC:
/open 200 application/json
/key 200 application/json
/bearer 401 application/problem+json
TEXT
)
