#!/usr/bin/env bash
# The author of a document quotes the times in its examples. openapi-format writes them
# without quotes. In the YAML that OpenAPI 3.0.3 allows, that is the same string (https://spec.openapis.org/oas/v3.0.3.html#format:
# YAML 1.2 with the tags of its JSON schema). Bruno's converter then reads a date, and writes `{}` for each time into the body of
# its request and into its examples; PyYAML reads a date as well. Each tool alone gives the right result, and so does Bruno
# after `redocly bundle`, which keeps the quotes, or after openapi-format with JSON as its output.
# Observed: openapi-format 1.33.6, @usebruno/converters 0.23.0, Redocly CLI 2.77.0, PyYAML 6.0.4.
# Needs node and npm, and python3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts \
  @usebruno/converters@0.23.0 openapi-format@1.33.6 @redocly/cli@2.77.0 >/dev/null
npm ls --depth 0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check PyYAML==6.0.4
cat >original.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
paths:
  /things:
    post:
      operationId: createThing
      requestBody:
        content: {application/json: {schema: {type: object}, example: {made_at: '2013-05-29T16:55:21.468960Z'}}}
      responses: {'204': {description: Done}}
YAML
npx openapi-format original.yaml --no-sort --output formatted.yaml >/dev/null 2>&1
npx openapi-format original.yaml --no-sort --json --output formatted.json >/dev/null 2>&1
npx redocly bundle original.yaml --output bundled.yaml >/dev/null 2>&1
cat >convert.mjs <<'JS'
import { readFileSync } from "node:fs";
import { openApiToBruno } from "@usebruno/converters";

const [{ request }] = openApiToBruno(readFileSync(process.argv[2], "utf8")).items;
console.log(JSON.stringify(JSON.parse(request.body.json)));
JS
cat >read.py <<'PYTHON'
import sys

import yaml

document = yaml.safe_load(open(sys.argv[1]))
body = document["paths"]["/things"]["post"]["requestBody"]["content"]["application/json"]
print(type(body["example"]["made_at"]).__name__)
PYTHON
for document in original.yaml formatted.yaml formatted.json bundled.yaml; do
  echo "$document: Bruno sends $(node convert.mjs $document), PyYAML reads a $(venv/bin/python read.py $document)"
done | tee seen
diff - seen <<'TEXT'
original.yaml: Bruno sends {"made_at":"2013-05-29T16:55:21.468960Z"}, PyYAML reads a str
formatted.yaml: Bruno sends {"made_at":{}}, PyYAML reads a datetime
formatted.json: Bruno sends {"made_at":"2013-05-29T16:55:21.468960Z"}, PyYAML reads a str
bundled.yaml: Bruno sends {"made_at":"2013-05-29T16:55:21.468960Z"}, PyYAML reads a str
TEXT
