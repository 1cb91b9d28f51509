#!/usr/bin/env bash
# openapi-python-client treats optional security (`{}` in `security`; OpenAPI 3.0.3, Security Requirement Object) as
# required. The generated function accepts only an AuthenticatedClient, so mypy rejects a call without credentials. The
# function of an operation with `security: []` accepts both clients. Needs python3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet openapi-python-client==0.29.1 mypy==2.4.1 attrs==26.1.0 httpx==0.28.1
export PATH=$PWD/venv/bin:$PATH
openapi-python-client --version

cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Optional, version: 1.0.0}
paths:
  /optional:
    get:
      operationId: optional
      security: [{}, {Key: []}]
      responses: {'204': {description: Done}}
  /none:
    get:
      operationId: none
      security: []
      responses: {'204': {description: Done}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
YAML
openapi-python-client generate --meta none --path api.yaml --output-path client
cat >call.py <<'PYTHON'
from client import Client
from client.api.default import none, optional

none.sync_detailed(client=Client(base_url="http://127.0.0.1"))
optional.sync_detailed(client=Client(base_url="http://127.0.0.1"))
PYTHON
mypy --strict --follow-imports=silent call.py | tee seen || true
grep -q '^call.py:5: error: Argument "client" .* incompatible type "Client"; expected "AuthenticatedClient"' seen
[ "$(grep -c error: seen)" = 1 ]
