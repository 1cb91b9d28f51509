#!/usr/bin/env bash
# Needs jq, and curl 7.84 or later for %header{}.
set -euo pipefail

limit=30 # seconds for a whole call, with the body of the response

# call SERVER URL OPTION…: sends a request, and sets body, status, request_id and subject_token.
call() {
  local output error
  output=$(curl --silent --max-time "$limit" --header 'Content-Type: application/json' "${@:2}" \
    --write-out '\n%{http_code}|%header{x-request-id}|%header{x-subject-token}|%{errormsg}') || true
  body=${output%$'\n'*}
  IFS='|' read -r status request_id subject_token error <<<"${output##*$'\n'}"
  [ -z "$error" ] || fail "$1" "$error"
}

# fail SERVER REASON: ends the program with one sentence.
fail() {
  local seen="returned status $status (request ID: ${request_id:-none})"
  [ "$status" != 000 ] || seen='sent no complete response'
  printf '%s %s: %s\n' "$1" "$seen" "$2" >&2
  exit 1
}

# Prints the code and the message of a documented error. IAM has errors of two shapes.
typed_error() {
  jq --null-input --raw-output 'input | .error.message // "\(.error_code // error) \(.error_msg // error)"' \
    <<<"$body" 2>/dev/null || { echo 'the body is not as documented'; return 1; }
}

# jq reads the password from the environment, so that it is not on a command line.
login=$(jq --null-input '{auth: {
  identity: {methods: ["password"], password: {user: {
    name: env.HW_USER_NAME, password: env.HW_USER_PASSWORD, domain: {name: env.HW_DOMAIN_NAME}}}},
  scope: {project: {name: env.HW_PROJECT_NAME}}}}')
call IAM "$IAM_ENDPOINT/v3/auth/tokens?nocatalog=true" --data @- <<<"$login"
[ "$status" = 201 ] || fail IAM "$(typed_error)"
# The token is in a response header, not in the body.
token=$subject_token
project=$(jq --raw-output '.token.project.id // empty' <<<"$body" 2>/dev/null) || true
[ -n "$token" ] && [ -n "$project" ] || fail IAM 'the response has no token for a project'

# curl reads the token from a file descriptor, so that it is not on a command line.
list() {
  call 'The service' "$HTAP_ENDPOINT/v3/$1/htap/datastores/$2" --header @<(printf 'X-Auth-Token: %s\n' "$token")
}

for engine in star-rocks click-house; do
  list "$project" "$engine"
  [ "$status" = 200 ] || fail 'The service' "$(typed_error)"
  jq --null-input --raw-output --arg engine "$engine" \
    'input.datastores[] | "\($engine) \(.name // error) \(.kernel_version // error)"' <<<"$body" 2>/dev/null ||
    fail 'The service' 'the body is not as documented'
done

list 0123456789abcdef0123456789abcdef star-rocks
refused=$(typed_error) && [ "$status" = 403 ] || fail 'The service' "$refused"
echo "$status $refused"
