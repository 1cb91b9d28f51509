#!/usr/bin/env bash
# OpenAPI 3.0.3 says of a Reference Object that properties beside `$ref` SHALL be ignored. A description of a property there
# is ignored by @hey-api/openapi-ts 0.95.0, but written into the client by openapi-typescript 7.13.0, orval 7.13.2 and
# swagger-typescript-api 13.13.0. Of these, orval and openapi-typescript write nothing at the property without it, although
# the schema that the reference names has a description. Spectral 6.15.0 refuses the document by default
# (`no-$ref-siblings`). So no form of a 3.0 document gives a shared schema a text at each property in all of them without
# an error of the linter or an `allOf`. Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit @hey-api/openapi-ts@0.95.0 openapi-typescript@7.13.0 orval@7.13.2 \
  swagger-typescript-api@13.13.0 @stoplight/spectral-cli@6.15.0 typescript@5.9.3 >/dev/null
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
