#!/usr/bin/env bash
# Programs that apply an Overlay disagree about lists, and none reports that it did something else than the Overlay
# Specification 1.0.0 says (https://spec.openapis.org/overlay/v1.0.0.html#action-object).
#
# An update of the list `$.servers` by one server is an entry to append. Of five programs, two append it. openapi-format leaves
# the list unchanged. openapi-overlays-js and bump-cli make an object of the list, with a key "0", so the result is no OpenAPI
# document; both exit with 0. Written as `update: {servers: [...]}` with the target `$`, all five append the server.
#
# `remove: true` removes each element that the target selects. If these are several elements of one list, openapi-format
# removes the wrong ones: each removal moves the elements behind it, and the next position still counts in the unchanged list. A
# filter for header parameters keeps one header and removes the query parameter, and `$.servers[1:]` keeps a second server. With
# positions, oas-patch and openapi-overlays-js remove too much, because they look for the positions again in what is left.
# bump-cli and libopenapi are right in each case. One action for each element, the last one first, works with all but
# openapi-overlays-js.
# Observed: openapi-format 1.33.6, openapi-overlays-js 0.2.0, bump-cli 2.11.0, oas-patch 0.6.0, libopenapi 0.42.4.
# Needs node and npm, python3 with venv, and go.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts \
  openapi-format@1.33.6 openapi-overlays-js@0.2.0 bump-cli@2.11.0 >/dev/null
npm ls --depth 0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check oas-patch==0.6.0 jsonpath-ng==1.16.0 PyYAML==6.0.4
mkdir go
cd go
printf 'module things\n\ngo 1.24\n' >go.mod
export GOTOOLCHAIN=local GOFLAGS=-mod=mod
go get github.com/pb33f/libopenapi@v0.42.4 2>/dev/null
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/pb33f/libopenapi"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	document, overlay := must(os.ReadFile(os.Args[1])), must(os.ReadFile(os.Args[2]))
	fmt.Print(string(must(libopenapi.ApplyOverlayFromBytesToSpecBytes(document, overlay)).Bytes))
}
GO
go mod tidy 2>/dev/null
go build -o ../libopenapi .
cd ..
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
servers:
  - {url: https://a.test}
  - {url: https://b.test}
  - {url: https://c.test}
  - {url: https://d.test}
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - {name: X-Language, in: header, schema: {type: string}}
        - {name: X-Unit, in: header, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses: {'204': {description: Done}}
YAML
# overlay NAME TARGET...: an Overlay whose action on each target is in `action`
overlay() {
  local name=$1
  shift
  printf 'overlay: 1.0.0\ninfo: {title: Lists, version: 1.0.0}\nactions:\n' >"$name.yaml"
  printf -- "- {target: \"%s\", $action}\n" "$@" >>"$name.yaml"
}
action='update: {url: "https://e.test"}'
overlay append '$.servers'
action='update: {servers: [{url: "https://e.test"}]}'
overlay append-to-root '$'
action='remove: true'
overlay filter "\$.paths['/things'].get.parameters[?(@.in == 'header')]"
overlay slice '$.servers[1:]'
overlay positions '$.servers[0,2]'
overlay one-by-one '$.servers[2]' '$.servers[0]'
cat >show.py <<'PYTHON'
import sys

import yaml

program, overlay = sys.argv[1:]
document = yaml.safe_load(open("out.yaml"))
servers = document["servers"]
shown = "an object" if isinstance(servers, dict) else "".join(server["url"][8] for server in servers)
parameters = ",".join(parameter["name"] for parameter in document["paths"]["/things"]["get"]["parameters"])
print(f"{overlay}, {program}: {parameters if overlay == 'filter' else shown or 'none'}")
PYTHON

for overlay in append append-to-root filter slice positions one-by-one; do
  for program in openapi-format openapi-overlays-js bump-cli oas-patch libopenapi; do
    case $program in
      openapi-format) npx openapi-format api.yaml --no-sort --overlayFile $overlay.yaml --output out.yaml >/dev/null 2>&1 ;;
      openapi-overlays-js) npx overlayjs --openapi api.yaml --overlay $overlay.yaml >out.yaml ;;
      bump-cli) npx bump overlay api.yaml $overlay.yaml >out.yaml 2>/dev/null ;;
      oas-patch) venv/bin/oas-patch overlay api.yaml $overlay.yaml --output out.yaml >/dev/null ;;
      libopenapi) ./libopenapi api.yaml $overlay.yaml >out.yaml ;;
    esac
    venv/bin/python show.py $program $overlay
  done
done | tee seen
diff - seen <<'TEXT'
append, openapi-format: abcd
append, openapi-overlays-js: an object
append, bump-cli: an object
append, oas-patch: abcde
append, libopenapi: abcde
append-to-root, openapi-format: abcde
append-to-root, openapi-overlays-js: abcde
append-to-root, bump-cli: abcde
append-to-root, oas-patch: abcde
append-to-root, libopenapi: abcde
filter, openapi-format: X-Unit
filter, openapi-overlays-js: limit
filter, bump-cli: limit
filter, oas-patch: limit
filter, libopenapi: limit
slice, openapi-format: ac
slice, openapi-overlays-js: a
slice, bump-cli: a
slice, oas-patch: a
slice, libopenapi: a
positions, openapi-format: bc
positions, openapi-overlays-js: none
positions, bump-cli: bd
positions, oas-patch: d
positions, libopenapi: bd
one-by-one, openapi-format: bd
one-by-one, openapi-overlays-js: none
one-by-one, bump-cli: bd
one-by-one, oas-patch: bd
one-by-one, libopenapi: bd
TEXT
