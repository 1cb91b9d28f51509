#!/usr/bin/env bash
# A server of one operation may have variables (OpenAPI 3.0.3, Server Object). openapi-generator for TypeScript with axios
# writes the URL of such a server into the client as it stands, so the braces go into the request, and it writes the values
# of the variables where the type has no member for them, so that `tsc` refuses the client. With a server without variables,
# the same client compiles. Needs node and npm, and Java with Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn --quiet dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory=.
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit axios@1.21.1 typescript@5.9.3 @types/node@20.19.25 >/dev/null

# generate NAME SERVER: a client of an operation with this server
generate() {
  cat >"$1.yaml" <<YAML
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
paths:
  /things:
    get:
      operationId: listThings
      servers: [$2]
      responses: {'204': {description: Done}}
YAML
  java -jar openapi-generator-cli-7.25.0.jar generate -i "$1.yaml" -g typescript-axios -o "$1" >/dev/null
}
compile() {
  npx tsc --noEmit --strict --skipLibCheck --target es2022 --module nodenext "$1/index.ts"
}
generate plain '{url: "https://north.things.test"}'
compile plain
echo 'without variables: the client compiles'
generate variable '{url: "https://{region}.things.test", variables: {region: {default: north}}}'
compile variable | tee seen || true
grep -n -A 6 'operationServerMap' variable/base.ts | tee map
grep -q '{region}' map
grep -q 'error TS' seen
