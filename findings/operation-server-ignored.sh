#!/usr/bin/env bash
# An operation may have servers of its own, which override those of the document
# (https://spec.openapis.org/oas/v3.0.3.html#operation-object). The clients that openapi-generator makes for Go, PHP, Python and
# Ruby call them. Those that the same generator makes for Java (native), Kotlin, Rust and TypeScript (fetch) do not contain the
# operation's host, and neither do those of swagger-codegen, oapi-codegen, ogen, openapi-python-client, orval
# and swagger-typescript-api: they call the server of the document, or the one that the program sets. No generator warns.
# Make a client of its own for such an operation, with its server as the base URL.
# Observed: openapi-generator 7.25.0, swagger-codegen 3.0.61, oapi-codegen 2.8.2, ogen 1.24.0, openapi-python-client 0.29.1,
# orval 8.38.0, swagger-typescript-api 13.13.0. Needs node and npm, go, python3 with venv, and Java with Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
servers: [{url: https://document.things.test}]
paths:
  /thing:
    get:
      operationId: getThing
      tags: [things]
      servers: [{url: https://operation.things.test}]
      responses: {'204': {description: Done}}
YAML
jar() { # GROUP ARTIFACT VERSION
  mvn --quiet dependency:copy -Dartifact="$1:$2:$3" -DoutputDirectory=. >&2
}
jar org.openapitools openapi-generator-cli 7.25.0
jar io.swagger.codegen.v3 swagger-codegen-cli 3.0.61
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit orval@8.38.0 swagger-typescript-api@13.13.0 typescript@5.9.3 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1
for language in go php python ruby java kotlin rust typescript-fetch; do
  options=()
  [ $language != java ] || options=(--library native)
  java -jar openapi-generator-cli-7.25.0.jar generate -i api.yaml -g $language -o openapi-generator-$language \
    "${options[@]}" >/dev/null 2>&1
done
java -jar swagger-codegen-cli-3.0.61.jar generate -i api.yaml -l java -o swagger-codegen-java >/dev/null 2>&1
mkdir oapi-codegen orval
GOTOOLCHAIN=local go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -generate types,client -package things \
  -o oapi-codegen/client.go api.yaml 2>/dev/null
GOTOOLCHAIN=local go run github.com/ogen-go/ogen/cmd/ogen@v1.24.0 --clean --target ogen --package things api.yaml 2>/dev/null
venv/bin/openapi-python-client generate --meta none --path api.yaml --output-path openapi-python-client >/dev/null
npx orval --input api.yaml --output orval/client.ts --client axios-functions >/dev/null
npx swagger-typescript-api generate --path api.yaml --name client.ts --output swagger-typescript-api >/dev/null

# Code, not the documentation or the copy of the document that some clients contain.
for client in openapi-generator-*/ swagger-codegen-java/ oapi-codegen/ ogen/ openapi-python-client/ orval/ swagger-typescript-api/; do
  if grep -rqF operation.things.test --include=*.{go,php,py,rb,java,kt,rs,ts} $client; then has=yes; else has=no; fi
  printf '%s: %s\n' ${client%/} $has
done | tee seen
diff seen - <<'SEEN'
openapi-generator-go: yes
openapi-generator-java: no
openapi-generator-kotlin: no
openapi-generator-php: yes
openapi-generator-python: yes
openapi-generator-ruby: yes
openapi-generator-rust: no
openapi-generator-typescript-fetch: no
swagger-codegen-java: no
oapi-codegen: no
ogen: no
openapi-python-client: no
orval: no
swagger-typescript-api: no
SEEN
