#!/usr/bin/env bash
# A server `https://{endpoint}` has a variable that stands for a host name. kin-openapi has two routers that find the operation
# of a request. The one for gorilla/mux finds no operation for the document's own default, because its variable does not match
# a dot: `things.north.test` fails and `localhost` is found. The legacy router finds both. OpenAPI 3.0.3 (Server Variable
# Object) gives a value of a variable no such limit, and the documentation of the router names a limit for port numbers only
# (https://pkg.go.dev/github.com/getkin/kin-openapi/routers/gorillamux#NewRouter). A middleware that validates requests
# rejects each of them as unknown. A server whose URL has the default written out is found.
# Observed: kin-openapi 0.153.0. Needs go.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
servers:
  - url: https://{endpoint}
    variables: {endpoint: {default: things.north.test}}
  - url: https://things.south.test
paths:
  /things:
    get: {operationId: listThings, responses: {'204': {description: Done}}}
YAML
printf 'module things\n\ngo 1.24\n' >go.mod
export GOTOOLCHAIN=local GOFLAGS=-mod=mod
go get github.com/getkin/kin-openapi@v0.153.0 2>/dev/null
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/getkin/kin-openapi/routers/legacy"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	document := must(openapi3.NewLoader().LoadFromFile("api.yaml"))
	if err := document.Validate(context.Background()); err != nil {
		panic(err)
	}
	find := func(name string, router routers.Router) {
		for _, host := range []string{"things.north.test", "localhost", "things.south.test"} {
			request := must(http.NewRequest("GET", "https://"+host+"/things", nil))
			if route, _, err := router.FindRoute(request); err != nil {
				fmt.Printf("%s, %s: %v\n", name, host, err)
			} else {
				fmt.Printf("%s, %s: %s\n", name, host, route.Operation.OperationID)
			}
		}
	}
	find("gorillamux", must(gorillamux.NewRouter(document)))
	find("legacy", must(legacy.NewRouter(document)))
}
GO
go mod tidy 2>/dev/null
go list -m github.com/getkin/kin-openapi
go run . | tee seen
diff - seen <<'TEXT'
gorillamux, things.north.test: no matching operation was found
gorillamux, localhost: listThings
gorillamux, things.south.test: listThings
legacy, things.north.test: listThings
legacy, localhost: listThings
legacy, things.south.test: listThings
TEXT
