#!/usr/bin/env bash
# An identity service and a service are two documents with a server each, as OpenAPI 3.0.3 has it: `servers` at the root is for
# each operation that has none of its own. openapi-merge makes one document of both. By default, the operation that takes the
# password then has the server of the other service. Its documentation says that the first document's servers are kept, and
# offers `serversStrategy: concat`. That makes both servers alternatives for all operations, and clients take the first: the
# password still goes to the wrong host. It keeps servers at a path, so they are the remedy. `redocly join` writes the servers
# of each document to its paths. https://github.com/robertmassaioli/openapi-merge
# Observed: openapi-merge-cli 2.0.2, Redocly CLI 2.77.0, swagger-client 3.37.3. Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts \
  openapi-merge-cli@2.0.2 @redocly/cli@2.77.0 swagger-client@3.37.3 yaml@2.9.1 >/dev/null
npm ls --depth 0
cat >things.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
servers: [{url: https://things.test}]
paths:
  /things:
    get: {operationId: listThings, responses: {'204': {description: Done}}}
YAML
cat >identity.yaml <<'YAML'
openapi: 3.0.3
info: {title: Identity, version: 1.0.0}
servers: [{url: https://identity.test}]
paths:
  /tokens:
    post: {operationId: createToken, responses: {'201': {description: Created}}}
YAML
sed 's#^  /tokens:#&\n    servers: [{url: https://identity.test}]#' identity.yaml >path.yaml
# The URL to which a client sends the password. It builds the request only.
cat >url.mjs <<'JS'
import { readFileSync } from "node:fs";
import SwaggerClient from "swagger-client";
import { parse } from "yaml";

const spec = parse(readFileSync(process.argv[2], "utf8"));
console.log(`${process.argv[2]}: ${SwaggerClient.buildRequest({ spec, operationId: "createToken" }).url}`);
JS
# merge NAME IDENTITY OPTION: merges both documents with this option
merge() {
  printf '{"inputs": [{"inputFile": "things.yaml"}, {"inputFile": "%s"}], "output": "%s"%s}' "$2" "$1" "$3" >"$1.config.json"
  npx openapi-merge-cli --config "$1.config.json" >/dev/null 2>&1
  node url.mjs "$1" | tee -a seen
}
node url.mjs identity.yaml | tee seen
merge first.yaml identity.yaml ''
merge concat.yaml identity.yaml ', "serversStrategy": "concat"'
merge at-path.yaml path.yaml ''
npx redocly join things.yaml identity.yaml --output joined.yaml >/dev/null 2>&1
node url.mjs joined.yaml | tee -a seen
diff - seen <<'TEXT'
identity.yaml: https://identity.test/tokens
first.yaml: https://things.test/tokens
concat.yaml: https://things.test/tokens
at-path.yaml: https://identity.test/tokens
joined.yaml: https://identity.test/tokens
TEXT
