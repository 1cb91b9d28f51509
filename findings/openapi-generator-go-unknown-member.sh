#!/usr/bin/env bash
# A schema of OpenAPI 3.0 without `additionalProperties` accepts members that it does not list: the default is true. A client
# that openapi-generator makes for Go refuses them as soon as one property is required: a server that adds an optional member
# breaks every deployed client. The same schema without `required` is read. The generator's option
# `disallowAdditionalPropertiesIfNotPresent=false` gives the behaviour of the specification; its default is `true`.
# Observed: openapi-generator 7.25.0. Needs go, and Java with Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn --quiet dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory=.
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
paths:
  /thing:
    get:
      operationId: getThing
      responses:
        '200': {description: A thing, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
  /note:
    get:
      operationId: getNote
      responses:
        '200': {description: A note, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
components:
  schemas:
    Thing: {type: object, required: [name], properties: {name: {type: string}}}
    Note: {type: object, properties: {name: {type: string}}}
YAML
printf 'module things\n\ngo 1.24\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"things/client"
)

func main() {
	body := []byte(`{"name": "a", "size": 1}`)
	fmt.Println("required:", json.Unmarshal(body, &client.Thing{}))
	fmt.Println("optional:", json.Unmarshal(body, &client.Note{}))
}
GO
generate() {
  rm -rf client
  java -jar openapi-generator-cli-7.25.0.jar generate -i api.yaml -g go -o client --package-name client \
    --additional-properties="withGoMod=false$1" --global-property=apiTests=false,modelTests=false >/dev/null
  GOFLAGS=-mod=mod GOTOOLCHAIN=local go run . | tee seen
}
echo 'By default:'
generate ''
grep -q '^required: json: unknown field "size"$' seen
grep -q '^optional: <nil>$' seen
echo 'With disallowAdditionalPropertiesIfNotPresent=false:'
generate ,disallowAdditionalPropertiesIfNotPresent=false
[ "$(grep -c '<nil>$' seen)" = 2 ]
