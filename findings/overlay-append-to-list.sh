#!/usr/bin/env bash
# An action of an Overlay adds a server: its target is the list `$.servers`, and its update is one server. The Overlay
# Specification 1.0.0 says that such an update is an entry to append
# (https://spec.openapis.org/overlay/v1.0.0.html#action-object). Of five programs that apply Overlays, two append it.
# openapi-format leaves the list unchanged, and reports success. openapi-overlays-js and bump-cli make an object of the list,
# with a key "0", so the result is no OpenAPI document; both exit with 0. Written as `update: {servers: [...]}` with the
# target `$`, all five append the server.
# Observed: openapi-format 1.33.6, openapi-overlays-js 0.2.0, bump-cli 2.11.0; oas-patch 0.6.0 and libopenapi 0.42.4 append.
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
  - url: https://north.things.test
paths: {}
YAML
cat >list.yaml <<'YAML'
overlay: 1.0.0
info: {title: A server, version: 1.0.0}
actions:
  - target: $.servers
    update: {url: https://south.things.test}
YAML
cat >object.yaml <<'YAML'
overlay: 1.0.0
info: {title: A server, version: 1.0.0}
actions:
  - target: $
    update: {servers: [{url: https://south.things.test}]}
YAML

cat >show.py <<'PYTHON'
import json
import sys

import yaml

print(*sys.argv[1:], json.dumps(yaml.safe_load(open("out.yaml"))["servers"]), sep="; ")
PYTHON

for overlay in list object; do
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
openapi-format; list; [{"url": "https://north.things.test"}]
openapi-overlays-js; list; {"0": {"url": "https://north.things.test"}, "url": "https://south.things.test"}
bump-cli; list; {"0": {"url": "https://north.things.test"}, "url": "https://south.things.test"}
oas-patch; list; [{"url": "https://north.things.test"}, {"url": "https://south.things.test"}]
libopenapi; list; [{"url": "https://north.things.test"}, {"url": "https://south.things.test"}]
openapi-format; object; [{"url": "https://north.things.test"}, {"url": "https://south.things.test"}]
openapi-overlays-js; object; [{"url": "https://north.things.test"}, {"url": "https://south.things.test"}]
bump-cli; object; [{"url": "https://north.things.test"}, {"url": "https://south.things.test"}]
oas-patch; object; [{"url": "https://north.things.test"}, {"url": "https://south.things.test"}]
libopenapi; object; [{"url": "https://north.things.test"}, {"url": "https://south.things.test"}]
TEXT
