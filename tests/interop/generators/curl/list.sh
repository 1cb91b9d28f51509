#!/usr/bin/env bash
set -euo pipefail

# jq reads the password from the environment, so that it is not on a command line.
login=$(jq --null-input '{auth: {
  identity: {methods: ["password"], password: {user: {
    name: env.HW_USER_NAME, password: env.HW_USER_PASSWORD, domain: {name: env.HW_DOMAIN_NAME}}}},
  scope: {project: {name: env.HW_PROJECT_NAME}}}}')
answer=$(curl --silent --show-error --fail-with-body --include "$IAM_ENDPOINT/v3/auth/tokens?nocatalog=true" \
  --header 'Content-Type: application/json' --data @- <<<"$login" | tr -d '\r')
# The token is in a response header, not in the body.
token=$(sed -n 's/^x-subject-token: *//Ip' <<<"$answer")
project=$(sed '1,/^$/d' <<<"$answer" | jq --raw-output .token.project.id)

# curl reads the token from a file descriptor, so that it is not on a command line.
list() {
  curl --silent --show-error "$HTAP_ENDPOINT/v3/$1/htap/datastores/$2" --write-out '\n%{http_code}\n' \
    --header @<(printf 'X-Auth-Token: %s\n' "$token") --header 'Content-Type: application/json'
}

for engine in star-rocks click-house; do
  list "$project" "$engine" | head -n 1 |
    jq --raw-output --arg engine "$engine" '.datastores[] | "\($engine) \(.name) \(.kernel_version)"'
done

{ read -r error && read -r status; } < <(list 0123456789abcdef0123456789abcdef star-rocks)
jq --raw-output --arg status "$status" '"\($status) \(.error_code) \(.error_msg)"' <<<"$error"
