#!/usr/bin/env bash
# `tsp-openapi3` converts an OpenAPI document into TypeSpec, which then is the source of documents and clients. It drops
# `security` and the security schemes, a token in a header and a bearer token, without a warning: the document that TypeSpec
# writes back has none, and openapi-generator makes a client from it that sends no token. TypeSpec can express both, with
# `@useAuth`. The documentation of the command shows what it converts, and does not say that it leaves something out
# (https://typespec.io/docs/emitters/openapi3/cli/). Add `@useAuth` to the converted file.
# Observed: TypeSpec 1.11.0, the newest for Node 20; openapi-generator 7.25.0.
# Needs node and npm, and Java with Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts @typespec/compiler@1.11.0 @typespec/http@1.11.0 \
  @typespec/openapi@1.11.0 @typespec/openapi3@1.11.0 >/dev/null
mvn --quiet dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory=.
npm ls --depth 0
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
security: [{Token: []}, {Bearer: []}]
paths:
  /things:
    get: {operationId: listThings, responses: {'204': {description: Done}}}
components:
  securitySchemes:
    Token: {type: apiKey, in: header, name: X-Auth-Token}
    Bearer: {type: http, scheme: bearer}
YAML
# emit NAME: writes the document NAME.yaml from main.tsp
emit() {
  cat >"$1.config.yaml" <<YAML
emit: ["@typespec/openapi3"]
options: {"@typespec/openapi3": {emitter-output-dir: "{project-root}", output-file: "$1.yaml"}}
YAML
  npx tsp compile main.tsp --config "$1.config.yaml" >/dev/null 2>&1
}
npx tsp-openapi3 api.yaml --output-dir . 2>&1 | tee converter.log
emit converted
sed -i 's/^@service/@useAuth(ApiKeyAuth<ApiKeyLocation.header, "X-Auth-Token"> | BearerAuth)\n&/' main.tsp
emit added
for name in api converted added; do
  java -jar openapi-generator-cli-7.25.0.jar generate -i $name.yaml -g python -o $name >/dev/null
  printf '%s: %s in the document, %s in the client\n' $name "$(grep -c 'X-Auth-Token' $name.yaml)" \
    "$(grep -c "'key': 'X-Auth-Token'" $name/openapi_client/configuration.py || true)"
done | tee seen
diff - seen <<'TEXT'
api: 1 in the document, 1 in the client
converted: 0 in the document, 0 in the client
added: 1 in the document, 1 in the client
TEXT
[ "$(grep -ci 'secur' converter.log)" = 0 ]
