#!/usr/bin/env bash
# openapi-generator's client for Go refuses a JSON object with a member that the schema does not name, although a schema
# without `additionalProperties` allows further members (OpenAPI 3.0.3, Schema Object). With the option
# disallowAdditionalPropertiesIfNotPresent=false it accepts and keeps them. Needs java, maven and go.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn --batch-mode --quiet dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory=.
java -jar openapi-generator-cli-7.25.0.jar version

cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Members, version: 1.0.0}
paths:
  /row:
    get:
      operationId: row
      responses:
        '200':
          description: A row
          content: {application/json: {schema: {$ref: '#/components/schemas/Row'}}}
components:
  schemas:
    Row:
      type: object
      required: [name]
      properties: {name: {type: string}}
YAML
cat >go.mod <<'GO'
module members

go 1.21
GO
cat >main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"

	"members/client"
)

func main() {
	var row client.Row
	fmt.Println(json.Unmarshal([]byte(`{"name": "a", "more": 1}`), &row))
}
GO
generate() {
  rm -rf client
  java -jar openapi-generator-cli-7.25.0.jar generate -i api.yaml -g go -o client --package-name client \
    --additional-properties="withGoMod=false$1" --global-property=apiTests=false,modelTests=false >/dev/null
}
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
generate ""
[ "$(go run . | tee /dev/stderr)" = 'json: unknown field "more"' ]
generate ,disallowAdditionalPropertiesIfNotPresent=false
[ "$(go run . | tee /dev/stderr)" = '<nil>' ]
