#!/usr/bin/env bash
# The target of an Overlay's action may be any JSONPath, so also an element of a list: by its index, or by a filter, as in an
# example of the Overlay Specification (https://spec.openapis.org/overlay/v1.0.0.html). oas-patch finds both elements, and then
# raises `TypeError` instead of updating them, because it looks for an attribute `index` that jsonpath-ng calls `indices`; its
# metadata allows each jsonpath-ng since 1.7.0. An update of an object in no list works. The file that it writes then has
# another time: an unquoted `2013-05-29T16:55:21.468960Z`, which is a string in the YAML that OpenAPI 3.0.3 allows (section
# Format), loses its `T` and `Z`, and is no `date-time` anymore.
# Observed: oas-patch 0.6.0, jsonpath-ng 1.16.0, PyYAML 6.0.4. Needs python3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check oas-patch==0.6.0 jsonpath-ng==1.16.0 PyYAML==6.0.4
venv/bin/oas-patch --version
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0}
servers:
  - url: https://north.things.test
paths: {}
components:
  schemas:
    Time:
      type: string
      format: date-time
      example: 2013-05-29T16:55:21.468960Z
YAML
# apply TARGET: adds a description to what the target names
apply() {
  printf 'overlay: 1.0.0\ninfo: {title: Texts, version: 1.0.0}\nactions:\n' >overlay.yaml
  printf -- '- target: %s\n  update: {description: A text}\n' "$1" >>overlay.yaml
  venv/bin/oas-patch overlay api.yaml overlay.yaml --output out.yaml >log 2>&1 || true
  tail -1 log
}
for target in '$.servers[0]' "\$.servers[?(@.url == 'https://north.things.test')]" '$.info'; do
  printf '%s: ' "$target"
  apply "$target"
done | tee seen
grep 2013 out.yaml | tee -a seen
diff - seen <<'TEXT'
$.servers[0]: TypeError: list indices must be integers or slices, not NoneType
$.servers[?(@.url == 'https://north.things.test')]: TypeError: list indices must be integers or slices, not NoneType
$.info: Modified OpenAPI document saved to out.yaml
      example: 2013-05-29 16:55:21.468960+00:00
TEXT
