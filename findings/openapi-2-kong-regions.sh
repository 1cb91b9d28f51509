#!/usr/bin/env bash
# A document lists a server for each region, and a user takes the one of the project. openapi-2-kong, which Insomnia uses,
# writes a configuration of Kong in which all of them are targets of one upstream, so Kong sends the requests of one client to
# each region in turn, and a project ID is valid in one only. In OpenAPI 3.0.3 (Server Object) each server is a host that serves
# the API, and a client takes one; the default of a variable is one of its values, and the converter takes it as one more
# target. The readme says that each server becomes a target (https://www.npmjs.com/package/openapi-2-kong), but not that
# the targets then share the requests. Give the converter a document with one server.
# Observed: openapi-2-kong 3.6.0. Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts openapi-2-kong@3.6.0 >/dev/null
npm ls --depth 0
cat >convert.js <<'JS'
const { generateFromString } = require("openapi-2-kong");

const document = `
openapi: 3.0.3
info: {title: things, version: 1.0.0}
servers:
  - url: https://{endpoint}
    variables: {endpoint: {default: north.things.test}}
  - url: https://north.things.test
  - url: https://south.things.test
paths:
  /{project_id}/things:
    get:
      operationId: listThings
      parameters: [{name: project_id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Done}}
`;
generateFromString(document, "kong-declarative-config", []).then(({ documents: [kong] }) => {
  console.log(`service: ${kong.services.map((service) => service.host)}`);
  console.log(`upstream: ${kong.upstreams.map((upstream) => upstream.targets.map(({ target }) => target))}`);
});
JS
node convert.js | tee seen
diff - seen <<'TEXT'
service: things.upstream
upstream: north.things.test:443,north.things.test:443,south.things.test:443
TEXT
