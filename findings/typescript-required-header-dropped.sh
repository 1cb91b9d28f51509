#!/usr/bin/env bash
# swagger-typescript-api, and orval with its defaults, omit header parameters from the functions that they generate, even
# required ones. A call without the header passes `tsc --strict`. With openapi-typescript, the same call fails to compile.
# Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit swagger-typescript-api@13.13.0 orval@8.38.0 axios@1.21.1 \
  openapi-typescript@7.13.0 openapi-fetch@0.17.0 typescript@5.9.3 >/dev/null
npm ls --depth 0

cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: Header, version: 1.0.0}
paths:
  /thing:
    delete:
      operationId: deleteThing
      parameters:
        - {name: X-Thing, in: header, required: true, schema: {type: string}}
      responses: {'204': {description: Done}}
YAML
npx swagger-typescript-api generate --path api.yaml --name swagger.ts --output . >/dev/null
npx orval --input api.yaml --output orval.ts --client axios-functions >/dev/null
npx openapi-typescript api.yaml --output openapi.d.ts >/dev/null 2>&1

compiles() {
  printf '%s\n' "$2" >"$1.call.ts"
  npx tsc --noEmit --strict --skipLibCheck --target es2022 --module nodenext "$1.call.ts"
}
compiles swagger "import { Api } from './swagger.js'; void new Api().thing.deleteThing();"
compiles orval "import { deleteThing } from './orval.js'; void deleteThing();"
echo 'swagger-typescript-api, orval: a call without the required header compiles'
compiles openapi "import create from 'openapi-fetch'; import type { paths } from './openapi.js'; void create<paths>().DELETE('/thing');" | tee openapi.seen || true
grep -q "Expected 2 arguments, but got 1" openapi.seen
