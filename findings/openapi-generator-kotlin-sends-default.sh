#!/usr/bin/env bash
# `default` in the schema of an optional parameter says what the server assumes when a client omits it. A client that
# openapi-generator makes for Kotlin takes it as the default of its own argument and sends it on every call. A server that
# changes its default, or a gateway that counts header fields, sees a value that no one chose; passing `null` omits it. The
# same version for Java and Python sends nothing unless the caller does.
# Observed: openapi-generator 7.25.0. Needs Java with Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn --quiet dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory=.
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      parameters:
        - {name: X-Unit, in: header, schema: {type: string, default: metre}}
      responses: {'204': {description: Done}}
YAML
for language in kotlin java python; do
  java -jar openapi-generator-cli-7.25.0.jar generate -i api.yaml -g $language -o $language >/dev/null
done
grep -rhoE 'fun listThings\([^)]*\)' kotlin/src/main | tee kotlin.seen
grep -rhoE 'public void listThings\([^)]*\)' java/src/main | tee java.seen
grep -A 3 'def list_things($' python/openapi_client/api/things_api.py | tee python.seen
grep -q 'kotlin.String? = "metre"' kotlin.seen
[ "$(cat java.seen python.seen | grep -c metre)" = 0 ]
