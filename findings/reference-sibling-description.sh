#!/usr/bin/env bash
# What stands beside `$ref` is ignored (https://spec.openapis.org/oas/v3.0.3.html#reference-object). @hey-api/openapi-ts ignores
# a description there. openapi-typescript, orval and swagger-typescript-api write it into the client, and without it the first
# two write nothing at the property, although the schema that the reference names has a description. Spectral refuses the
# document by default (`no-$ref-siblings`). Another form, `allOf`, has its own price (swagger-codegen-allof-scalar.sh).
# Observed: openapi-ts 0.99.0, openapi-typescript 7.13.0, orval 8.38.0, swagger-typescript-api 13.13.0, Spectral CLI 6.16.3.
# Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit @hey-api/openapi-ts@0.99.0 openapi-typescript@7.13.0 orval@8.38.0 \
  swagger-typescript-api@13.13.0 @stoplight/spectral-cli@6.16.3 typescript@5.9.3 >/dev/null
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Things, version: 1.0.0, description: Things, contact: {name: Things}}
tags: [{name: things}]
servers: [{url: https://things.test}]
paths:
  /thing:
    get:
      operationId: getThing
      description: Returns a thing.
      tags: [things]
      responses:
        '200': {description: A thing, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        owner: {description: Who owns the thing., $ref: '#/components/schemas/Person'}
    Person: {description: A person., type: object, properties: {name: {type: string}}}
YAML
npx openapi-ts --input api.yaml --output hey-api >/dev/null
npx openapi-typescript api.yaml --output openapi-typescript.d.ts >/dev/null 2>&1
npx orval --input api.yaml --output orval.ts --client axios-functions >/dev/null
npx swagger-typescript-api generate --path api.yaml --name swagger-typescript-api.ts --output . >/dev/null
for file in hey-api/types.gen.ts openapi-typescript.d.ts orval.ts swagger-typescript-api.ts; do
  printf '%s: %s\n' "$file" "$(grep -c 'Who owns the thing' "$file")"
done | tee seen
diff seen - <<'SEEN'
hey-api/types.gen.ts: 0
openapi-typescript.d.ts: 1
orval.ts: 1
swagger-typescript-api.ts: 1
SEEN
echo "extends: ['spectral:oas']" >.spectral.yaml
npx spectral lint --quiet api.yaml | tee linted || true
grep -q 'no-$ref-siblings' linted
